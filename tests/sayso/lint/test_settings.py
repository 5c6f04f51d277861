"""A slip in [tool.sayso] stops `sayso check` and pytest: it would hide what it means."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.projects.isolation import check_command as main
from tests.sayso.lint.conftest import Write, found

pytest_plugins = ["pytester"]

SLIPS = {
    "a key nobody knows": (
        '[tool.sayso]\nstpes = ["steps"]\n',
        '[tool.sayso] has no key "stpes". Did you mean "steps"?',
    ),
    "a key like no other": (
        "[tool.sayso]\nxyzzy = 1\n",
        '[tool.sayso] has no key "xyzzy". It knows: allowed_hosts, browser, check, evidence,',
    ),
    "a folder of features that is not there": (
        '[tool.sayso]\nfeatures = ["feetures"]\n',
        'feetures. Did you mean "features"?',
    ),
    "a folder of steps that is a file": (
        '[tool.sayso]\nsteps = ["steps/cart.py"]\n',
        "[tool.sayso] steps: there is no folder ",
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_misuse_of_the_command(
    name: str, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, said = SLIPS[name]
    write("pyproject.toml", text)
    assert main([], tmp_path) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_stops_pytest(name: str, pytester: pytest.Pytester) -> None:
    text, said = SLIPS[name]
    pytester.makepyprojecttoml(text)
    pytester.mkdir("features").joinpath("a.feature").write_text("Feature: a\n", encoding="utf-8")
    result = pytester.runpytest_inprocess("-pno:randomly")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert said in result.stderr.str()


def test_an_unknown_rule_is_misuse(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("pyproject.toml", '[tool.sayso.check]\nignored = ["too-long"]\n')
    assert main([], tmp_path) == 2
    told = capsys.readouterr().err
    assert '[tool.sayso.check] has no key "ignored". Did you mean "ignore"?' in told


def test_rules_of_style_are_warnings_unless_the_project_raises_them(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("features/paying.feature", "Feature: a\n  b\n  Scenario: c\n    When Ada clicks\n")
    assert main([], tmp_path) == 1  # the step is undefined
    assert "Describe the behaviour. [warning: ui-wording]" in capsys.readouterr().out
    write("pyproject.toml", '[tool.sayso.check]\nerrors = ["ui-wording"]\n')
    main([], tmp_path)
    assert "Describe the behaviour. [error: ui-wording]" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", '[tool.sayso]\ntitle = "A shop"\n'])
def test_a_folder_without_features_is_misuse(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    assert main([], tmp_path) == 2
    told = capsys.readouterr().err
    assert f"There is nothing to check: no feature file in {tmp_path / 'features'}." in told


TAGS = '[tool.sayso]\ntags = ["smoke"]\n'


@pytest.mark.parametrize("absolute", [True, False])
@pytest.mark.usefixtures("write")
def test_pages_and_templates_may_lie_outside_the_project(
    absolute: bool, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    outside = tmp_path_factory.mktemp("shop")
    for name in ("pages", "shop"):
        (tmp_path / name).rename(outside / name)
    folder = str(outside) if absolute else os.path.relpath(outside, tmp_path)
    text = f"pages = ['{folder}/pages']\ntemplates = ['{folder}/shop']\n"
    (tmp_path / "pyproject.toml").write_text(f"{TAGS}[tool.sayso.check]\n{text}", encoding="utf-8")
    assert found(tmp_path) == []
    page = next((outside / "pages").iterdir())
    page.write_text(page.read_text("utf-8").replace("cart-total", "cart-sum"), "utf-8")
    template = next((outside / "shop").iterdir())
    assert found(tmp_path) == [
        f"{page.as_posix()}:4 unknown-test-id",
        f"{template.as_posix()}:1 unused-test-id",
    ]


@pytest.mark.parametrize("key", ["pages", "templates"])
def test_a_folder_of_screens_that_is_not_there_is_misuse(
    key: str, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("pyproject.toml", f'[tool.sayso.check]\n{key} = ["shopp"]\n')
    assert main([], tmp_path) == 2
    told = (
        f'[tool.sayso.check] {key}: there is no folder {tmp_path / "shopp"}. Did you mean "shop"?'
    )
    assert told in capsys.readouterr().err

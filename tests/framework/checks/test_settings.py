"""A slip in [tool.sayso] stops `sayso check` and pytest: it would hide what it means."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.checks.command import main
from tests.framework.checks.conftest import Write

pytest_plugins = ["pytester"]

SLIPS = {
    "a key nobody knows": (
        '[tool.sayso]\nstpes = ["steps"]\n',
        '[tool.sayso] has no key "stpes". Did you mean "steps"?',
    ),
    "a key like no other": (
        "[tool.sayso]\nxyzzy = 1\n",
        '[tool.sayso] has no key "xyzzy". It knows: browser, check, evidence, features,',
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
    pytester.mkdir("features")
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


@pytest.mark.parametrize("text", ["", '[tool.sayso]\ntitle = "A shop"\n'])
def test_a_folder_without_features_is_misuse(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    assert main([], tmp_path) == 2
    told = capsys.readouterr().err
    assert f"There is nothing to check: no feature file in {tmp_path / 'features'}." in told

"""`sayso check` looks at the feature files that pytest runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects.isolation import check_command as main
from tests.projects.isolation import steps_command as steps
from tests.sayso.lint.conftest import CART, FEATURE, Write, found

NO_CART = """from pytest_bdd import given
@given("no cart", target_fixture="cart")
def none(): return []
"""
BAD = FEATURE.replace("an empty cart", "no cart")


def test_capital_letters_of_the_ending_do_not_matter(write: Write, tmp_path: Path) -> None:
    write("features/purchase/filling_a_bag.FEATURE", BAD)
    assert found(tmp_path) == ["features/purchase/filling_a_bag.FEATURE:7 undefined-step"]


def test_folders_that_are_links_are_gone_into(write: Write, tmp_path: Path) -> None:
    write("elsewhere/filling_a_bag.feature", BAD)
    (tmp_path / "features" / "sale").symlink_to(tmp_path / "elsewhere")
    assert found(tmp_path) == ["features/sale/filling_a_bag.feature:7 undefined-step"]
    write(
        "elsewhere/conftest.py",
        NO_CART,
    )
    assert found(tmp_path) == []


NOT_GONE_INTO = {
    "a hidden folder": (".old/rest.feature", ""),
    "the packages of another language": ("node_modules/gherkin/rest.feature", ""),
    "an environment": ("env/rest.feature", ""),
    "what the project says": ("drafts/rest.feature", '[tool.pytest]\nnorecursedirs = ["draft*"]\n'),
    "what an ini file says": (
        "drafts/rest.feature",
        "[tool.pytest.ini_options]\nnorecursedirs = 'x drafts'",
    ),
    "a path": ("drafts/old/rest.feature", '[tool.pytest]\nnorecursedirs = ["drafts/o*"]\n'),
}


@pytest.mark.parametrize("name", NOT_GONE_INTO)
def test_what_pytest_does_not_go_into_is_not_looked_at(
    name: str, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, said = NOT_GONE_INTO[name]
    write("pyproject.toml", f'[tool.sayso]\nfeatures = ["."]\ntags = ["smoke"]\n{said}')
    write("more/env/pyvenv.cfg", "")
    write("more/" + path, BAD)
    assert found(tmp_path) == []
    assert steps(["empty"], tmp_path) == 0
    assert f"used 1x, first in {CART}" in capsys.readouterr().out
    write("more/rest.feature", BAD)
    assert "more/rest.feature:7 undefined-step" in found(tmp_path)


def test_a_folder_that_is_named_is_looked_at_whatever_it_is_called(
    write: Write, tmp_path: Path
) -> None:
    write(".old/filling_a_bag.feature", BAD)
    assert main([str(tmp_path / ".old")], tmp_path) == 1


def test_a_sentence_said_in_a_file_with_capital_letters_is_used(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / CART).unlink()
    write("features/purchase/filling_a_bag.FEATURE", FEATURE)
    assert steps(["empty"], tmp_path) == 0
    assert "used 1x, first in features/purchase/filling_a_bag.FEATURE" in capsys.readouterr().out


@pytest.mark.usefixtures("write")
def test_a_path_may_go_up_and_down_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path / "steps")
    (tmp_path / "steps" / "cart.py").rename(tmp_path / "features" / "conftest.py")
    assert main(["../features"], tmp_path) == 0


def test_a_feature_outside_the_folders_of_features_has_its_own_conftest(
    write: Write, tmp_path: Path
) -> None:
    write("more/filling_a_bag.feature", BAD)
    write(
        "more/conftest.py",
        NO_CART,
    )
    assert main([str(tmp_path / "more")], tmp_path) == 0


def test_a_file_that_is_no_feature_is_misuse(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("README.md", "Read me.")
    assert main([str(tmp_path / "README.md")], tmp_path) == 2
    assert "README.md" in capsys.readouterr().err


@pytest.mark.usefixtures("write")
def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "features" / "loop").symlink_to(tmp_path / "features")
    (tmp_path / "features" / "self").symlink_to("self")
    (tmp_path / "features" / "self.feature").symlink_to("self.feature")
    assert found(tmp_path) == ["features/self.feature:1 unreadable"]


@pytest.mark.usefixtures("write")
def test_a_feature_that_is_a_link_to_nothing_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / CART).with_name("lost.feature").symlink_to("moved.feature")
    assert main([], tmp_path) == 1
    assert "The file cannot be read: No such file or directory." in capsys.readouterr().out


def test_a_folder_called_like_a_feature_is_no_feature(write: Write, tmp_path: Path) -> None:
    write("features/paying.feature/paying_late.feature", FEATURE)
    assert found(tmp_path) == []

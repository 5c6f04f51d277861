"""The `sayso` command finds its project, and helps with what it does not know."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso import project
from sayso.cli import main as cli
from tests.projects.isolation import isolated
from tests.sayso.lint.conftest import CART


@pytest.fixture(autouse=True)
def _apart() -> Iterator[None]:
    with isolated():
        yield


def test_an_unknown_command_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["chek"]) == 2
    assert 'There is no command "chek". Did you mean "check"?' in capsys.readouterr().err


def test_no_command_shows_them_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    told = capsys.readouterr().err
    assert all(name in told for name in cli.COMMANDS)


def test_help_is_no_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    assert "sayso COMMAND" in capsys.readouterr().out


def test_the_project_is_found_from_a_folder_inside_it(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.sayso]\n")
    inside = tmp_path / "features" / "purchase"
    inside.mkdir(parents=True)
    (inside / "pyproject.toml").write_text("[project]\n")
    assert project.project_root(inside) == tmp_path


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another project, in which the command is started."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "pyproject.toml").write_text("[tool.sayso]\n")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.usefixtures("write", "elsewhere")
@pytest.mark.parametrize("path", ["features", CART, "."])
def test_what_lies_in_another_project_is_checked_there(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", str(tmp_path / path)]) == 0
    assert "0 errors and 0 warnings in 1 scenario and 3 step" in capsys.readouterr().out


@pytest.mark.usefixtures("write")
def test_a_project_below_is_found_by_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path.parent)
    assert cli.main(["check", f"{tmp_path.name}/features"]) == 0


@pytest.mark.usefixtures("write")
def test_two_projects_are_not_checked_as_one(
    elsewhere: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "some.feature").write_text("Feature: Some\n")
    assert cli.main(["check", "some.feature", str(tmp_path / CART)]) == 2
    told = f"{tmp_path / CART} lies outside this project, {elsewhere}"
    assert told in capsys.readouterr().err


def test_what_is_of_no_project_is_told_where_to_check(
    elsewhere: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "features").mkdir()
    (tmp_path / "features/some.feature").write_text("Feature: Some\n")
    assert cli.main(["check", str(tmp_path / "features")]) == 2
    told = f"{tmp_path / 'features'} lies outside this project, {elsewhere}"
    assert told in capsys.readouterr().err


@pytest.mark.usefixtures("write")
def test_a_reader_that_leaves_early_is_no_failure(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as nobody:
        finished = subprocess.run(
            [
                sys.executable,
                "-c",
                "import sys; from sayso.cli.main import main; sys.exit(main())",
                "check",
            ],
            cwd=tmp_path,
            stdout=nobody,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert (finished.stderr, finished.returncode) == ("", 141)


@pytest.mark.usefixtures("write")
@pytest.mark.parametrize("command", [["check", "--output"], ["steps", "--html"]])
def test_a_file_that_cannot_be_written_is_named(
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main([*command, str(tmp_path)]) == 2
    assert f"{tmp_path} cannot be used: Is a directory" in capsys.readouterr().err


def test_the_package_is_the_command(tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "sayso", "chek"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert 'There is no command "chek". Did you mean "check"?' in finished.stderr
    assert finished.returncode == cli.EXIT_USAGE

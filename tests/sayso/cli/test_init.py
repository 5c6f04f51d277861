"""`sayso init`: what it writes runs green and passes `sayso check`; what is there stays."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sayso.cli import init
from tests.projects.forks import run_forked


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return run_forked([sys.executable, "-m", *command], folder, os.environ, within=120)


def test_a_new_suite_runs_green_and_passes_the_check(tmp_path: Path) -> None:
    assert init.main([str(tmp_path / "shop")]) == 0
    ran = run(tmp_path / "shop", "pytest", "-p", "no:cacheprovider")
    assert ran.returncode == 0, ran.stdout
    assert "1 scenario: 1 passed" in ran.stdout
    assert (tmp_path / "shop/reports/index.html").is_file()
    checked = run(tmp_path / "shop", "sayso", "check", "--strict")
    assert (checked.returncode, checked.stdout.splitlines()[-1:]) == (
        0,
        ["0 errors and 0 warnings in 1 scenario and 2 step definitions"],
    )


def test_nothing_is_overwritten_and_the_settings_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / ".gitignore").write_text("mine\n")
    assert init.main([str(tmp_path), "--url", "http://127.0.0.1:1/"]) == 0
    said = capsys.readouterr().out
    assert (tmp_path / "pyproject.toml").read_text() == "[project]\n"
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
    assert "left pyproject.toml as it is\nleft .gitignore as it is\n" in said
    assert '[tool.sayso]\ntags = ["@smoke"]' in said
    assert "Add reports/ to your .gitignore" in said
    assert '[tool.sayso.targets.shop.addresses]\nweb = "http://127.0.0.1:1/"' in said


@pytest.mark.parametrize("settings", ["tox.ini", "pyproject.toml"])
def test_in_a_project_the_settings_of_pytest_stay_its_own(tmp_path: Path, settings: str) -> None:
    table = "[tool.pytest]" if settings == "pyproject.toml" else "[pytest]"
    strict = "true" if settings == "pyproject.toml" else "1"
    (tmp_path / settings).write_text(f"{table}\nstrict = {strict}\n")
    (tmp_path / "test_mine.py").write_text("def test_mine(): pass\n")
    said = run(tmp_path, "sayso", "init").stdout
    if settings == "pyproject.toml":
        _, _, added = said.partition("Add to your pyproject.toml:")
        with (tmp_path / settings).open("a") as file:
            file.write(added.partition("Run it:")[0])
    assert "  pytest features\n" in said
    assert "1 scenario: 1 passed" in run(tmp_path, "pytest", "features").stdout
    assert "test_mine.py" in run(tmp_path, "pytest", "--collect-only").stdout


def test_a_file_in_the_place_of_a_folder_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "steps").write_text("")
    assert init.main([str(tmp_path)]) == 2
    assert (
        f"{tmp_path / 'steps'} is a file, and the suite needs a folder" in capsys.readouterr().err
    )
    assert [path.name for path in tmp_path.iterdir()] == ["steps"]


def test_a_system_of_ones_own_is_started_by_its_command(tmp_path: Path) -> None:
    command = "python manage.py runserver {port:web} --name 'my shop'"
    assert init.main([str(tmp_path), "--command", command]) == 0
    settings = tomllib.loads((tmp_path / "pyproject.toml").read_text())
    target = settings["tool"]["sayso"]["targets"]["shop"]
    assert target["command"][-3:] == ["{port:web}", "--name", "my shop"]
    assert target["ready"] == {"url": "http://127.0.0.1:{port:web}/"}
    assert not (tmp_path / "tiny_page").exists()


GITHUB = ".github/workflows/acceptance.yml"


@pytest.mark.parametrize(
    ("remote", "options", "written"),
    [
        ("git@github.com:ada/shop.git", [], GITHUB),
        ("git@gitlab.example:ada/shop.git", [], ".gitlab-ci.yml"),
        ("git@github.com:ada/shop.git", ["--ci", "gitlab"], ".gitlab-ci.yml"),
        ("", ["--ci", "github"], GITHUB),
        ("", [], ".gitlab-ci.yml"),
    ],
)
def test_the_pipeline_is_that_of_the_host(
    tmp_path: Path, remote: str, options: list[str], written: str
) -> None:
    if remote:
        (tmp_path / ".git").mkdir()
        (tmp_path / ".git/config").write_text(f'[remote "origin"]\n\turl = {remote}\n')
    assert init.main([str(tmp_path / "acceptance"), *options]) == 0
    found = [
        name for name in (GITHUB, ".gitlab-ci.yml") if (tmp_path / "acceptance" / name).exists()
    ]
    assert found == [written]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--url", "shop.example"], '"shop.example" is no address; it begins with http://'),
        (["--command", "python serve.py"], "write {port:web} where the command takes its port"),
        (["--command", "serve 'half {port:web}"], "cannot be split into words: No closing"),
    ],
)
def test_what_no_run_could_use_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert init.main([str(tmp_path), *options]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []

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
    assert '[tool.sayso.targets.shop.addresses]\nweb = "http://127.0.0.1:1/"' in said


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

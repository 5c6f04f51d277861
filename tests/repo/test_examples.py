"""Each example is a project of its own, which its README runs with the wheel that is built here."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path.parent for path in ROOT.glob("examples/*/pyproject.toml"))
UV = os.environ.get("UV") or shutil.which("uv")  # `uv run` says where it is
DEADLINE = 180  # seconds, most of them for a first download
FRESH = shutil.ignore_patterns(".venv", "reports", "uv.lock", "__pycache__", ".pytest_cache")


def commands(readme: Path) -> list[list[str]]:
    """The commands of a README, which are for the root of the repository."""
    lines = re.findall(r"^    (uv .+)$", readme.read_text(encoding="utf-8"), re.MULTILINE)
    return [shlex.split(line, comments=True) for line in lines]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_is_run_with_two_commands(example: Path) -> None:
    first, second, *_ = commands(example / "README.md")
    assert first == ["uv", "build", "--wheel"]
    assert second == ["uv", "run", "--directory", f"examples/{example.name}", "pytest"]


@pytest.mark.skipif(UV is None, reason="uv is not installed")
def test_the_commands_of_the_example_without_a_browser_run_it(tmp_path: Path) -> None:
    for name in ("sayso", "examples/api_only"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=FRESH)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, tmp_path)
    for command in commands(ROOT / "examples/api_only/README.md"):
        said = run(command, tmp_path)
    assert "6 scenarios: 6 passed" in said


def run(command: list[str], folder: Path) -> str:
    finished = subprocess.run(  # noqa: S603  # a command of a README of ours
        [str(UV), *command[1:]],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"},
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout

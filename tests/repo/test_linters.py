"""The linters run with the tests, so that one command says everything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = [sys.executable, "-m"]
SOURCES = ["sayso", "pages", "fixtures", "steps", "app_under_test"]
DEADLINE = 300  # seconds; mypy without a cache on a slow machine needs about a minute

LINTERS = {
    "ruff check": [*PYTHON, "ruff", "check", "."],
    "ruff format": [*PYTHON, "ruff", "format", "--check", "--diff", "."],
    "mypy": [*PYTHON, "mypy"],
    "schema of .gitlab-ci.yml": [
        *(*PYTHON, "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci"),
        *("--data-transform", "gitlab-ci", ".gitlab-ci.yml"),
    ],
    "bandit": [*PYTHON, "bandit", "--quiet", "-c", "pyproject.toml", "-r", *SOURCES],
}


@pytest.mark.parametrize("name", LINTERS)
def test_linter_finds_nothing(name: str) -> None:
    finished = subprocess.run(  # noqa: S603  # one of the commands above
        LINTERS[name], cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE, check=False
    )
    assert finished.returncode == 0, f"{name} found:\n{finished.stdout}{finished.stderr}"

"""Environments of their own for sayso and its rivals."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

DEADLINE = 900  # seconds for one command


def python_with(place: Path, *packages: str) -> str:
    """The interpreter of a new environment that holds these packages and no other.

    Raises OSError without `uv`, and subprocess.SubprocessError when a package cannot be had.
    """
    uv, python = found("uv"), place / "bin/python"
    made([uv, "venv", "--quiet", "--python", sys.executable, place], place.parent)
    made([uv, "pip", "install", "--quiet", "--python", python, *packages], place.parent)
    return str(python)


def found(name: str) -> str:
    """The program of this name; raises FileNotFoundError."""
    program = shutil.which(name)
    if program is None:
        raise FileNotFoundError(f"{name} is not installed")
    return program


def made(command: list[str | Path], folder: Path) -> None:
    """Run a command; raises subprocess.SubprocessError when it fails."""
    subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "npm_config_fund": "false"},
        capture_output=True,
        timeout=DEADLINE,
        check=True,
    )

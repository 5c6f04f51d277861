"""Runs of pytest and sayso in processes of their own, forked from one that has imported both.

To start Python and import them costs a second and a half of a processor, to fork a twentieth of
one. Not forked are workers of pytest-xdist, systems under test, and what a test sends signals to.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import WITHOUT

ROOT = Path(__file__).parents[2]
START_SECONDS = 90
APART_SECONDS = 60
PYTEST = (sys.executable, "-m", "pytest")


def run_forked(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], within: float
) -> subprocess.CompletedProcess[str]:
    """What `subprocess.run` gives for `python -m pytest`, `pytest` or `sayso`.

    Raises subprocess.TimeoutExpired after `within` seconds, when the process is killed.
    """
    with tempfile.TemporaryDirectory() as kept:
        streams = [Path(kept, name) for name in ("out", "err")]
        asked = [list(command), str(folder), dict(environment), *map(str, streams)]
        code = _parent().fork(asked, within)
        out, err = (stream.read_text(encoding="utf-8") for stream in streams)
    if code is None:
        raise subprocess.TimeoutExpired(list(command), within, out, err)
    return subprocess.CompletedProcess(list(command), code, out, err)


def run_pytest_apart(*arguments: str) -> pytest.RunResult:
    """What `pytester.runpytest_subprocess` gives, in the current folder."""
    started = time.monotonic()
    ended = run_forked([*PYTEST, *arguments], Path.cwd(), os.environ, APART_SECONDS)
    print(ended.stdout, ended.stderr, sep="\n")  # noqa: T201  # what a failing test shows
    lines = ended.stdout.splitlines(), ended.stderr.splitlines()
    return pytest.RunResult(ended.returncode, *lines, time.monotonic() - started)


class Parent:
    """The process that is forked; it ends with this one."""

    def __init__(self) -> None:
        usual = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
        self._process = subprocess.Popen(  # our own interpreter
            [sys.executable, "-m", "tests.projects.fork_parent"],
            cwd=ROOT,
            env={**usual, "PYTEST_ADDOPTS": WITHOUT},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,  # what is read ahead, `select` would not see
        )
        atexit.register(self._close)
        assert self._line(START_SECONDS) == "ready", "the process to be forked did not start"

    def fork(self, asked: Sequence[object], within: float) -> int | None:
        """How a forked process ended, as `subprocess` counts; None if it took too long."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        process = int(self._line(START_SECONDS) or 0)
        ended = self._line(within)
        if ended is None:
            os.kill(process, signal.SIGKILL)
            self._line(START_SECONDS)
        return None if ended is None else int(ended)

    def _line(self, within: float) -> str | None:
        """What it says next; None if it says nothing within these seconds."""
        assert self._process.stdout is not None
        if not select.select([self._process.stdout], [], [], within)[0]:
            return None
        return self._process.stdout.readline().decode().strip()

    def _close(self) -> None:
        self._process.communicate()


@cache
def _parent() -> Parent:
    return Parent()

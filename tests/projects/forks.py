"""Runs of pytest and sayso in processes of their own, forked from one that has imported both.

To start Python and import them costs a second and a half of a processor, to fork a twentieth of
one. Not forked are systems under test, and what a test sends signals to.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO

import pytest

from tests.conftest import WITHOUT

ROOT = Path(__file__).parents[2]
PYTEST = (sys.executable, "-m", "pytest")
APART_SECONDS = 60


def run_forked(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], within: float
) -> subprocess.CompletedProcess[str]:
    """What `subprocess.run` gives for `python -m pytest`, `pytest` or `sayso`.

    Raises subprocess.TimeoutExpired after `within` seconds, when the process is killed.
    """
    with (
        open(os.devnull) as nothing,  # noqa: PTH123  # a device
        tempfile.TemporaryFile("w+", encoding="utf-8") as out,
        tempfile.TemporaryFile("w+", encoding="utf-8") as err,
    ):
        streams = [each.fileno() for each in (nothing, out, err)]
        process = Forked(_address(), command, folder, environment, streams)
        try:
            code = process.wait(within)
        except TimeoutError:
            process.kill()
            process.close()
            raise subprocess.TimeoutExpired(list(command), within, _text(out), _text(err)) from None
        return subprocess.CompletedProcess(list(command), code, _text(out), _text(err))


def run_pytest_apart(*arguments: str) -> pytest.RunResult:
    """What `pytester.runpytest_subprocess` gives, in the current folder."""
    started = time.monotonic()
    ended = run_forked([*PYTEST, *arguments], Path.cwd(), os.environ, APART_SECONDS)
    print(ended.stdout, ended.stderr, sep="\n")  # noqa: T201  # what a failing test shows
    lines = ended.stdout.splitlines(), ended.stderr.splitlines()
    return pytest.RunResult(ended.returncode, *lines, time.monotonic() - started)


class Forked:
    """A process that was forked elsewhere, with these streams of ours for its own."""

    def __init__(
        self,
        address: str,
        command: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        streams: Sequence[int],
    ) -> None:
        self._parent = socket.socket(socket.AF_UNIX)
        self._parent.connect(address)
        asked = json.dumps([list(command), str(folder), dict(environment)])
        socket.send_fds(self._parent, [b"+"], list(streams))
        self._parent.sendall(asked.encode() + b"\n")
        self._said = self._parent.makefile()
        self.code: int | None = None
        self.pid = int(self._said.readline())

    def wait(self, timeout: float | None = None) -> int:
        """How it ended, as `subprocess` counts. Raises TimeoutError."""
        if self.code is None:
            self._parent.settimeout(timeout)
            self.code = int(self._said.readline())
            self.close()
        return self.code

    def kill(self) -> None:
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)

    def close(self) -> None:
        self._said.close()
        self._parent.close()


@cache
def _address() -> str:
    """Where the process listens that is forked; it ends with this one."""
    folder = tempfile.mkdtemp(prefix="forks-")
    usual = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    process = subprocess.Popen(  # noqa: S603  # our own interpreter
        [sys.executable, "-m", "tests.projects.fork_parent", f"{folder}/address"],
        cwd=ROOT,
        env={**usual, "PYTEST_ADDOPTS": WITHOUT},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(shutil.rmtree, folder)
    atexit.register(process.communicate)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", "the process to be forked did not start"
    return f"{folder}/address"


def _text(stream: IO[str]) -> str:
    stream.seek(0)
    return stream.read()

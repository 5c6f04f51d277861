"""The process that is forked for each command, by whoever asks at its address."""

from __future__ import annotations

import gc
import io
import json
import os
import runpy
import select
import signal
import socket
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import redirect_stdout, suppress
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import pytest
from execnet import gateway_io
from execnet.gateway_base import ExecModel, Popen2IO

from tests.projects.forks import Forked

ADDRESS = sys.argv[1]
SAMPLE = {
    "pyproject.toml": '[tool.sayso]\nsteps = ["warming"]\n',
    "warming/up.py": 'from pytest_bdd import given\n@given("a start")\ndef a(): assert 0\n',
    "features/warming.feature": "Feature: Warming\n  Scenario: It starts\n    Given a start\n",
}
COMMANDS = ("check", "init", "main", "merge", "report", "steps")


def warm_up() -> None:
    """Run a scenario, so that all is imported in the way of a run, with assertions rewritten."""
    path, here = sys.path[:], Path.cwd()
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        for name, text in SAMPLE.items():
            Path(folder, name).parent.mkdir(exist_ok=True)
            Path(folder, name).write_text(text, encoding="utf-8")
        os.chdir(folder)
        pytest.main(["-qq", "-pno:randomly", "-pno:rerunfailures", "features"])
        os.chdir(here)
    for name in [name for name in sys.modules if name.partition(".")[0] == "warming"]:
        del sys.modules[name]
    sys.path[:] = path
    for name in COMMANDS:
        import_module(f"sayso.cli.{name}")
    assert threading.active_count() == 1, "a process with threads cannot be forked safely"


def become(folder: str, environment: dict[str, str], streams: list[int]) -> None:
    """Take the folder, the variables and the streams of a process that was started anew."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
        del sys.modules[name]  # ours, and no business of a command
    sys.dont_write_bytecode = bool(environment.get("PYTHONDONTWRITEBYTECODE"))
    tempfile.tempdir = None
    time.tzset()


def execute(command: list[str]) -> NoReturn:
    """Be `python -m MODULE ...`, `python -u -c CODE` or a script of this environment."""
    if command[0] != sys.executable:
        script = Path(sysconfig.get_path("scripts"), command[0])
        sys.path[0], sys.argv = str(script.parent), [str(script), *command[1:]]
        runpy.run_path(str(script), run_name="__main__")
    elif command[1] == "-m":
        sys.path[0], sys.argv = str(Path.cwd()), command[2:]
        runpy.run_module(command[2], run_name="__main__", alter_sys=True)
    else:
        sys.path[0], sys.argv = "", command[2:3]
        exec(command[3], {"__name__": "__main__"})  # noqa: S102  # what execnet sends
    sys.exit(0)


class Worker(gateway_io.Popen2IOMaster):
    """A worker of pytest-xdist, which is forked from the same process as the run that needs it."""

    def __init__(self, args: Sequence[str], execmodel: ExecModel) -> None:
        (reads, to_it), (from_it, writes) = os.pipe(), os.pipe()
        self.popen = Forked(ADDRESS, args, Path.cwd(), os.environ, [reads, writes, 2])
        os.close(reads)
        os.close(writes)
        Popen2IO.__init__(self, os.fdopen(to_it, "wb"), os.fdopen(from_it, "rb"), execmodel)


def serve(listener: socket.socket) -> None:
    """Fork for each who asks, until this process has no input any more."""
    while listener in select.select([listener, sys.stdin], [], [])[0]:
        asking, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            answer(asking)
        asking.close()


def answer(asking: socket.socket) -> None:
    """Fork what becomes the command, and tell its number and how it ended."""
    _, streams, _, _ = socket.recv_fds(asking, 1, 3)
    with asking.makefile() as lines:
        command, folder, environment = json.loads(lines.readline())
    if (process := os.fork()) == 0:
        asking.close()
        become(folder, environment, streams)
        execute(command)
    for stream in streams:
        os.close(stream)
    with suppress(BrokenPipeError):
        asking.sendall(f"{process}\n".encode())
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        asking.sendall(f"{code}\n".encode())
    os._exit(0)


def main() -> None:
    warm_up()
    gateway_io.Popen2IOMaster = Worker  # type: ignore[misc]  # what execnet starts workers with
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that only answer
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(ADDRESS)
        listener.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        serve(listener)


if __name__ == "__main__":
    main()

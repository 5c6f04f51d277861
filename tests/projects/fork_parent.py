"""The process that is forked: reads a command a line, says its pid, and later how it ended."""

from __future__ import annotations

import gc
import io
import json
import os
import runpy
import sys
import sysconfig
import tempfile
import threading
import time
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import pytest

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


def become(folder: str, environment: dict[str, str], out: str, err: str) -> None:
    """Take the folder, the variables and the streams of a process that was started anew."""
    for number, name in enumerate((os.devnull, out, err)):
        stream = os.open(name, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.dont_write_bytecode = bool(environment.get("PYTHONDONTWRITEBYTECODE"))
    tempfile.tempdir = None
    time.tzset()


def execute(command: list[str]) -> NoReturn:
    """Be `python -m MODULE ...` or a script of this environment."""
    if command[0] == sys.executable:
        sys.path[0], sys.argv = str(Path.cwd()), command[2:]
        runpy.run_module(command[2], run_name="__main__", alter_sys=True)
    script = Path(sysconfig.get_path("scripts"), command[0])
    sys.path[0], sys.argv = str(script.parent), [str(script), *command[1:]]
    runpy.run_path(str(script), run_name="__main__")
    sys.exit(0)


def say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def main() -> None:
    warm_up()
    gc.collect()
    gc.freeze()
    say("ready")
    for line in iter(sys.stdin.readline, ""):
        command, *surroundings = json.loads(line)
        if (process := os.fork()) == 0:
            become(*surroundings)
            execute(command)
        say(process)
        say(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))


if __name__ == "__main__":
    main()

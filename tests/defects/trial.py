"""Runs the journeys against a copy of the project that has one defect."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.defects.defect import PROJECT, Defect
from tests.defects.verdict import Verdict, verdict_of

PARTS = ("app_under_test", "features", "steps", "pages", "fixtures")
FILES = ("conftest.py", "pyproject.toml")
WITHIN = 600  # seconds for the journeys of one defect
ENOUGH = (1, 5)  # failures: an assertion is enough, and after another one there may be one


def copy_project(folder: Path) -> Path:
    """A copy of what a run needs, what is compiled already included; sayso is as installed."""
    for part in PARTS:
        shutil.copytree(PROJECT / part, folder / part)
    for name in FILES:
        shutil.copy(PROJECT / name, folder)
    return folder


def try_out(defect: Defect, folder: Path, target: str) -> Verdict:
    """Put the defect into a fresh copy, run the features that can notice it, say what they did."""
    project = copy_project(folder / defect.id)
    defect.put_in(project)
    for enough in ENOUGH:
        verdict = _judged(defect, project, defect.target or target, enough)
        if verdict.kind in {"assertion", "not noticed", "no run"}:
            break
    shutil.rmtree(project, ignore_errors=True)
    return verdict


def _judged(defect: Defect, project: Path, target: str, enough: int) -> Verdict:
    junit = project / "junit.xml"
    junit.unlink(missing_ok=True)
    began = time.monotonic()
    output = _run([*_command(defect, junit, enough), "--target", target], project)
    return verdict_of(defect, junit, time.monotonic() - began, output)


def _command(defect: Defect, junit: Path, enough: int) -> list[str]:
    features = [f"features/{each}" for each in defect.features]
    quiet = ["-q", "--no-report", "--no-summary", f"--maxfail={enough}", f"--junit-xml={junit}"]
    return [sys.executable, "-m", "pytest", *features, *quiet, "-p", "no:cacheprovider"]


def _run(command: list[str], project: Path) -> str:
    """What the run printed; it is ended when it takes too long."""
    log = project / "output.txt"
    with log.open("wb") as output:
        run = subprocess.Popen(
            command,
            cwd=project,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
            start_new_session=True,
        )
        try:
            run.wait(WITHIN)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGINT)  # pytest writes down what it has, and stops the shop
            with suppress(subprocess.TimeoutExpired):
                run.wait(30)
        finally:
            _end(run)
    return log.read_text(encoding="utf-8", errors="replace")


def _end(run: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()

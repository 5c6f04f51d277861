"""SIGTERM ends a run like Ctrl-C: counted, drawn, and with nothing left of it; the second kills."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sayso.report.outcome import State
from sayso.report.reader import read_run
from sayso.target.waiting import eventually
from tests.projects.system_project import Project
from tests.sayso.target.test_plugin import no_shop_is_left

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there a process cannot act on SIGTERM")
FEATURES = {
    "a": "Feature: A\n  Scenario: It waits\n    Given a long wait\n",
    "b": "Feature: B\n  Scenario: It comes later\n    Given a long wait\n",
    "c": "Feature: C\n  Scenario: It comes last\n    Given a long wait\n",
}
STEPS = """
import os, pathlib, threading
import pytest
from pytest_bdd import given

@pytest.fixture(autouse=True)
def tidying():
    yield
    pathlib.Path(f"tidied-{os.getpid()}").touch()
    if pathlib.Path("slow").exists():
        threading.Event().wait(60)

@given("a long wait")
def wait(system):
    pathlib.Path(f"started-{os.getpid()}").touch()
    try:
        threading.Event().wait(60)
    except BaseException as error:
        pathlib.Path(f"{type(error).__name__}-{os.getpid()}").touch()
        raise
"""
MODES = pytest.mark.parametrize("workers", [0, 2], ids=["alone", "workers"])


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.write("steps/wait.py", STEPS)
    for name, text in FEATURES.items():
        made.write(f"features/{name}.feature", text)
    return made


@contextmanager
def waiting(project: Project, workers: int) -> Iterator[subprocess.Popen[str]]:
    """A run whose processes all wait in a step."""
    with subprocess.Popen(  # noqa: S603  # our own interpreter
        [sys.executable, "-m", "pytest", "features", *([f"-n{workers}"] if workers else [])],
        cwd=project.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as run:
        try:
            reached(project, "started-*", max(workers, 1))
            yield run
        finally:
            run.kill()


def reached(project: Project, pattern: str, count: int) -> None:
    eventually(
        lambda: len([*project.folder.glob(pattern)]),
        satisfies=lambda found: found >= count,
        what=f"the number of files {pattern}, of which {count} are awaited",
        where=str(project.folder),
        within=60,
    )


def is_told(project: Project, output: str, exit_code: int, workers: int) -> None:
    assert exit_code == pytest.ExitCode.INTERRUPTED, output
    assert "Terminated: the run was told to end by SIGTERM" in output
    assert "not run: the run was stopped before it had a result" in output
    assert (project.folder / "reports/index.html").is_file()
    run = read_run(project.folder / "reports/messages.ndjson")
    assert run.message == "The run was interrupted."
    if not workers:  # with them the news that a scenario began may still be on its way
        assert "3 scenarios: 1 interrupted, 2 not run" in output
        assert run.counts == {State.INTERRUPTED: 1, State.NOT_RUN: 2}
    for sign in ("Terminated-*", "tidied-*"):
        assert len([*project.folder.glob(sign)]) == max(workers, 1), sign
    no_shop_is_left(project)


@MODES
def test_a_terminated_run_is_told_to_the_end(project: Project, workers: int) -> None:
    with waiting(project, workers) as run:
        run.terminate()
        output, _ = run.communicate(timeout=30)
    is_told(project, output, run.returncode, workers)


@MODES
def test_a_group_of_processes_is_terminated_in_order(project: Project, workers: int) -> None:
    with waiting(project, workers) as run:
        os.killpg(run.pid, signal.SIGTERM)
        output, _ = run.communicate(timeout=30)
    is_told(project, output, run.returncode, workers)


@MODES
def test_the_second_time_ends_at_once(project: Project, workers: int) -> None:
    project.write("slow", "")
    with waiting(project, workers) as run:
        run.terminate()
        reached(project, "tidied-*", max(workers, 1))
        run.terminate()
        assert run.wait(10) == -signal.SIGTERM
    no_shop_is_left(project)

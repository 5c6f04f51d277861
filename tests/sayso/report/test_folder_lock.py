"""A folder of reports belongs to one run at a time, and must be one that can be written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sayso.target.waiting import eventually
from tests.projects.report_endings import STEPS
from tests.projects.report_project import Project

FEATURES = {
    "short": "Feature: Short\n  Scenario: It is done\n    Given a start\n",
    "long": "Feature: Long\n  Scenario: It waits\n    Given a start\n    When somebody waits\n",
}
WAIT = """
@when("somebody waits")
def wait(evidence):
    import threading
    evidence.add(b"of the first run", kind="image/png", title="Kept")
    Path("waiting").touch()
    while not Path("go").exists():
        threading.Event().wait(0.05)
"""
MODES = pytest.mark.parametrize("workers", [[], ["-n1"]], ids=["alone", "worker"])


def tried_in(project: Project) -> list[str]:
    """The scenarios that the recording knows attempts of."""
    return [name for name, outcome in project.outcomes().items() if outcome.attempts]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.at(tmp_path, FEATURES, STEPS + WAIT)


@contextmanager
def another_run(project: Project, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "pytest", "features/part/long.feature", *arguments]
    with subprocess.Popen(  # noqa: S603  # our own interpreter
        command, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as run:
        try:
            waiting = project.root / "waiting"
            eventually(waiting.exists, equals=True, what="a run", where="its folder", within=30)
            yield run
        finally:
            (project.root / "go").touch()


@MODES
def test_a_second_run_is_refused_before_it_takes_anything_away(
    project: Project, workers: list[str]
) -> None:
    with another_run(project, *workers) as first:
        second = project.run("features/part/short.feature", *workers)
        (project.root / "go").touch()
        told = first.communicate(timeout=30)[0]
    assert second.returncode == pytest.ExitCode.USAGE_ERROR
    assert f"another run (process {first.pid}) is writing into {project.reports}" in second.stderr
    assert "--report-dir=DIR" in second.stderr
    assert first.returncode == pytest.ExitCode.OK, told
    assert [run.name for run in (project.reports / "evidence").iterdir()]
    assert tried_in(project) == ["It waits"]


def test_a_second_run_may_have_a_folder_of_its_own(project: Project) -> None:
    with another_run(project):
        second = project.run("features/part/short.feature", "--report-dir=beside", "-n1")
    assert second.returncode == pytest.ExitCode.OK, second.stdout
    assert (project.root / "beside/index.html").is_file()


@pytest.mark.parametrize("harmless", ["--help", "--collect-only", "--fixtures", "test_plain.py"])
def test_what_runs_no_scenario_needs_no_folder(project: Project, harmless: str) -> None:
    (project.root / "test_plain.py").write_text("def test_it(): pass\n")
    with another_run(project) as first:
        assert project.run(harmless).returncode == pytest.ExitCode.OK
        (project.root / "go").touch()
        assert "1 passed" in first.communicate(timeout=30)[0]
    assert tried_in(project) == ["It waits"]


@pytest.mark.parametrize("arguments", [[], ["-n1"], ["--no-report"]])
def test_a_folder_that_cannot_be_written_is_told_before_anything_starts(
    project: Project, arguments: list[str]
) -> None:
    project.reports.write_text("in the way")
    result = project.run("features/part/short.feature", *arguments)
    assert result.returncode == pytest.ExitCode.USAGE_ERROR
    assert f"reports cannot be written into {project.reports}: File exists" in result.stderr
    assert "[tool.sayso] reports" in result.stderr
    assert "test session starts" not in result.stdout

"""A project's conftest.py is told once that the run is over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects.report_project import Project

FEATURE = """\
Feature: Two
  Scenario: It works
    Given a try
  Scenario: It works, too
    Given a try
"""
STEPS = "from pytest_bdd import given\n@given('a try')\ndef _(): pass\n"
HOOK = """
from pathlib import Path

def pytest_sayso_run_finished(config, run):
    page = (config.rootpath / "reports/index.html").read_text("utf-8")
    words = [run.success, len(list(run.outcomes)), "Features" in page or "Samples" in page]
    with Path(config.rootpath, "calls.txt").open("a") as file:
        print(hasattr(config, "workerinput"), *words, file=file)
"""
RAISING = "def pytest_sayso_run_finished():\n    raise RuntimeError('nobody to tell')\n"


def project_of(root: Path, hook: str) -> Project:
    project = Project.at(root, {"two": FEATURE}, STEPS)
    (root / "conftest.py").write_text(hook, "utf-8")
    return project


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
def test_run_finished_is_called_once_when_the_report_is_drawn(tmp_path: Path, workers: str) -> None:
    finished = project_of(tmp_path, HOOK).run("features", workers)
    assert finished.returncode == pytest.ExitCode.OK
    assert (tmp_path / "calls.txt").read_text("utf-8").splitlines() == ["False True 2 True"]


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
def test_error_in_run_finished_is_reported_and_fails_the_run(tmp_path: Path, workers: str) -> None:
    finished = project_of(tmp_path, RAISING).run("features", workers)
    assert finished.returncode == pytest.ExitCode.TESTS_FAILED
    assert "error at the end of the run" in finished.stdout
    assert "RuntimeError: nobody to tell" in finished.stdout
    assert "2 scenarios: 2 passed" in finished.stdout
    assert f"Report: {tmp_path}" in finished.stdout

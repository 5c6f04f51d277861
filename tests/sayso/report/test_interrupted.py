"""Whatever ends a run early, its recording is valid and tells what ran."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.report.outcome import State
from sayso.report.reason import reason_of
from tests.projects.report_project import Project
from tests.projects.report_schema import complaints

CRASH = """\
Feature: Dying
  Scenario: The worker dies
    Given a start
    When the worker dies
  Scenario: Another one goes on
    Given a start
"""


def test_a_crashed_worker_is_a_failure_of_its_scenario(tmp_path: Path) -> None:
    project = Project.at(tmp_path, {"dying": CRASH})
    project.run("features", "-n1", "--max-worker-restart=1")
    outcomes = project.outcomes()
    assert outcomes["The worker dies"].state is State.FAILS
    (attempt,) = outcomes["The worker dies"].attempts
    assert [step.status for step in attempt.steps] == ["UNKNOWN", "UNKNOWN"]
    assert reason_of(outcomes["The worker dies"]).startswith("worker 'gw0' crashed while running")
    assert outcomes["Another one goes on"].state is State.WORKS
    assert complaints(project.reports / "messages.ndjson") == []


def test_a_killed_run_leaves_a_valid_record_of_what_ran(tmp_path: Path) -> None:
    first = "Feature: First\n  Scenario: It is done\n    Given a start\n"
    project = Project.at(tmp_path, {"a_first": first, "dying": CRASH})
    project.run("features")  # os._exit ends the whole run here
    run = project.recorded()
    states = {each.example.name: each.state for each in run.outcomes}
    assert states == {
        "It is done": State.WORKS,
        "The worker dies": State.INTERRUPTED,
        "Another one goes on": State.NOT_RUN,
    }
    assert run.success is None
    assert complaints(project.reports / "messages.ndjson") == []


def test_ctrl_c_leaves_its_scenario_interrupted(tmp_path: Path) -> None:
    text = "Feature: Stop\n  Scenario: It is stopped\n    When somebody presses Ctrl-C\n"
    project = Project.at(tmp_path, {"stop": text})
    project.run("features")
    assert project.outcomes()["It is stopped"].state is State.INTERRUPTED
    assert project.recorded().success is False
    assert complaints(project.reports / "messages.ndjson") == []


LEFT_OPEN = """
import pytest

@pytest.fixture(autouse=True)
def browser():
    yield
    raise RuntimeError("the browser is gone")
"""


def test_the_report_of_a_run_that_fails_at_its_end_is_drawn(tmp_path: Path) -> None:
    text = "Feature: Stop\n  Scenario: It is stopped\n    When somebody presses Ctrl-C\n"
    project = Project.at(tmp_path, {"stop": text})
    (tmp_path / "conftest.py").write_text(LEFT_OPEN, encoding="utf-8")
    result = project.run("features")
    assert "1 scenario: 1 interrupted" in result.stdout, result.stdout + result.stderr
    page = (project.reports / "index.html").read_text(encoding="utf-8")
    assert "The end of the run failed: RuntimeError: the browser is gone." in page


def test_no_result_of_an_earlier_run_stands_for_one_that_has_not_ended(tmp_path: Path) -> None:
    text = "Feature: Start\n  Scenario: It works\n    Given a start\n"
    project = Project.at(tmp_path, {"start": text})
    project.run("features", "--report-single")
    assert (project.reports / "junit.xml").is_file()
    (tmp_path / "conftest.py").write_text(
        "import os\n\ndef pytest_runtest_setup():\n    os._exit(0)\n", encoding="utf-8"
    )
    project.run("features")
    page = (project.reports / "index.html").read_text(encoding="utf-8")
    assert "This run has not ended" in page
    left = {path.name for path in project.reports.iterdir() if path.is_file()}
    assert not left & {"junit.xml", "report.html"}


def test_a_run_that_writes_no_junit_file_leaves_none(tmp_path: Path) -> None:
    text = "Feature: Start\n  Scenario: It works\n    Given a start\n"
    project = Project.at(tmp_path, {"start": text})
    project.run("features")
    project.run("features", "-pno:junitxml")
    assert not (project.reports / "junit.xml").exists()
    assert "works" in (project.reports / "index.html").read_text(encoding="utf-8")


def test_a_run_that_exits_as_if_all_were_well_is_no_success(tmp_path: Path) -> None:
    text = "Feature: Stop\n  Scenario: It is stopped\n    When it is said to be enough\n"
    steps = """
import pytest
from pytest_bdd import when

@when("it is said to be enough")
def enough():
    pytest.exit("that is enough", returncode=0)
"""
    project = Project.at(tmp_path, {"stop": text}, steps)
    assert project.run("features").returncode == pytest.ExitCode.TESTS_FAILED
    assert project.outcomes()["It is stopped"].state is State.INTERRUPTED
    assert project.recorded().success is False


def test_workers_that_collect_different_tests_are_no_file_of_the_report(tmp_path: Path) -> None:
    text = "Feature: Start\n  Scenario: It works\n    Given a start of its own\n"
    steps = """
import os
import pytest
from pytest_bdd import given

@pytest.fixture(params=[os.getpid(), -os.getpid()])
def mine():
    pass

@given("a start of its own")
def start(mine):
    pass
"""
    project = Project.at(tmp_path, {"start": text}, steps)
    project.run("features", "-n2")
    run = project.recorded()
    assert (run.unreadable, run.success) == ([], False)
    assert run.message == "Nothing ran: the workers collected different tests."

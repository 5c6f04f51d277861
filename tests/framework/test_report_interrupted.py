"""Whatever ends a run early, its recording is valid and tells what ran."""

from __future__ import annotations

from pathlib import Path

from sayso.report.state import State
from tests.framework.report_project import Project
from tests.framework.report_schema import complaints

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
    assert project.run("features").returncode == 0
    assert project.outcomes()["It is stopped"].state is State.INTERRUPTED
    assert project.recorded().success is False

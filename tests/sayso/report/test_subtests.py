"""pytest's subtests in a step: they are parts of a scenario, and no phase of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.report.outcome import State
from tests.projects.report_project import Project

FEATURE = """\
Feature: Parts
  Scenario: One part fails
    Given parts of which one fails
    Then all are looked at
"""
STEPS = """
from pytest_bdd import given, then

@given("parts of which one fails")
def parts(subtests):
    for number in range(3):
        with subtests.test(number=number):
            assert number != 1

@then("all are looked at")
def all_parts():
    assert True
"""


@pytest.mark.parametrize("more", [(), ("--reruns=1",), ("--reruns=1", "-n2")], ids=" ".join)
def test_a_failed_subtest_fails_its_scenario_and_hides_no_step(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    project = Project.at(tmp_path, {"parts": FEATURE}, STEPS)
    run = project.run("features", *more)
    assert "1 scenario: 1 failed" in run.stdout
    assert run.returncode == 1
    outcome = project.outcomes()["One part fails"]
    assert outcome.state is State.FAILS
    assert len(outcome.attempts) == 1 + ("--reruns=1" in more)
    for attempt in outcome.attempts:
        assert [step.status for step in attempt.steps] == ["PASSED", "PASSED"]
        assert "contains failed subtests" in attempt.tear_down.message


@pytest.mark.parametrize("end", ["skip", "xfail"])
def test_a_failed_subtest_fails_its_scenario_even_if_a_later_step_gives_up(
    tmp_path: Path, end: str
) -> None:
    steps = STEPS.replace("assert True", f"pytest.{end}('not here')").replace(
        "\n", "import pytest\n", 1
    )
    project = Project.at(tmp_path, {"parts": FEATURE}, steps)
    run = project.run("features")
    assert "1 scenario: 1 failed" in run.stdout, run.stdout
    assert "contains failed subtests" in run.stdout, run.stdout
    assert project.outcomes()["One part fails"].state is State.FAILS


LEFT_OUT = """
import pytest
from pytest_bdd import given, then

@given("parts of which one fails")
def parts(subtests):
    with subtests.test("left out"):
        pytest.skip("not on this machine")

@then("all are looked at")
def all_parts(subtests):
    with subtests.test("known"):
        pytest.xfail("a known bug")
"""


@pytest.mark.parametrize("more", [(), ("-n1",)], ids=["alone", "worker"])
def test_a_subtest_that_is_left_out_leaves_its_scenario_alone(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    project = Project.at(tmp_path, {"parts": FEATURE}, LEFT_OUT)
    run = project.run("features", *more)
    assert "1 scenario: 1 passed" in run.stdout, run.stdout
    assert project.outcomes()["One part fails"].state is State.WORKS

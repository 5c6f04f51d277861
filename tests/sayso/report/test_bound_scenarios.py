"""Scenarios that ordinary pytest-bdd modules bind stand in the report like any other."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sayso.report.outcome import State
from tests.projects.report_project import Project
from tests.projects.report_schema import complaints

OURS = "Feature: Ours\n  Scenario: one\n    Given c\n"
BOUND = """\
Feature: Bound
  Background:
    Given a shop

  Scenario: works
    When 2 mugs are bought

  Scenario: fails
    When 3 mugs are bought
    Then it breaks
    And it is never reached

  Scenario: skipped
    When it rains

  Scenario: nobody knows it
    When a step is missing

  Scenario Outline: rows
    When <number> mugs are bought
    Then <number> is small

    Examples:
      | number |
      | 1      |
      | 9      |
"""
MODULE = """
import pytest
from pytest_bdd import given, parsers, scenarios, then, when
scenarios({features!r})

@given("a shop")
def shop(): pass

@when(parsers.parse("{{count:d}} mugs are bought"))
def bought(count): pass

@then("it breaks")
def breaks(): assert 1 == 2, "the till is broken"

@then("it is never reached")
def never(): pass

@when("it rains")
def rains(): pytest.skip("bad weather")

@then(parsers.parse("{{count:d}} is small"))
def small(count): assert count < 5, "too many"
"""
STEPS = "from pytest_bdd import given\n@given('c')\ndef _(): pass\n"
STATES = {
    "works": State.WORKS,
    "fails": State.FAILS,
    "skipped": State.SKIPPED,
    "nobody knows it": State.NOT_AUTOMATED,
    "one": State.WORKS,
}
SUMMARY = "7 scenarios: 3 passed, 2 failed, 1 skipped, 1 undefined"


def project_of(root: Path, folder: str) -> Project:
    project = Project.at(root, {"ours": OURS}, STEPS)
    (root / "tests").mkdir()
    (root / folder).mkdir(exist_ok=True)
    (root / folder / "bound.feature").write_text(BOUND, "utf-8")
    module = MODULE.format(features=f"../{folder}/bound.feature")
    (root / "tests/test_bound.py").write_text(module, "utf-8")
    return project


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
@pytest.mark.parametrize("folder", ["features", "old"])
def test_bound_scenarios_stand_in_summary_and_report(
    tmp_path: Path, folder: str, workers: str
) -> None:
    project = project_of(tmp_path, folder)
    finished = project.run("features", "tests", workers)
    assert SUMMARY in finished.stdout
    found = [(one.example.name, one.state) for one in project.recorded().outcomes]
    rows = [state for name, state in found if name == "rows"]
    assert {name: state for name, state in found if name != "rows"} == STATES
    assert rows == [State.WORKS, State.FAILS]
    assert complaints(project.reports / "messages.ndjson") == []
    page = (project.reports / f"f/{folder}/bound.html").read_text("utf-8")
    assert "The till is broken" in page
    failures = [path.read_text("utf-8") for path in (project.reports / "failures").iterdir()]
    assert any("pytest tests/test_bound.py::test_fails" in page for page in failures)


def test_the_failing_step_of_a_bound_scenario_is_known(tmp_path: Path) -> None:
    project = project_of(tmp_path, "old")
    project.run("features", "tests")
    (attempt,) = project.outcomes()["fails"].attempts
    assert [part.status for part in attempt.steps] == ["PASSED", "PASSED", "FAILED", "SKIPPED"]
    assert attempt.steps[2].failure is not None
    assert attempt.steps[2].failure.message.startswith("the till is broken")


def test_junit_names_the_scenario_of_a_bound_test(tmp_path: Path) -> None:
    project = project_of(tmp_path, "old")
    project.run("features", "tests")
    cases = ET.parse(project.reports / "junit.xml").iter("testcase")  # noqa: S314
    (failed,) = (case for case in cases if case.get("name") == "test_fails")
    (named,) = failed.iter("property")
    assert named.attrib == {"name": "scenario", "value": "old/bound.feature::fails"}


def test_bound_tests_that_were_never_reached_are_not_run(tmp_path: Path) -> None:
    project = project_of(tmp_path, "old")
    finished = project.run("features", "tests", "-x")
    assert "7 scenarios: 2 passed, 1 failed, 4 not run" in finished.stdout


def test_a_run_of_bound_tests_alone_writes_no_report(tmp_path: Path) -> None:
    project = project_of(tmp_path, "old")
    project.run("tests")
    assert not (project.reports / "messages.ndjson").exists()

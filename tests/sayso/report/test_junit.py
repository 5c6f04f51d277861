"""What pytest's JUnit file says of scenarios that were interrupted, or tried again."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.projects.report_project import Project

STOPPED = """\
Feature: Stopping
  Scenario: It is done
    Given a start
  Scenario: It is stopped
    Given a start
    When somebody presses Ctrl-C
"""
TWICE = """\
Feature: Failing
  @broken_teardown
  Scenario: It fails twice
    Given a start
    Then the total is 4
"""
TRIED = """\
Feature: Trying
  @broken_teardown
  Scenario: Its tear-down fails
    Given a start
  @broken_setup
  Scenario: Its set-up fails
    Given a start
  Scenario: It works the second time
    When it is tried
  Scenario: It always works
    Given a start
"""


def told(project: Project) -> list[tuple[str, list[str]]]:
    """The cases in the file, with what each says of its end; the sum above them is right."""
    suite = ET.parse(project.reports / "junit.xml").find("testsuite")  # noqa: S314  # our own file
    assert suite is not None
    cases = suite.findall("testcase")
    assert suite.get("tests") == str(len(cases))
    names = {(case.get("classname", ""), case.get("name")) for case in cases}
    assert len(names) == len(cases)
    assert all(re.match(r"features\.part\.\w+\.feature", place) for place, _name in names)
    return sorted((case.get("name", ""), [node.tag for node in case]) for case in cases)


def test_an_interrupted_scenario_is_an_error(tmp_path: Path) -> None:
    project = Project.at(tmp_path, {"stopping": STOPPED})
    project.run("features")
    assert told(project) == [("It is done", []), ("It is stopped", ["error"])]
    assert "interrupted: the run ended" in (project.reports / "junit.xml").read_text("utf-8")


def test_a_failure_with_a_broken_tear_down_is_one_case(tmp_path: Path) -> None:
    project = Project.at(tmp_path, {"failing": TWICE})
    project.run("features")
    assert told(project) == [("It fails twice", ["failure", "system-err"])]
    assert "the tear-down is broken" in (project.reports / "junit.xml").read_text("utf-8")


@pytest.mark.parametrize("more", [(), ("-n2",)], ids=" ".join)
def test_a_retried_attempt_is_no_case_of_its_own(tmp_path: Path, more: tuple[str, ...]) -> None:
    project = Project.at(tmp_path, {"trying": TRIED})
    project.run("features", "--reruns=2", *more)
    assert told(project) == [
        ("It always works", []),
        ("It works the second time", []),
        ("Its set-up fails", ["error"]),
        ("Its tear-down fails", ["error"]),
    ]

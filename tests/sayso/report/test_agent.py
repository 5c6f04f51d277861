"""`--format agent`: failures only, each whole and short; a green run is a few lines."""

from __future__ import annotations

import pytest

from sayso.report.agent import MOST
from tests.projects.forks import run_pytest_apart

pytest_plugins = ["pytester"]

FEATURE = """
Feature: Buying
  Scenario: A mug
    Given a shop
    When Ada buys a mug
    Then it is hers
  Scenario: A jug
    Given a shop
"""
STEPS = """
from pytest_bdd import given, then, when

@given("a shop")
def shop(): pass

@when("Ada buys a mug")
def buy():
    raise AssertionError({message})

@then("it is hers")
def hers(): pass
"""


def run(pytester: pytest.Pytester, message: str, *options: str) -> list[str]:
    """What a run prints, line by line."""
    (pytester.mkdir("features") / "buying.feature").write_text(FEATURE, encoding="utf-8")
    (pytester.mkdir("steps") / "shop.py").write_text(STEPS.format(message=message))
    result = run_pytest_apart("--format=agent", "-pno:randomly", *options)
    return [line for line in result.outlines if line]


def test_a_failure_is_told_with_story_reason_place_and_command(pytester: pytest.Pytester) -> None:
    said = run(pytester, "'7 mugs, not 8'")
    assert said[:7] == [
        "2 scenarios: 1 passed, 1 failed",
        "FAILED features/buying.feature:3 A mug",
        "  Given a shop",
        "> When Ada buys a mug",
        "reason: AssertionError: 7 mugs, not 8",
        "at: steps/shop.py:9",
        "again: pytest 'features/buying.feature::A mug'",
    ]
    assert said[7:] == [f"Report: {pytester.path / 'reports/index.html'}"]


SPEAKING = """
from pytest_bdd import given, then, when

@given("a shop")
def shop(evidence):
    evidence.add("INFO asked\\nERROR out of tea", kind="text/x.sayso.log", title="Log")

@when("Ada buys a mug")
def buy():
    raise AssertionError("no mug")

@then("it is hers")
def hers(): pass
"""


def test_what_the_system_said_is_told(pytester: pytest.Pytester) -> None:
    (pytester.mkdir("features") / "buying.feature").write_text(FEATURE, encoding="utf-8")
    (pytester.mkdir("steps") / "shop.py").write_text(SPEAKING)
    result = run_pytest_apart("--format=agent", "-pno:randomly")
    result.stdout.fnmatch_lines(
        ["reason: AssertionError: no mug", "*", "system: Error: out of tea"]
    )


def test_a_long_failure_is_cut_and_still_says_how_to_run_it_again(
    pytester: pytest.Pytester,
) -> None:
    said = run(pytester, "'wrong: ' + 'ü' * 9000 + chr(10) + 'Aria snapshot:' + '\\n- row' * 500")
    told = "\n".join(said[1:-1])
    assert len(told.encode()) <= MOST
    assert "page:\n- row\n" in told
    assert told.endswith("again: pytest 'features/buying.feature::A mug'")


def test_a_green_run_is_a_few_lines(pytester: pytest.Pytester) -> None:
    said = run(pytester, "''", "-k", "jug")
    assert said[0] == "2 scenarios: 1 passed, 1 deselected"
    assert len(said) <= 5


def test_failures_of_other_tests_and_of_files_are_told_too(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_plain="def test_sum():\n    assert 1 + 1 == 3\n")
    said = run(pytester, "''", "-k", "jug or sum", "features", "test_plain.py")
    assert "FAILED test_plain.py::test_sum (call)" in said
    assert "E   assert (1 + 1) == 3" in said


def test_a_step_that_nobody_defined_is_told(pytester: pytest.Pytester) -> None:
    (pytester.mkdir("features") / "a.feature").write_text(
        "Feature: a\n  Scenario: b\n    Given c\n", encoding="utf-8"
    )
    result = run_pytest_apart("--format=agent")
    result.stdout.fnmatch_lines(["CANNOT RUN features/a.feature:3", "*Undefined step*"])
    assert result.ret != 0


def test_the_sum_of_no_scenario_is_whole(pytester: pytest.Pytester) -> None:
    (pytester.mkdir("features") / "a.feature").write_text("nothing\n", encoding="utf-8")
    assert "0 scenarios" in run_pytest_apart("--format=agent").outlines

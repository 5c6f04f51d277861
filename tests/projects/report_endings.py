"""A feature in which a scenario ends in every way it can, with the steps behind it."""

FEATURE = """\
@REQ-1
Feature: Endings
  Every way a scenario can end.

  Background:
    Given a start

  Scenario: It passes
    When 3 are added
    Then the total is 3

  Scenario: A step fails
    When 3 are added
    Then the total is 4
    And the total is 3

  Scenario: A step skips
    When the weather is bad
    Then the total is 3

  @later
  Scenario: It is skipped
    Then the total is 0

  @broken_setup
  Scenario: Its set-up fails
    Then the total is 0

  @broken_teardown
  Scenario: Its tear-down fails
    Then the total is 0

  @known
  Scenario: It is a known bug
    Then the total is 7

  @fixed
  Scenario: It was a known bug
    Then the total is 0

  Scenario: It works the second time
    When it is tried
    Then the total is 0

  Rule: Rows are scenarios

    Background:
      Given a second start

    Scenario Outline: Adding <n>
      When <n> are added
      Then the total is <sum>

      Examples: good
        | n | sum |
        | 1 | 1   |

      Examples: bad
        | n | sum |
        | 2 | 3   |

    Scenario: Arguments and evidence
      When these are added
        | n |
        | 4 |
        | 5 |
      Then the note says
        \"\"\"
        nine
        \"\"\"
"""
STEPS = """
import os
from pathlib import Path
import pytest
from pytest_bdd import given, parsers, then, when

TRIES = Path(__file__).parent.parent / "tries.txt"
PICTURE = Path(__file__).parent.parent / "picture.png"


def pytest_collection_modifyitems(items):
    for item in items:
        for name, mark in MARKS.items():
            if item.get_closest_marker(name):
                item.add_marker(mark)


MARKS = {
    "later": pytest.mark.skip(reason="waits for SHOP-12"),
    "known": pytest.mark.xfail(reason="SHOP-88", strict=False),
    "fixed": pytest.mark.xfail(reason="SHOP-89", strict=True),
}


@pytest.fixture(autouse=True)
def around(request):
    if request.node.get_closest_marker("broken_setup"):
        raise ConnectionError("the set-up is broken")
    yield
    if request.node.get_closest_marker("broken_teardown"):
        raise ConnectionError("the tear-down is broken")


@given("a start", target_fixture="total")
def start():
    return 0


@given("a second start")
def second_start():
    pass


@when(parsers.parse("{n:d} are added"), target_fixture="total")
def add(n, total):
    return total + n


@when("these are added", target_fixture="total")
def add_table(datatable, total, evidence):
    evidence.add("added up", kind="text/plain", title="Sum")
    evidence.add(PICTURE.read_bytes(), kind="image/png", title="Picture")
    return sum(int(row[0]) for row in datatable[1:])


@then(parsers.parse("the total is {n:d}"))
def total_is(n, total):
    if total != n:
        raise AssertionError(f"expected {n}, but it was {total}")


@then("the note says")
def note(docstring, total):
    assert (docstring, total) == ("nine", 9)


@when("the weather is bad")
def weather():
    pytest.skip("the weather is bad")


@when("it is tried")
def tried():
    tries = int(TRIES.read_text()) if TRIES.exists() else 0
    TRIES.write_text(str(tries + 1))
    assert tries % 2, "the first time never works"


@when("the worker dies")
def die():
    os._exit(3)


@when("somebody presses Ctrl-C")
def interrupt():
    raise KeyboardInterrupt


@then("nobody ever uses this")
def unused():
    pass
"""

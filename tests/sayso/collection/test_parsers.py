"""Step definitions with any parser that pytest-bdd accepts, and converters that refuse a value."""

from __future__ import annotations

import pytest

from tests.sayso.conftest import Trial, census

pytest_plugins = ["pytester"]

PERCENT = """
import re
from pytest_bdd import given, parsers

class Percent(parsers.StepParser):
    def __init__(self, name):
        super().__init__(name)
        self.pattern = re.compile("there are %(?P<number>.+)% mugs")

    def parse_arguments(self, name):
        return self.pattern.match(name).groupdict()

    def is_matching(self, name):
        return bool(self.pattern.match(name))

@given(Percent("there are %number% mugs"))
def mugs(number):
    assert number == "5"
"""
COLOURS = """
import enum
from pytest_bdd import parsers, when

class Colour(enum.Enum):
    red = 1

def wrong(text):
    if text != "red":
        raise {error}
    return Colour.red

@when(parsers.cfparse("the colour is {{colour:Colour}}", extra_types={{"Colour": wrong}}))
def colour_is(colour):
    assert colour is Colour.red
"""
PINK = """
Feature: Colours

  Scenario: Good
    When the colour is red

  Scenario: Bad
    When the colour is pink
"""


def test_a_parser_of_the_project_gives_its_values(trial: Trial) -> None:
    trial.write("acts/percent.py", PERCENT)
    trial.feature("Feature: Mugs\n\n  Scenario: Five\n    Given there are %5% mugs\n")
    assert census(trial.run()) == "1 scenario: 1 passed"


@pytest.mark.parametrize(
    "error", ['KeyError("pink")', 'RuntimeError("no colour")', 'SystemExit("x")']
)
def test_a_converter_that_refuses_is_a_problem_with_its_line(trial: Trial, error: str) -> None:
    trial.write("acts/colours.py", COLOURS.format(error=error))
    trial.feature(PINK)
    result = trial.run("features")
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["ERROR features/cart.feature - features/cart.feature:8: *"])
    result.stdout.fnmatch_lines([f"*cannot be converted: {error.split('(')[0]}*"])
    going = trial.run("features", "--continue-on-collection-errors")
    going.assert_outcomes(passed=1, errors=1)

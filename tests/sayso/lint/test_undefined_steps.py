"""A run says of a step without a definition what its author can do about it."""

from __future__ import annotations

import re
from textwrap import dedent

from tests.sayso.conftest import Trial

pytest_plugins = ["pytester"]

MOON = """
from pytest_bdd import given

@given("the moon is full")
def moon(): ...
"""
IN_CLASS = """
from pytest_bdd import given, parsers
class Moon:
    @given(parsers.parse("{n:d} full moons"))
    def moons(self, n): ...
    class Phase:
        @staticmethod
        @given("a moon")
        def moon(): ...
def make():
    @given("local moon")
    def moon(): ...
    return moon
made = make()
"""
LOAD_MOON = 'pytest_plugins = ["moon"]\n'


def test_the_snippet_for_a_step_of_an_outline_defines_all_its_rows(trial: Trial) -> None:
    outline = "Feature: A\n  Scenario Outline: B\n    Given Ada pays <n> pounds\n    Examples:\n"
    trial.feature(f"{outline}      | n |\n      | 1 |\n      | 2.5 |\n")
    told = trial.run().stdout.str()
    (code,) = re.findall(r"To define it:\n\s*\n((?: {6}.*\n|\s*\n)+)", told)
    trial.write("acts/songs.py", dedent(code).replace("raise NotImplementedError", "pass"))
    trial.run_apart("features").assert_outcomes(passed=2)


def test_the_debugger_step_of_pytest_bdd_is_no_sentence_of_the_project(trial: Trial) -> None:
    trial.feature("Feature: A\n  Scenario: B\n    Given trace\n  Scenario: C\n    Given track\n")
    told = trial.run().stdout.str()
    assert told.count("Undefined step.") == 2
    assert "Did you mean" not in told
    assert "site-packages" not in told


def test_sentences_of_installed_packages_can_be_used_and_are_not_guessed(trial: Trial) -> None:
    trial.write("lib/site-packages/moon.py", MOON)
    trial.write("conftest.py", "import sys\nsys.path.append('lib/site-packages')\n" + LOAD_MOON)
    trial.feature("Feature: A\n  Scenario: B\n    Given the moon is full\n")
    trial.run_apart("features").assert_outcomes(passed=1)
    trial.feature("Feature: A\n  Scenario: B\n    Given the moon is fuller\n")
    told = trial.run_apart("features").stdout.str()
    assert "Undefined step." in told
    assert "Did you mean" not in told


def test_a_parameter_that_is_misspelt_against_its_sentence_is_told_so(trial: Trial) -> None:
    lines = '@given(parsers.parse("{nn:d} mugs for {who}"))', "def mugs(n, who): ..."
    trial.write("acts/mug.py", "\n".join(["from pytest_bdd import given, parsers", *lines]))
    trial.feature("Feature: A\n  Scenario: B\n    Given 2 mugs for Ada\n")
    result = trial.run()
    meant = "    The pattern has nn instead. Did you mean that?"
    result.stdout.fnmatch_lines(['*fixture "n" not found:*; acts/mug.py:2 takes it.', meant])
    result.stdout.no_fnmatch_line("*Write a fixture*")


def test_a_definition_in_a_class_is_told_to_be_out_of_sight(trial: Trial) -> None:
    trial.write("acts/moon.py", IN_CLASS)
    steps = (
        "    Given 2 full moons\n    Then 2 full moons\n    Given a moon\n    Given local moon\n"
    )
    trial.feature(f"Feature: A\n  Scenario: B\n{steps}")
    told = trial.run().outlines
    assert told[told.index("features/cart.feature:3: Given 2 full moons") :][1:3] == [
        "    It is defined in acts/moon.py:4, which this file does not see.",
        "    Move it to the top level of a module in steps/, or of a conftest.py above this file.",
    ]
    after = told[told.index("features/cart.feature:4: Then 2 full moons") :]
    assert after[1] == "    Undefined step."
    assert "    It is defined in acts/moon.py:7, which" in "\n".join(after)

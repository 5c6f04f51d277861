"""A suite of behave runs as it is: matchers, types, context, tables, hooks, imports."""

from __future__ import annotations

import pytest

from tests.projects.forks import run_pytest_apart

pytest_plugins = ["pytester"]

FEATURE = """
@shop
Feature: Buying
  Scenario: Several things
    Given Ada has a basket
    When she buys:
      | thing | number |
      | mug   | 2      |
      | jug   | 3      |
    Then 5 things are hers
    And her colours are red, blue
    And the note reads
      \"\"\"
      thank you
      \"\"\"

  @slow
  Scenario: Nothing is left of the last one
    Given Ada has a basket
    Then nobody has bought anything
    And order no 12 of Ada is open
"""
HELPERS = """
from behave import given

@given("{name} has a basket")
def step_impl(context, name):
    context.basket = {"owner": name}
"""
STEPS = """
from behave import given, register_type, step, then, use_step_matcher, when
from helpers import step_impl as other

register_type(Colour=lambda text: text.upper())
register_type(Number=int)

@when("she buys")
def step_impl(context):
    assert context.table.headings == ["thing", "number"]
    context.bought = {row["thing"]: int(row["number"]) for row in context.table}
    assert context.table[0].as_dict() == {"thing": "mug", "number": "2"}
    assert list(context.table.rows[1]) == ["jug", "3"]

@then("{count:Number} things are hers")
def step_impl(context, count):
    assert sum(context.bought.values()) == count

@then("the note reads")
def step_impl(context):
    assert context.text == "thank you"
    assert context.table is None

@then("nobody has bought anything")
def step_impl(context):
    assert "bought" not in context
    assert context.started == "yes"

use_step_matcher("cfparse")

@step("her colours are {colours:Colour+}")
def step_impl(context, colours):
    assert colours == ["RED", "BLUE"]

use_step_matcher("re")

@then(r"order no (\\d+) of (\\w+) is open")
def step_impl(context, number, owner):
    assert (number, owner) == ("12", context.basket["owner"])
"""
ENVIRONMENT = """
def tell(*words):
    with open("told.txt", "a") as file:
        print(*words, file=file)

def before_all(context):
    context.started = "yes"
    tell("all")

def after_all(context):
    tell("end")

def before_feature(context, feature):
    tell("feature", feature.name, feature.tags)

def before_tag(context, tag):
    tell("tag", tag)

def before_scenario(context, scenario):
    tell("scenario", scenario.name, scenario.tags)

def after_scenario(context, scenario):
    tell("after", scenario.name)

def before_step(context, step):
    tell("step", step.name)
"""


def suite(pytester: pytest.Pytester, steps: str = STEPS) -> None:
    pytester.makeconftest('pytest_plugins = ["sayso.behave"]')
    pytester.makepyprojecttoml(
        '[tool.pytest]\nmarkers = ["shop", "slow"]\n[tool.sayso]\nsteps = ["features/steps"]\n'
    )
    (pytester.mkdir("features") / "buying.feature").write_text(FEATURE)
    (pytester.path / "features/environment.py").write_text(ENVIRONMENT)
    folder = pytester.mkdir("features/steps")
    (folder / "helpers.py").write_text(HELPERS)
    (folder / "shopping.py").write_text(steps)


def test_a_suite_of_behave_runs_as_it_is(pytester: pytest.Pytester) -> None:
    suite(pytester)
    result = run_pytest_apart("--no-report", "-pno:randomly")
    result.assert_outcomes(passed=2)
    told = (pytester.path / "told.txt").read_text().splitlines()
    assert told[:7] == [
        "all",
        "tag shop",
        "feature Buying ['shop']",
        "scenario Several things []",
        "step Ada has a basket",
        "step she buys:",
        "step 5 things are hers",
    ]
    assert [line for line in told if line.startswith(("after", "scenario", "end"))] == [
        "scenario Several things []",
        "after Several things",
        "scenario Nothing is left of the last one ['slow']",
        "after Nothing is left of the last one",
        "end",
    ]


def test_submodules_of_behave_that_suites_import_are_there(pytester: pytest.Pytester) -> None:
    steps = STEPS.replace(
        "from behave import given, register_type, step, then, use_step_matcher, when",
        """
from behave import given, step, then, when
from behave.matchers import register_type, use_step_matcher
from behave.model import Row, Scenario, Table
from behave.runner import Context
""",
    ).replace("context.table[0]", "Context and Scenario and Table and context.table[0]")
    suite(pytester, steps)
    result = pytester.runpytest_subprocess("--no-report", "-pno:randomly")
    result.assert_outcomes(passed=2)


def test_a_step_runs_others(pytester: pytest.Pytester) -> None:
    steps = STEPS.replace(
        'assert context.text == "thank you"',
        """assert context.execute_steps('''
        given Bob has a basket
        When she buys
          | thing | number |
          | mug   | 2      |
          | jug   | 3      |
        Then 5 things are hers
    ''')
    assert context.basket == {"owner": "Bob"}
    assert "thank you" == context.text""",
    )
    suite(pytester, steps)
    run_pytest_apart("--no-report", "-pno:randomly").assert_outcomes(passed=2)


def test_a_step_that_runs_an_undefined_one_says_so(pytester: pytest.Pytester) -> None:
    steps = STEPS.replace('context.text == "thank you"', 'context.execute_steps("Given a clue")')
    suite(pytester, steps)
    result = run_pytest_apart("--no-report", "-pno:randomly")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*LookupError: execute_steps: no definition for given 'a clue'*"])


def test_the_first_of_several_definitions_acts_as_in_behave(pytester: pytest.Pytester) -> None:
    """The first that was read, and one for its keyword before one for any."""
    others = """
@{kind}("{{any}} bought anything")
@{kind}("{{any}} things are hers")
def step_impl(context, any):
    raise AssertionError("another definition acts")
"""
    head, imports, rest = STEPS.partition("from helpers import step_impl as other\n")
    for_any = others.format(kind="step")
    late = 'use_step_matcher("parse")\n' + others.format(kind="then")
    suite(pytester, f"{head}{imports}{for_any}{rest}{late}")
    result = run_pytest_apart("--no-report", "-pno:randomly")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        [
            "features/buying.feature:10: Ambiguous step; it matches several step definitions:",
            "*Then {count:Number} things are hers",
            "*Then {any} things are hers",
            "*Step {any} things are hers",
            "The first of them acts, as in behave.",
        ]
    )


def test_an_undefined_step_is_told_with_its_place(pytester: pytest.Pytester) -> None:
    suite(pytester, STEPS.replace("the note reads", "the letter reads"))
    result = run_pytest_apart("--no-report")
    result.stdout.fnmatch_lines(["features/buying.feature:12: And the note reads", "*Undefined*"])

"""Scenarios run step by step, know themselves, and say where they failed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.sayso.conftest import CART, GOOD, Trial

pytest_plugins = ["pytester"]

FAILING = GOOD.replace("holds 1", "holds 2")
WHO = """
import json
import pathlib
import pytest
from pytest_bdd import given, then

@given("somebody asks")
def ask(scenario, request):
    facts = {name: getattr(scenario, name) for name in
             ("name", "uri", "line", "tags", "id", "seed", "correlation_id", "attempt")}
    with pathlib.Path("facts").open("a") as file:
        print(json.dumps(facts), file=file)
    if scenario.attempt == 0 and request.config.option.reruns:
        raise AssertionError("once more")

@then("the table is kept")
def table(datatable, docstring):
    assert datatable == [["a", "b"], ["1", "2"]]
    assert docstring == "line one\\n  line two"

@pytest.fixture
def early():
    raise RuntimeError("set up too early")

@then("the last step asks for trouble")
def trouble(early):
    pass
"""
ASKING = """
@smoke
Feature: Knowing oneself

  Scenario Outline: Row <n>
    Given somebody asks
    And <n> is read

    Examples:
      | n |
      | 7 |
"""


def facts(trial: Trial) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (trial.pytester.path / "facts").read_text().splitlines()]


@pytest.fixture
def asking(trial: Trial) -> Trial:
    trial.write("acts/who.py", WHO)
    trial.write(
        "acts/reading.py",
        "from pytest_bdd import given, parsers\n\n"
        '@given(parsers.parse("{n:d} is read"))\ndef read(n):\n    assert n == 7\n',
    )
    trial.feature(ASKING, "features/know.feature")
    return trial


def test_a_scenario_knows_itself_and_stays_the_same_in_every_run(asking: Trial) -> None:
    asking.run("features").assert_outcomes(passed=1)
    asking.run("features").assert_outcomes(passed=1)
    first, second = facts(asking)
    assert first == second
    assert (first["name"], first["uri"], first["line"]) == ("Row 7", "features/know.feature", 11)
    assert first["tags"] == ["@smoke"]
    assert first["id"] == "features/know.feature::Row <n>[7]"


def test_another_try_has_another_correlation_id_and_the_same_seed(asking: Trial) -> None:
    asking.run("features", "--reruns=1")
    first, second = facts(asking)
    assert (first["attempt"], second["attempt"]) == (0, 1)
    assert first["seed"] == second["seed"]
    assert first["correlation_id"] != second["correlation_id"]


def test_tables_and_doc_strings_reach_the_step(trial: Trial) -> None:
    trial.write("acts/who.py", WHO)
    argument = (
        '      | a | b |\n      | 1 | 2 |\n      """\n      line one\n        line two\n      """\n'
    )
    trial.feature(f"{GOOD}    And the table is kept\n{argument}")
    trial.run("features").assert_outcomes(passed=1)


def test_a_fixture_of_a_step_is_set_up_when_its_turn_comes(trial: Trial) -> None:
    trial.write("acts/who.py", WHO)
    trial.feature(f"{GOOD}    And the last step asks for trouble\n")
    result = trial.run("features")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*RuntimeError: set up too early",
            "  *Then her cart holds 1",
            "> *And the last step asks for trouble   <- features/cart.feature:8",
        ]
    )


def test_a_failure_shows_the_step_in_its_scenario_and_no_machinery(trial: Trial) -> None:
    trial.feature(FAILING)
    result = trial.run("features")
    result.stdout.fnmatch_lines(
        [
            ">*assert len(cart) == quantity",
            "acts/cart.py:17: AssertionError",
            "  *Given an empty cart",
            '  *When Ada adds 1 "Blue mug" to her cart',
            "> *Then her cart holds 2   <- features/cart.feature:7",
        ]
    )
    result.stdout.no_fnmatch_line("*call_fixture_func*")


def test_the_full_traceback_can_be_had(trial: Trial) -> None:
    trial.feature(FAILING)
    trial.run("features", "--full-trace").stdout.fnmatch_lines(["*call_fixture_func*"])


HOOKS = """
def pytest_bdd_before_scenario(scenario):
    print("HOOK before", scenario.name, len(scenario.steps))

def pytest_bdd_before_step(step):
    print("HOOK step", step.keyword, step.type, step.line_number)

def pytest_bdd_before_step_call(step_func_args):
    print("HOOK call", sorted(step_func_args))

def pytest_bdd_step_error(step, exception):
    print("HOOK error", step.name, type(exception).__name__)

def pytest_bdd_after_step(step):
    print("HOOK after step", step.name)

def pytest_bdd_after_scenario(feature, scenario):
    print("HOOK end", feature.name, scenario.name)
"""


def test_the_hooks_of_pytest_bdd_are_called(trial: Trial) -> None:
    trial.write("conftest.py", HOOKS)
    trial.feature(FAILING)
    told = [line for line in trial.run("features", "-s").outlines if "HOOK" in line]
    assert [line.partition("HOOK ")[2] for line in told] == [
        "before One mug 3",
        "step Given given 5",
        "call []",
        "after step an empty cart",
        "step When when 6",
        "call ['cart', 'product', 'quantity']",
        'after step Ada adds 1 "Blue mug" to her cart',
        "step Then then 7",
        "call ['cart', 'quantity']",
        "error her cart holds 2 AssertionError",
        "end Filling a cart One mug",
    ]


def test_asserts_in_steps_explain_themselves(trial: Trial) -> None:
    trial.feature(FAILING)
    trial.run("features").stdout.fnmatch_lines(
        ["E*assert 1 == 2", "E*where 1 = len([[]'Blue mug'])"]
    )


def test_a_module_can_be_left_out_like_any_plugin(trial: Trial) -> None:
    trial.feature(GOOD)
    trial.write("acts/broken.py", "this is no Python")
    trial.run("features", "-pno:acts.broken").assert_outcomes(passed=1)


def test_a_module_of_another_place_with_the_same_name_is_told(trial: Trial) -> None:
    trial.feature(GOOD)
    trial.write("gifts/cart.py", "")
    trial.write("elsewhere/gifts/__init__.py", "")
    trial.write("elsewhere/gifts/cart.py", "")
    trial.pytester.syspathinsert(trial.pytester.path / "elsewhere")
    result = trial.run("features")
    result.stdout.fnmatch_lines(["gifts/cart.py:1:*", "*another module is called gifts.cart*"])


def test_wrong_settings_are_refused_before_anything_runs(trial: Trial) -> None:
    trial.write("pyproject.toml", '[tool.sayso]\nsteps = "acts"\n')
    trial.write("acts/cart.py", CART)
    result = trial.run("features")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*steps must be a list of strings*"])


CLOSED = """
import pytest
@pytest.fixture(autouse=True)
def shop():
    raise OSError('closed')
"""


def test_a_failed_set_up_is_shown_from_the_fixture_on(trial: Trial) -> None:
    trial.feature(GOOD)
    trial.write("gifts/shop.py", CLOSED)
    result = trial.run("features")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["gifts/shop.py:5: OSError"])
    result.stdout.no_fnmatch_line("*sayso/*")
    trial.run("features", "--full-trace").stdout.fnmatch_lines(["*sayso/runner/scenario_item.py:*"])

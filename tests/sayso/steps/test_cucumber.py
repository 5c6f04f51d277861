"""Cucumber expressions stand beside pytest-bdd's parsers."""

from __future__ import annotations

import pytest

from sayso import cucumber_parser
from tests.sayso.conftest import PYPROJECT, QUIET

pytest_plugins = ["pytester"]

STEPS = """
from pytest_bdd import given, then, when
from sayso import cucumber_parser

@given("an empty cart", target_fixture="cart")
def empty_cart():
    return []

@when(cucumber_parser("Ada adds {int} {string} to her cart", "quantity", "product"))
def add(cart, quantity, product):
    cart.extend([product] * quantity)

@then(cucumber_parser("her cart holds {int} thing(s)", "quantity"))
def holds(cart, quantity):
    assert cart == ["Blue mug"] * quantity
"""
FEATURE = """
Feature: Filling a cart
  Scenario: Two mugs
    Given an empty cart
    When Ada adds 2 "Blue mug" to her cart
    Then her cart holds 2 things
"""


def test_a_scenario_runs_with_cucumber_expressions(pytester: pytest.Pytester) -> None:
    pytester.makefile(".toml", pyproject=PYPROJECT)
    pytester.mkdir("acts").joinpath("cart.py").write_text(STEPS)
    pytester.mkdir("features").joinpath("cart.feature").write_text(FEATURE)
    pytester.runpytest_inprocess(*QUIET, "features").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("expression", "names", "said"),
    [
        (
            "{int} {word}",
            ["one"],
            '2 values, but got 1 name: {("{int} {word}", "one", "value2")',
        ),
        ("{int} (s)", ["a", "b"], '1 value, but got 2 names: {("{int} (s)", "a")'),
        ("{int}", [], '1 value, but got 0 names: {("{int}", "value1")'),
        ("a cart", ["a"], '0 values, but got 1 name: {("a cart")'),
        ('a "{int}"', [], """1 value, but got 0 names: {('a "{int}"', "value1")"""),
    ],
)
def test_each_value_needs_a_name(expression: str, names: list[str], said: str) -> None:
    with pytest.raises(ValueError, match="takes") as caught:
        cucumber_parser(expression, *names)
    remedy = said.replace("{(", "write cucumber_parser(")
    assert str(caught.value) == f'"{expression}" takes {remedy}'


def test_a_value_is_told_with_its_place_and_type() -> None:
    parser = cucumber_parser("{int} {string}", "quantity", "product")
    assert parser.arguments('2 "mug"') == [
        (0, 1, "2", "quantity", "int"),
        (2, 7, '"mug"', "product", "string"),
    ]
    assert parser.arguments("two mugs") == []

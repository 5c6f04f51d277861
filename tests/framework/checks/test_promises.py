"""A Then that can never fail is found, and one that can is left alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from sayso.checks.promises import Promises
from sayso.sentences.source import Module, definitions_in

LIES = {
    "nothing": "pass",
    "an ellipsis": "...",
    "a look": "page.locator('x').is_visible()",
    "a value nobody compares": "return cart.count",
    "an expectation without its end": "expect(cart.lines)",
    "assert of a constant": "assert True",
    "assert of a text": "assert 'the cart is full'",
    "assert of a tuple": "assert (cart == 1, 'the cart is full')",
    "a swallowed assertion": "try:\n        assert cart\n    except AssertionError:\n        pass",
    "a function that checks nothing": "look(cart)",
    "an inner function nobody calls": "def inner():\n        assert cart",
    "itself": "holds(cart)",
}
PROMISES = {
    "assert": "assert cart == 1",
    "a raise": "if cart != 1:\n        raise ValueError",
    "an expectation": "expect(cart.lines).to_have_count(1)",
    "a negated expectation": "expect(cart.lines).not_to_be_visible()",
    "waiting": "eventually(lambda: cart.count, equals=1, what='count', where='cart')",
    "pytest.fail": "pytest.fail('no')",
    "pytest.raises": "with pytest.raises(ValueError):\n        cart()",
    "a checker": "check_totals(cart)",
    "a helper that asserts": "compare(cart)",
    "a helper of another module": "same_money(cart)",
    "an assertion in a loop": "for line in cart:\n        assert line",
    "a caught error told on": "try:\n        assert cart\n    except Exception:\n        raise",
    "another error caught": "try:\n        assert cart\n    except KeyError:\n        pass",
}
SOURCE = """
from fixtures.money import same as same_money

@then("her cart holds it")
def holds(cart):
    {body}

def look(cart):
    return cart

def compare(cart):
    deeper(cart)

def deeper(cart):
    assert cart
"""
MONEY = "def same(one):\n    assert one\n"


def found(body: str) -> list[str]:
    steps = Module(Path("steps/cart.py"), "steps/cart.py", ast.parse(SOURCE.format(body=body)))
    money = Module(Path("fixtures/money.py"), "fixtures/money.py", ast.parse(MONEY))
    problems = Promises([steps, money]).findings(definitions_in([steps], {}))
    return [f"{problem.uri}:{problem.line} {problem.rule}" for problem in problems]


@pytest.mark.parametrize("name", LIES)
def test_a_then_that_cannot_fail_is_found(name: str) -> None:
    assert found(LIES[name]) == ["steps/cart.py:4 empty-promise"]


@pytest.mark.parametrize("name", PROMISES)
def test_a_then_that_can_fail_is_left_alone(name: str) -> None:
    assert found(PROMISES[name]) == []

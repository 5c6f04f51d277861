"""A Then that can never fail is found, and one that can is left alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from sayso.checks.promises import Promises
from sayso.sentences.module import Module
from sayso.sentences.source import definitions_in

LIES = {
    "nothing": "pass",
    "an ellipsis": "...",
    "a look": "page.locator('x').is_visible()",
    "a value nobody compares": "return cart.count",
    "an expectation without its end": "expect(cart.lines)",
    "assert of a constant": "assert True",
    "assert of a text": "assert 'the cart is full'",
    "assert of a dictionary": "assert {'cart': cart}",
    "assert of a built text": "assert f'the cart holds {cart}'",
    "assert of a tuple": "assert (cart == 1, 'the cart is full')",
    "a swallowed assertion": "try:\n        assert cart\n    except AssertionError:\n        pass",
    "a function that checks nothing": "look(cart)",
    "an inner function nobody calls": "def inner():\n        assert cart",
    "itself": "holds(cart)",
    "suppressed": "with suppress(AssertionError):\n        assert cart",
    "suppressed by its full name": "with contextlib.suppress(Exception):\n        assert cart",
    "two equal numbers": "assert 1 == 1",
    "or True": "assert cart == 2 or True",
    "not None": "assert not None",
    "a length above nought": "assert len(cart) >= 0",
    "nought below a length": "assert 0 <= len(cart)",
    "a thing that is itself": "assert cart is cart",
    "a thing equal to itself": "assert cart.total == cart.total",
    "all of nothing": "assert all(line for line in [])",
    "a branch never taken": "if False:\n        assert cart",
    "the other branch": "if True:\n        pass\n    else:\n        assert cart",
    "a loop over nothing": "for line in []:\n        assert line",
    "a loop that never begins": "while 0:\n        assert cart",
    "after the end": "return\n    assert cart",
    "after the end of a branch": "if cart:\n        return\n        assert cart",
    "after both branches": "if cart:\n        return\n    else:\n        return\n    assert cart",
    "after a branch always taken": "if True:\n        return\n    assert cart",
    "after a block": "with cart:\n        return\n    assert cart",
    "left in the end": "try:\n        assert cart\n    finally:\n        return",
    "a ticked box": "page.check()",
    "a ticked box of a cart": "cart.terms.check()",
    "a name that promises": "ensure_folder(cart)",
    "a fixture with a name": "check_folder(cart)",
    "a dictionary": "cart.to_dict()",
    "a method that checks nothing": "ledger.length()",
    "a failure of something else": "cart.fail()",
}
PROMISES = {
    "assert": "assert cart == 1",
    "a raise": "if cart != 1:\n        raise ValueError",
    "an expectation": "expect(cart.lines).to_have_count(1)",
    "a negated expectation": "expect(cart.lines).not_to_be_visible()",
    "waiting": "eventually(lambda: cart.count, equals=1, what='count', where='cart')",
    "pytest.fail": "pytest.fail('no')",
    "pytest.raises": "with pytest.raises(ValueError):\n        cart()",
    "a checker of a library": "check_totals(cart)",
    "an asserting fixture": "assert_totals(cart)",
    "a matcher of a library": "approvals.verify(cart)",
    "an answer that is asked": "answer.raise_for_status()",
    "a method that asserts": "ledger.balances()",
    "a function of a module": "money.same(cart)",
    "a function inside": "def inner():\n        assert cart\n    inner()",
    "a fixture that gives a function": "comparing(cart)",
    "a constant that is false": "assert 1 == 2",
    "a length that can be otherwise": "assert len(cart) > 0",
    "a value that is called twice": "assert next(cart) == next(cart)",
    "a loop over something": "for line in [1]:\n        assert cart == line",
    "the branch that is taken": "if True:\n        assert cart",
    "before the end": "assert cart\n    return",
    "after something suppressed": "with suppress(Exception):\n        raise cart\n    assert cart",
    "after one branch": "if cart:\n        return\n    assert cart",
    "after a branch never taken": "if False:\n        return\n    assert cart",
    "tidied in the end": "try:\n        assert cart\n    finally:\n        cart.close()",
    "told in the end": "try:\n        pass\n    finally:\n        assert cart",
    "another error suppressed": "with suppress(KeyError):\n        assert cart",
    "a value spread": "assert [*cart]",
    "a dictionary spread": "assert {**cart}",
    "a value as text": "assert f'{cart}'",
    "a check within what always holds": "assert (compare(cart), 1)",
    "a helper that asserts": "compare(cart)",
    "a helper of another module": "same_money(cart)",
    "an assertion in a loop": "for line in cart:\n        assert line",
    "a caught error told on": "try:\n        assert cart\n    except Exception:\n        raise",
    "another error caught": "try:\n        assert cart\n    except KeyError:\n        pass",
}
SOURCE = """
import approvals
from totals import check_totals
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
MONEY = """
def same(one):
    assert one

@pytest.fixture
def comparing():
    def compared(one):
        assert one
    return compared

class Ledger:
    def balances(self):
        assert self.sum == 0

    def length(self):
        return len(self)
"""


def found(body: str) -> list[str]:
    steps = Module(Path("steps/cart.py"), "steps/cart.py", ast.parse(SOURCE.format(body=body)))
    money = Module(Path("fixtures/money.py"), "fixtures/money.py", ast.parse(MONEY))
    problems = Promises([steps, money]).findings(definitions_in([steps], {}))
    return [f"{problem.uri}:{problem.line} {problem.rule}" for problem in problems]


@pytest.mark.parametrize("name", LIES)
def test_a_then_that_cannot_fail_is_found(name: str) -> None:
    assert found(LIES[name]) == ["steps/cart.py:6 empty-promise"]


@pytest.mark.parametrize("name", PROMISES)
def test_a_then_that_can_fail_is_left_alone(name: str) -> None:
    assert found(PROMISES[name]) == []

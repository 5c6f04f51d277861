"""A Then without an assertion is found, and one with an assertion is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sayso.lint.conftest import STEPS, Write, found

ASSERT = "assert len(cart) == quantity"
HELPERS = """
import pytest
from playwright.sync_api import expect
from sayso import eventually

def look(cart): return cart
def demand(cart): assert cart
def demand_at_last(cart): demand(cart)
class Cart:
    def __init__(self, lines): self.lines = lines
    def must_hold(self, count): assert len(self.lines) == count
    def show(self): return self.lines
"""
NOTHING = {
    "nothing": "pass",
    "a comparison nobody asserts": "len(cart) == quantity",
    "a function that asserts nothing": "look(cart)",
    "a method that asserts nothing": "Cart(cart).show()",
}
SOMETHING = {
    "an assert": ASSERT,
    "a raise": "if not cart: raise ValueError",
    "an expectation": "expect(cart).to_be_visible()",
    "patience": "eventually(lambda: cart)",
    "a failure of pytest": "pytest.fail('no')",
    "a function that asserts": "demand(cart)",
    "a function of a function that asserts": "demand_at_last(cart)",
    "a function inside": "def check():\n        assert cart\n    check()",
    "a method that asserts": "Cart(cart).must_hold(quantity)",
    "a function of a package": "json.loads(cart)",
}


@pytest.mark.parametrize("name", NOTHING)
def test_then_without_assertion_is_found(name: str, write: Write, tmp_path: Path) -> None:
    write("steps/cart.py", STEPS.replace(ASSERT, NOTHING[name]) + HELPERS)
    assert found(tmp_path) == ["steps/cart.py:10 no-assertion"]


@pytest.mark.parametrize("name", SOMETHING)
def test_then_with_assertion_is_sound(name: str, write: Write, tmp_path: Path) -> None:
    write("steps/cart.py", STEPS.replace(ASSERT, SOMETHING[name]) + HELPERS + "import json\n")
    assert found(tmp_path) == []

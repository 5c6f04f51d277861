"""A project with nothing to find in it, for tests that put one fault into it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.projects.isolation import findings_in

CART = "features/purchase/filling_a_cart.feature"
PYPROJECT = """
[tool.pytest]
filterwarnings = ["error"]
markers = ["smoke: the gate"]
[tool.sayso.check]
templates = ["shop"]
"""
FEATURE = """\
Feature: Filling a cart

  Nobody pays for what is gone.

  @smoke
  Scenario: One mug
    Given an empty cart
    When Ada adds 1 "Blue mug" to her cart
    Then her cart holds 1
"""
STEPS = """from pytest_bdd import given, parsers, step, then, when; from sayso import soft
@given("an empty cart", target_fixture="cart")
def empty_cart():
    return []

@when(parsers.parse('Ada adds {quantity:d} "{product}" to her cart'))
def add(cart, quantity, product):
    cart.extend([product] * quantity)

@then(parsers.parse("her cart holds {quantity:d}"))
def holds(cart, quantity):
    assert len(cart) == quantity
"""
PAGE = """
class CartPage:
    def __init__(self, browser):
        self.total = browser.get_by_test_id("cart-total")
        self.empty = browser.get_by_text("Your cart is empty.")
        self.pay = browser.get_by_role("button", name=f"Remove {self.product}")
"""
TEMPLATE = """<p data-testid="cart-total">1</p>
<p>Your  cart
is empty.</p><button>Remove <span>{{ product }}</span></button>
"""

Write = Callable[[str, str], None]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(path: str, text: str) -> None:
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    put("pyproject.toml", PYPROJECT)
    put(CART, FEATURE)
    put("steps/cart.py", STEPS)
    put("pages/cart.py", PAGE)
    put("shop/cart.html", TEMPLATE)
    return put


def found(root: Path) -> list[str]:
    return [f"{one.uri}:{one.line} {one.rule}" for one in findings_in(root)]

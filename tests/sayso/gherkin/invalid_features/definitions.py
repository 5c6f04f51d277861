"""Modules of steps that some traps need beside the usual ones."""

from __future__ import annotations

TWICE = """
from pytest_bdd import given, parsers

@given("a cart", target_fixture="cart")
def a_cart():
    pass

@given(parsers.re("a (?P<thing>cart)"), target_fixture="cart")
def cart(thing):
    pass
"""

TABLE = """
import pytest
from pytest_bdd import parsers, then

@then("these are in it")
def in_cart(cart, datatable):
    assert datatable

@then("these are <b>in</b> it<br/>")
def is_bold(cart):
    assert cart

@then(parsers.parse("she sees {thing}"))
def sees(cart, thing):
    assert thing

@pytest.fixture
def rows(datatable):
    return datatable

@then("a fixture takes these")
def takes(cart, rows):
    assert rows

@then("this is in it")
def is_in_cart(cart, docstring):
    assert docstring

@then("these may be in it")
def may_be_in_cart(cart, datatable=None):
    assert cart
"""

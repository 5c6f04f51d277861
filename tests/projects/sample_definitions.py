"""Definitions made from a line of source, for tests of what is said about them."""

from __future__ import annotations

import ast
from pathlib import Path

from sayso.steps.definition import StepDefinition
from sayso.steps.module import Module
from sayso.steps.source import definitions_in, types_in

STEPS = """
@given("an empty cart", target_fixture="cart")
def empty_cart(): ...

@given(parsers.parse("{person:Name} has {quantity:d} {product:Text} in the cart", TYPES))
def has(): ...

@when(parsers.parse('Ada adds {quantity:d} "{product}" to her cart'))
def add(): ...

@when("Ada pays")
def pay(): ...

@then(parsers.parse("her cart holds {quantity:d}"))
def holds(): ...

@then(parsers.re(r"she is told that (?P<what>.+)"))
def told(): ...

@then(cucumber_parser("{int} letter(s) are/is sent", "count"))
def sent(): ...

TYPES = {"Name": Phrase(r"[A-Z][a-z]+"), "Text": text}

@with_pattern(r'"[^"]*"')
def text(words): ...
"""


def module(source: str = STEPS, uri: str = "steps/cart.py") -> Module:
    """A module as the source reader sees it."""
    return Module(Path(uri), uri, ast.parse(source))


def definitions(source: str = STEPS, uri: str = "steps/cart.py") -> list[StepDefinition]:
    """The definitions of a source."""
    made = module(source, uri)
    return definitions_in([made], types_in([made]))

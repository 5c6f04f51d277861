"""Definitions made from a line of source, for tests of what is said about them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sayso.runner.pytest_bdd import step_function
from sayso.steps.definition import StepDefinition, define

ROOT = Path(__file__).resolve().parents[2]
HEAD = "from pytest_bdd import given, parsers, step, then, when; from sayso import cucumber_parser"
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
"""
TYPES = """import parse

@parse.with_pattern(r"[A-Z][a-z]+")
def name(words): return words

@parse.with_pattern(r'"[^"]*"')
def text(words): return words

TYPES = {"Name": name, "Text": text}
"""


def definitions(source: str = STEPS, uri: str = "steps/cart.py") -> list[StepDefinition]:
    """The definitions of a source, which stands below one line of imports unless it begins so."""
    names: dict[str, Any] = {}
    loaded(TYPES, names)
    head = HEAD if source.startswith("\n") else f"{HEAD}\n"
    loaded(head + source, names, str(ROOT / uri))
    markers = (getattr(one, "__wrapped__", None) for one in names.values())
    contexts = [one() for one in markers if one and one.__name__ == "step_function_marker"]
    return [
        define(one, ROOT, lambda function: step_function(function).requires) for one in contexts
    ]


def loaded(source: str, names: dict[str, Any], file: str = "sample.py") -> dict[str, Any]:
    """The names that a source makes."""
    exec(compile(source, file, "exec"), names)  # noqa: S102 - the samples above
    return names


def _required(function: Any) -> tuple[str, ...]:
    return step_function(function).requires

"""A project of its own for each test, with a few sentences about a cart."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from tests.projects.forks import run_pytest_apart

# Not "steps": the project that runs these tests may have a module of that name in memory.
PYPROJECT = """
[tool.pytest]
strict = true
filterwarnings = ["error"]
addopts = ["--import-mode=importlib"]
markers = ["smoke: the gate", "slow: takes seconds"]
[tool.sayso]
steps = ["acts"]
fixtures = ["gifts"]
"""
CART = """
from pytest_bdd import given, parsers, then, when


@given("an empty cart", target_fixture="cart")
def empty_cart():
    return []


@when(parsers.parse('Ada adds {quantity:d} "{product}" to her cart'))
def add(cart, quantity, product):
    cart.extend([product] * quantity)


@then(parsers.parse("her cart holds {quantity:d}"))
def cart_holds(cart, quantity):
    assert len(cart) == quantity
"""
GOOD = """
Feature: Filling a cart

  Scenario: One mug
    Given an empty cart
    When Ada adds 1 "Blue mug" to her cart
    Then her cart holds 1
"""
# What these tests do not need, so that each run is short and in the order of the file.
NEEDLESS = (
    "randomly",
    "playwright",
    "faker",
    "anyio",
    "sayso.evidence.leak_scan",
    "sayso.evidence.plugin",
    "sayso.target.plugin",
    "sayso.browser.plugin",
)
QUIET = ("--no-report", *(f"-pno:{name}" for name in NEEDLESS))


@dataclass(frozen=True)
class Trial:
    """A small project and the runs of it."""

    pytester: pytest.Pytester

    def write(self, path: str, content: str | bytes) -> None:
        """Put a file into the project."""
        target = self.pytester.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)

    def feature(self, text: str | bytes, path: str = "features/cart.feature") -> None:
        """Put a feature file into the project."""
        self.write(path, text)

    def run(self, *arguments: str) -> pytest.RunResult:
        """Run pytest in this process."""
        return self.pytester.runpytest_inprocess(*QUIET, *(arguments or ("features",)))

    def run_apart(self, *arguments: str) -> pytest.RunResult:
        """Run pytest in a process of its own, which Ctrl-C or a crash may end."""
        return run_pytest_apart(*QUIET, *arguments)

    def ids(self, *arguments: str) -> list[str]:
        """The node ids that would run."""
        result = self.run("--collect-only", "-q", *(arguments or ("features",)))
        return [line for line in result.outlines if "::" in line]


@pytest.fixture
def trial(pytester: pytest.Pytester) -> Trial:
    made = Trial(pytester)
    made.write("pyproject.toml", PYPROJECT)
    made.write("acts/cart.py", CART)
    return made


def census(result: pytest.RunResult) -> str:
    """The line of the terminal summary that counts the scenarios."""
    return next(line for line in result.outlines if re.match(r"\d+ scenarios?: ", line))

"""Cucumber expressions in step definitions, beside pytest-bdd's own parsers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from cucumber_expressions.parameter_type_registry import (  # type: ignore[import-untyped]  # it ships no types
    ParameterTypeRegistry,
)
from pytest_bdd.parsers import StepParser

from sayso.steps.definition import Argument
from sayso.steps.expression import Expression


class CucumberParser(StepParser):
    """Matches a sentence with the official library; its values go by the names given in order."""

    def __init__(
        self, expression: str, names: tuple[str, ...], types: ParameterTypeRegistry
    ) -> None:
        super().__init__(expression)
        self.expression = Expression(expression, names, types)
        self.argument_names = names

    def is_matching(self, name: str) -> bool:
        """Whether the expression says `name`."""
        return self.expression.match(name) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        """The values in the sentence, converted by their parameter types."""
        found = self.expression.match(name)
        if found is None:
            return None
        values = [argument.value for argument in found]
        return dict(zip(self.argument_names, values, strict=True))

    def arguments(self, text: str) -> list[Argument]:
        """Where in the text each value stands, with its name and the name of its type."""
        return self.expression.arguments(text)


def cucumber_parser(
    expression: str, *names: str, types: ParameterTypeRegistry | None = None
) -> CucumberParser:
    """A sentence as a Cucumber expression, with a name for each of its values.

    `@when(cucumber_parser("Ada adds {int} {string} to her cart", "quantity", "product"))`.
    `types` is a registry with parameter types of your own. Raises ValueError when the names do not
    fit the expression. https://github.com/cucumber/cucumber-expressions
    """
    return CucumberParser(expression, names, types or _plain_types())


@lru_cache
def _plain_types() -> ParameterTypeRegistry:
    return ParameterTypeRegistry()

"""Cucumber expressions in step definitions, beside pytest-bdd's own parsers."""

from __future__ import annotations

from typing import Any

from cucumber_expressions.expression import (  # type: ignore[import-untyped]  # it ships no types
    CucumberExpression,
)
from cucumber_expressions.parameter_type_registry import (  # type: ignore[import-untyped]  # same
    ParameterTypeRegistry,
)
from pytest_bdd.parsers import StepParser

from sayso.steps.definition import Argument
from sayso.steps.pattern import literal
from sayso.text import plural

_PLAIN_TYPES = ParameterTypeRegistry()


class CucumberParser(StepParser):
    """Matches a step with the official library; its values go by the names given in order."""

    def __init__(
        self, expression: str, names: tuple[str, ...], types: ParameterTypeRegistry
    ) -> None:
        super().__init__(expression)
        self.expression = CucumberExpression(expression, types)
        self.argument_names = names
        expected = len(self.expression.parameter_types)
        if len(names) != expected:
            raise ValueError(_misnamed(expression, expected, names))

    def is_matching(self, name: str) -> bool:
        """Whether the expression matches `name`."""
        return self.expression.match(name) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        """The values in the step, converted by their parameter types."""
        found = self.expression.match(name)
        if found is None:
            return None
        values = [argument.value for argument in found]
        return dict(zip(self.argument_names, values, strict=True))

    def arguments(self, text: str) -> list[Argument]:
        """Where in the text each value stands, with its name and the name of its type."""
        found = self.expression.match(text) or ()
        return [
            (one.group.start, one.group.end, one.group.value, name, one.parameter_type.name)
            for name, one in zip(self.argument_names, found, strict=False)
        ]


def cucumber_parser(
    expression: str, *names: str, types: ParameterTypeRegistry | None = None
) -> CucumberParser:
    """A Cucumber expression, with a name for each of its values.

    `@when(cucumber_parser("Ada adds {int} {string} to her cart", "quantity", "product"))`.
    `types` is a registry with parameter types of your own. Raises ValueError when the names do not
    fit the expression. https://github.com/cucumber/cucumber-expressions
    """
    return CucumberParser(expression, names, types or _PLAIN_TYPES)


def _misnamed(expression: str, expected: int, names: tuple[str, ...]) -> str:
    added = (f"value{number}" for number in range(len(names) + 1, expected + 1))
    call = ", ".join(map(literal, (expression, *names[:expected], *added)))
    takes, given = plural(expected, "value"), plural(len(names), "name")
    return f'"{expression}" takes {takes}, but got {given}: write cucumber_parser({call})'

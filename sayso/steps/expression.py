"""A Cucumber expression with a name for each of its values, without the weight of pytest-bdd."""

from __future__ import annotations

from typing import Any

from cucumber_expressions.expression import (  # type: ignore[import-untyped]  # it ships no types
    CucumberExpression,
)
from cucumber_expressions.parameter_type_registry import (  # type: ignore[import-untyped]  # same
    ParameterTypeRegistry,
)

from sayso.steps.definition import Argument
from sayso.steps.pattern import literal


class Expression:
    """Matches a sentence with the official library.

    Raises CucumberExpressionError for a text that is no expression, and ValueError when the names
    do not fit it.
    """

    def __init__(self, text: str, names: tuple[str, ...], types: ParameterTypeRegistry) -> None:
        self._expression = CucumberExpression(text, types)
        self.names = names
        expected = len(self._expression.parameter_types)
        if len(names) != expected:
            raise ValueError(_misnamed(text, expected, names))

    def match(self, text: str) -> Any:
        """The library's arguments, which are converted when asked; None when it says otherwise."""
        return self._expression.match(text)

    def arguments(self, text: str) -> list[Argument]:
        """Where in the text each value stands, with its name and the name of its type."""
        found = self.match(text) or ()
        return [
            (each.group.start, each.group.end, each.group.value, name, each.parameter_type.name)
            for name, each in zip(self.names, found, strict=False)
        ]


def _misnamed(expression: str, expected: int, names: tuple[str, ...]) -> str:
    values = f"{expected or 'no'} value{'' if expected == 1 else 's'}"
    given = f"{len(names) or 'no'} name{' was' if len(names) == 1 else 's were'} given"
    first, added = names[:expected], range(len(names) + 1, expected + 1)
    call = [literal(each) for each in (expression, *first, *(f"value{each}" for each in added))]
    return f'"{expression}" takes {values}, but {given}: write cucumber_parser({", ".join(call)})'

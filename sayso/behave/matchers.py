"""Behave's decorators and matchers: they register step definitions of pytest-bdd."""

from __future__ import annotations

import re
from collections.abc import Callable
from inspect import Parameter, Signature
from types import ModuleType
from typing import Any

import parse  # type: ignore[import-untyped]
from parse_type import cfparse  # type: ignore[import-untyped]
from pytest_bdd.parsers import StepParser

from sayso.behave.context import Context, Table
from sayso.runner.pytest_bdd import define_step

StepFunction = Callable[..., Any]
Found = tuple[tuple[Any, ...], dict[str, Any]]  # what a pattern took from a step
# A definition counts in the whole suite, wherever behave's users import its module from.
DEFINITIONS = ModuleType("behave_steps")
# What they are, in their order: keyword, pattern and function.
KNOWN: list[tuple[Any, StepParser, StepFunction]] = []
_places: set[tuple[str, str, int]] = set()
_types: dict[str, Callable[[str], Any]] = {}
_matcher = "parse"


class _Behaves(StepParser):
    """One of behave's matchers as a parser of pytest-bdd; what it finds goes to the step whole."""

    first_wins = True

    def __init__(self, name: str, find: Callable[[str], Found | None]):
        super().__init__(name)
        self._find = find

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        found = self._found(name)
        return None if found is None else {"behave_found": found}

    def is_matching(self, name: str) -> bool:
        return self._found(name) is not None

    def _found(self, name: str) -> Found | None:
        """Behave before 1.3 drops the colon that leads to a table or text."""
        found = self._find(name)
        return self._find(name[:-1]) if found is None and name.endswith(":") else found


def use_step_matcher(name: str) -> None:
    """How the patterns that follow are read: "parse", "cfparse" or "re"."""
    global _matcher
    if name not in _MATCHERS:
        raise ValueError(f'there is no matcher "{name}"; this bridge knows {", ".join(_MATCHERS)}')
    _matcher = name


def register_type(**types: Callable[[str], Any]) -> None:
    """Types for the fields of the patterns that follow, by name."""
    _types.update(types)


def _by_parse(pattern: str) -> Any:
    compiled = parse.compile(pattern, dict(_types))
    return lambda text: _of_result(compiled.parse(text))


def _by_cfparse(pattern: str) -> Any:
    compiled = cfparse.Parser(pattern, dict(_types))
    return lambda text: _of_result(compiled.parse(text))


def _by_re(pattern: str) -> Any:
    compiled = re.compile(pattern)

    def find(text: str) -> Found | None:
        match = compiled.match(text)
        if match is None:
            return None
        named = match.groupdict()
        return (() if named else match.groups()), named

    return find


def _of_result(result: Any) -> Found | None:
    return None if result is None else (tuple(result.fixed), dict(result.named))


_MATCHERS = {"parse": _by_parse, "cfparse": _by_cfparse, "re": _by_re}


def _decorator(kind: Any) -> Callable[[str], Callable[[StepFunction], StepFunction]]:
    def decorate(pattern: str) -> Callable[[StepFunction], StepFunction]:
        parser = _Behaves(pattern, _MATCHERS[_matcher](pattern))

        def remember(function: StepFunction) -> StepFunction:
            code = function.__code__
            place = (pattern, code.co_filename, code.co_firstlineno)
            if place not in _places:  # a module may be imported under two names
                _places.add(place)
                KNOWN.append((kind, parser, _called_by_fixtures(function)))
                define_step(DEFINITIONS, *KNOWN[-1])
            return function

        return remember

    return decorate


given, when, then = _decorator("given"), _decorator("when"), _decorator("then")
step = _decorator(None)


def _called_by_fixtures(function: StepFunction) -> StepFunction:
    """The step as pytest-bdd calls one: by the names of fixtures, table and text only if given."""

    def run(
        behave_context: Context, behave_found: Any, datatable: Any = None, docstring: Any = None
    ) -> None:
        positional, named = behave_found
        behave_context.table = None if datatable is None else Table(datatable)
        behave_context.text = docstring
        function(behave_context, *positional, **named)

    run.__doc__, run.__module__, run.__qualname__ = (
        function.__doc__, function.__module__, function.__qualname__,
    )  # fmt: skip
    run.__wrapped__ = function  # type: ignore[attr-defined]  # where it stands, for messages
    run.__signature__ = _SIGNATURE  # type: ignore[attr-defined]
    return run


_SIGNATURE = Signature(
    [
        Parameter("behave_context", Parameter.POSITIONAL_OR_KEYWORD),
        Parameter("behave_found", Parameter.POSITIONAL_OR_KEYWORD),
        Parameter("datatable", Parameter.POSITIONAL_OR_KEYWORD, default=None),
        Parameter("docstring", Parameter.POSITIONAL_OR_KEYWORD, default=None),
    ]
)

"""Then steps that can never fail, found in their source.

It is said only of a Then that certainly cannot: a check that errs would be switched off. What is
not understood (a call or an attribute of something unknown, say) counts as able to fail.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator

from sayso.gherkin.problems import Problem
from sayso.lint.code import decorators
from sayso.lint.failing import Failing
from sayso.lint.names import Home, Names
from sayso.steps.definition import BELOW, StepDefinition
from sayso.steps.module import Function, Module, name_of
from sayso.steps.source import parameters

# Fixtures that no suite makes itself, and that check nothing.
_FAMILIAR = frozenset(
    {*BELOW.values(), "base_url", "browser", "caplog", "capsys", "context", "page", "playwright"}
    | {"pytestconfig", "tmp_path"}
)
# A fixture that calls something of such a name may well check something.
_TELLING = re.compile(r"_*(addfinalizer|assert|check|ensure|expect|fail|must|raise|valid|verif)")


class Promises:
    """The Then steps of a suite, with the functions and the fixtures they use."""

    def __init__(self, modules: Iterable[Module]) -> None:
        self._names = Names(modules)
        self._failing = Failing(self._names)
        self._given: frozenset[str | None] = frozenset()

    def findings(
        self, definitions: Iterable[StepDefinition], said: Collection[StepDefinition] = ()
    ) -> Iterator[Problem]:
        """A finding for each Then, and each step `said` as one, whose function cannot fail."""
        definitions = list(definitions)
        self._given = frozenset(each.gives for each in definitions)
        for definition in definitions:
            is_then = definition.keyword == "then" or definition in said
            if is_then and not self._can_fail(definition):
                yield Problem(
                    *definition.place,
                    f"Then {definition.pattern}",
                    "This Then cannot fail: it asserts nothing, and calls nothing known to.",
                    "Use assert, expect(...).to_..., or eventually(...), on what can be otherwise.",
                    "no-assertion",
                )

    def _can_fail(self, definition: StepDefinition) -> bool:
        context, taken = definition.context, parameters(definition)
        if taken is None or not _is_simple(context.node) or "page" in taken & self._given:
            return True
        if self._failing.can_fail(context.node, context.module):
            return True
        return any(self._checks(each, frozenset()) for each in taken - _values(definition))

    def _checks(self, fixture: str, above: frozenset[str]) -> bool:
        """Whether a fixture may assert something, by itself or by what it asks for."""
        if fixture in above:  # it replaces one of its own name
            return False
        homes = [each for each in self._names.functions.get(fixture, ()) if _is_fixture(each[0])]
        if not homes:
            return fixture not in _FAMILIAR | self._given
        return any(self._may_assert(each, above | {fixture}) for each in homes)

    def _may_assert(self, home: Home, above: frozenset[str]) -> bool:
        function, _ = home
        asked = [each.arg for each in (*function.args.args, *function.args.kwonlyargs)]
        return (
            self._tells(home, set())
            or self._failing.ends_badly(*home)
            or any(self._checks(each, above) for each in asked)
        )

    def _tells(self, home: Home, seen: set[int]) -> bool:
        """Whether a function of the suite asserts, or calls one that does."""
        function, module = home
        if id(function) in seen:
            return False
        seen.add(id(function))
        for node in ast.walk(function):
            if isinstance(node, ast.Assert | ast.Raise):
                return True
            if isinstance(node, ast.Call):
                name = name_of(node.func)
                plain = isinstance(node.func, ast.Name)
                known = self._names.functions.get(name, ())
                homes = self._names.called(name, module) if plain else known
                if _TELLING.match(name) or any(self._tells(each, seen) for each in homes):
                    return True
        return False


def _is_simple(function: Function) -> bool:
    """Whether a function takes its values by their names, and as they stand in the sentence."""
    calls = (each for each in function.decorator_list if isinstance(each, ast.Call))
    converted = any(each.arg == "converters" for call in calls for each in call.keywords)
    return not (converted or function.args.vararg or function.args.kwarg)


def _is_fixture(function: Function) -> bool:
    return "fixture" in decorators(function)


def _values(definition: StepDefinition) -> frozenset[str]:
    """The names of the values that a sentence gives to its function."""
    if definition.kind == "re":
        parser = definition.context.parser
        return frozenset(re.compile(definition.pattern, parser.flags).groupindex)
    return frozenset(name for name, _ in definition.fields)

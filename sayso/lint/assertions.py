"""Then steps without an assertion, found in the compiled functions that were collected."""

from __future__ import annotations

import dis
import inspect
import re
import sys
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from sayso.gherkin.problems import Problem
from sayso.gherkin.reader import uri_of
from sayso.steps.definition import StepDefinition, is_own

# What asserts by its name, whoever made it.
_ASSERTING = re.compile(r"(assert|expect|eventually|raise|wait_for)|pytest$")
_DEEPEST = 4  # functions that call functions
_Functions = dict[str, list[FunctionType]]


def without_assertion(
    definitions: Iterable[StepDefinition], as_then: Collection[StepDefinition], root: Path
) -> Iterator[Problem]:
    """A problem for each Then of the project whose function, and those it calls, assert nothing."""
    thens = [one for one in definitions if one.keyword == "then" or one in as_then]
    methods = _methods(root) if thens else {}
    for definition in thens:
        function = inspect.unwrap(definition.function)
        if not definition.is_own or not isinstance(function, FunctionType):
            continue
        if not _asserts(function, methods, _DEEPEST):
            text, reason = f"Then {definition.pattern}", "This Then step makes no assertion."
            remedy = "Use assert, expect(...).to_..., or eventually(...)."
            yield Problem(*definition.place, text, reason, remedy, "no-assertion")


def _asserts(function: FunctionType, methods: _Functions, depth: int) -> bool:
    raising, names = _facts(function.__code__)
    if raising or any(_ASSERTING.match(name) for name in names):
        return True
    called = (*_named(function, names), *(one for name in names for one in methods.get(name, ())))
    return depth > 0 and any(_asserts(one, methods, depth - 1) for one in called)


@cache
def _facts(code: CodeType) -> tuple[bool, frozenset[str]]:
    """Whether a function raises something, as an assert does, and the names it uses."""
    inner = [_facts(part) for part in code.co_consts if isinstance(part, CodeType)]
    raising = any(one.opname == "RAISE_VARARGS" for one in dis.get_instructions(code))
    names = frozenset((*code.co_names, *code.co_freevars)).union(*(names for _, names in inner))
    return raising or any(raises for raises, _ in inner), names


def _named(function: FunctionType, names: Iterable[str]) -> Iterator[FunctionType]:
    """The functions that names mean in a function: of its module, around it, of other modules."""
    around = inspect.getclosurevars(function).nonlocals
    known = [around.get(name, function.__globals__.get(name)) for name in names]
    for module in (one for one in known if isinstance(one, ModuleType)):
        known += [getattr(module, name, None) for name in names]
    yield from (one for one in map(_unwrapped, known) if isinstance(one, FunctionType))


def _methods(root: Path) -> _Functions:
    """The methods of the classes of a project's loaded modules, by name."""
    found: _Functions = {}
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if file and not module.__name__.startswith("sayso.") and is_own(uri_of(Path(file), root)):
            for owner in [one for one in vars(module).values() if isinstance(one, type)]:
                if owner.__module__ == module.__name__:
                    for name, member in vars(owner).items():
                        if isinstance(method := _unwrapped(member), FunctionType):
                            found.setdefault(name, []).append(method)
    return found


def _unwrapped(value: Any) -> Any:
    """The function inside a property, a class method, or a decorator that says what it wraps."""
    inner = getattr(value, "fget", None) or getattr(value, "func", None) or value
    return inspect.unwrap(inner) if callable(inner) or hasattr(inner, "__wrapped__") else inner

"""Step functions written with `async def`: calling one only makes a coroutine nobody awaits."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator

from sayso.gherkin.problems import Problem
from sayso.steps.definition import StepDefinition
from sayso.steps.suggestions import definition_text


def never_awaited(definitions: Iterable[StepDefinition]) -> Iterator[Problem]:
    """A problem for each definition whose function has to be awaited."""
    reason = "The step function is async; nothing awaits it, so it would not run."
    remedy = "Write it with def, and use the synchronous API of what it calls."
    for one in definitions:
        if inspect.iscoroutinefunction(one.function) or inspect.isasyncgenfunction(one.function):
            yield Problem(*one.place, definition_text(one), reason, remedy, "async-step")

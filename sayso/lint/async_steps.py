"""Step functions written with `async def`: calling one only makes a coroutine nobody awaits."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator

from sayso.gherkin.problems import Problem
from sayso.steps.definition import StepDefinition
from sayso.steps.suggestions import definition_text


def is_coroutine(function: Callable[..., object]) -> bool:
    """Whether calling a function runs nothing of it, because it has to be awaited."""
    return inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)


def never_awaited(
    definitions: Iterable[StepDefinition], marked: Callable[[StepDefinition], bool]
) -> Iterator[Problem]:
    """A problem for each definition that is `marked` as one to be awaited."""
    for definition in definitions:
        if marked(definition):
            reason = "The step function is async; nothing awaits it, so it would not run."
            remedy = "Write it with def, and use the synchronous API of what it calls."
            yield Problem(
                *definition.place, definition_text(definition), reason, remedy, "async-step"
            )

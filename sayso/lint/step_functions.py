"""Step functions that would not run, not count, or lose what stands below their step."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Iterator

from sayso.gherkin.document import Ast, FeatureDocument
from sayso.gherkin.problems import Problem
from sayso.steps.definition import BELOW, StepDefinition
from sayso.steps.soft import is_soft
from sayso.steps.step_argument import IN_WORDS

# The names of a function's parameters; None when they cannot be told.
Takes = Callable[[StepDefinition], Collection[str] | None]


def argument_problems(
    document: FeatureDocument, node: Ast, definition: StepDefinition, takes: Takes
) -> Iterator[Problem]:
    """A problem for what the step `node` has and its function does not take, and the reverse."""
    function = f"The step's function ({definition.location})"
    for key, name in BELOW.items():
        what = IN_WORDS[name]
        if key not in node and name in definition.needs:
            reason = f"{function} takes {what}, and there is none below the step."
            remedy = "Put it below the step, or use another step."
            yield document.problem(node, reason, remedy, "missing-fixture")
        taken = takes(definition) if key in node else None
        if taken is not None and name not in taken:
            reason = f"{function} does not take {what}, so the one below the step would be lost."
            remedy = f'Add a parameter "{name}", use another step, or delete it.'
            yield document.problem(node, reason, remedy, "unused-argument")


def definition_problems(definitions: Iterable[StepDefinition]) -> Iterator[Problem]:
    """A problem for each function nobody awaits, and for each soft one that is no Then."""
    for one in definitions:
        place = (*one.place, str(one))
        if one.keyword != "then" and is_soft(one.function):
            reason = (
                "Only a Then can be soft: what comes after a failed Given or When means nothing."
            )
            remedy = "Take @soft away, or give the check a @then of its own."
            yield Problem(*place, reason, remedy, "soft-step")
        if inspect.iscoroutinefunction(one.function) or inspect.isasyncgenfunction(one.function):
            reason = "The step function is async; nothing awaits it, so it would not run."
            remedy = "Write it with def, and use the synchronous API of what it calls."
            yield Problem(*place, reason, remedy, "async-step")

"""What stands below a step, a data table or a doc string, held against what its function takes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from sayso.gherkin.document import Ast, FeatureDocument
from sayso.gherkin.problems import Problem
from sayso.steps.definition import BELOW, StepDefinition
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

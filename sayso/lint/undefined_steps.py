"""Steps that no definition fits, or more than one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sayso.gherkin.document import Ast, Example
from sayso.gherkin.problems import Problem
from sayso.steps.definition import KEYWORDS, Keyword, StepDefinition
from sayso.text import plural

if TYPE_CHECKING:
    from sayso.steps.pattern import Written

UNREADABLE = frozenset({"placeholder", "empty-step"})  # what such a step says is not known yet
OUT_OF_REACH = (
    "Move it to the top level of a module in steps/, or of a conftest.py above this file."
)


class Unbound(NamedTuple):
    """A step of an example's pickle, and the definitions that fit."""

    example: Example
    step: Ast
    found: tuple[StepDefinition, ...]

    @property
    def line(self) -> int:
        """Where the step stands, for all rows of an outline."""
        return int(self.example.document.node_of(self.step)["location"]["line"])

    @property
    def template(self) -> str:
        """The step as it is written, with the placeholders of an outline."""
        return str(self.example.document.node_of(self.step)["text"])


def lines_that_say_nothing(problems: Iterable[Problem]) -> set[int]:
    """The lines of steps whose text has to be mended first."""
    errors = (problem for problem in problems if problem.severity == "error")
    return {problem.line for problem in errors if problem.rule in UNREADABLE}


def unbound_problems(
    unbound: Iterable[Unbound],
    definitions: Sequence[StepDefinition],
    hidden: Sequence[StepDefinition] = (),
) -> Iterator[Problem]:
    """One problem for a line of a document, however many rows of an outline share it.

    The `hidden` definitions are all of the project, those that no feature can see among them.
    """
    by_line: dict[tuple[int, bool], dict[str, Unbound]] = {}
    for step in unbound:
        by_line.setdefault((step.line, bool(step.found)), {}).setdefault(step.step["text"], step)
    for texts in by_line.values():
        yield _problem(list(texts.values()), definitions, hidden)


def _problem(
    alike: Sequence[Unbound],
    definitions: Sequence[StepDefinition],
    hidden: Sequence[StepDefinition],
) -> Problem:
    from sayso.steps import suggestions as advice  # most runs need none

    first = alike[0]
    document, text = first.example.document, first.step["text"]
    keyword = KEYWORDS.get(first.step["type"])
    argument = first.step.get("argument", {})
    reason, remedy = (
        advice.ambiguous(first.found)
        if first.found
        else _out_of_reach(keyword, text, hidden)
        or advice.undefined(keyword, text, definitions, argument, _written(alike))
    )
    if first.template != text:
        reason = f"{reason}\n{_row(first, len(alike) - 1)}"
    rule = "ambiguous-step" if first.found else "undefined-step"
    runs = first.found and all(one.first_wins for one in first.found)
    return document.problem(first.line, reason, remedy, rule, "warning" if runs else "error")


def _out_of_reach(
    keyword: Keyword | None, text: str, hidden: Iterable[StepDefinition]
) -> tuple[str, str] | None:
    """The reason and the remedy for a step that is defined where the file does not see it."""
    for definition in hidden:
        same_keyword = definition.keyword in (None, keyword or definition.keyword)
        if same_keyword and definition.matches(text):
            reason = f"It is defined in {definition.location}, which this file does not see."
            return reason, OUT_OF_REACH
    return None


def _written(alike: Sequence[Unbound]) -> Written:
    """The step of an outline with what these rows put in for its placeholders."""
    from sayso.steps.pattern import Written

    values: dict[str, list[str]] = {}
    for step in alike:
        for column, value in step.example.row:
            values.setdefault(column, []).append(value)
    return Written(alike[0].template, values)


def _row(step: Unbound, more: int) -> str:
    others = f" (and {plural(more, 'more row')})" if more else ""
    return f"With the row in line {step.example.line}: {step.step['text']}{others}"

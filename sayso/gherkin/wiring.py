"""Steps that ask for something nobody gives them."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.gherkin.collecting import ScenarioItem
from sayso.gherkin.document import Ast
from sayso.gherkin.problems import Problem
from sayso.gherkin.pytest_bdd_private import has_fixture
from sayso.gherkin.rendering import step_nodes
from sayso.sentences.advice import shown
from sayso.sentences.definition import Match, StepDefinition

_ARGUMENTS = {
    "datatable": ("dataTable", "a data table"),
    "docstring": ("docString", "a doc string"),
}


def wiring_problems(item: ScenarioItem) -> Iterator[Problem]:
    """A problem for each step whose function takes what no fixture and no earlier step gives."""
    given: set[str] = set()
    for step, match in zip(item.example.pickle["steps"], item.matches, strict=True):
        if match is None:
            continue
        for name in match.definition.needs:
            reason = _missing(name, step, given, item)
            if reason:
                yield _problem(item, step, match, name, reason)
        if match.definition.gives:
            given.add(match.definition.gives)


def _missing(name: str, step: Ast, given: set[str], item: ScenarioItem) -> str:
    if name in _ARGUMENTS:
        key, what = _ARGUMENTS[name]
        return (
            "" if key in step.get("argument", {}) else f"{what}, and there is none below the step"
        )
    if name in given or has_fixture(item, name):
        return ""
    return f'"{name}", which is no fixture and which no step before it gives'


def _problem(item: ScenarioItem, step: Ast, match: Match, name: str, reason: str) -> Problem:
    document = item.example.document
    node = step_nodes(document)[step["astNodeIds"][0]]
    line = node["location"]["line"]
    reason = f"The step's function ({match.definition.location}) takes {reason}."
    givers = [each for each in item.sentences.definitions if each.gives == name]
    return Problem(
        document.uri, line, document.line(line), reason, _remedy(name, givers), "not-given"
    )


def _remedy(name: str, givers: list[StepDefinition]) -> str:
    if name in _ARGUMENTS:
        return "Put it below the step, or use another sentence."
    if givers:
        sentences = "\n".join(f"  {shown(each)} ({each.location})" for each in givers)
        return f"These sentences give it; put one of them before:\n{sentences}"
    return f'Write a fixture "{name}", or a step with target_fixture="{name}".'

"""Steps that ask for something nobody gives them."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.gherkin.document import Ast
from sayso.gherkin.problems import Problem
from sayso.lint.step_functions import argument_problems
from sayso.runner.pytest_bdd import has_fixture, step_function
from sayso.runner.scenario_item import ScenarioItem
from sayso.steps.definition import BELOW, StepDefinition, argument_names
from sayso.steps.suggestions import definition_text


def missing_fixture_problems(item: ScenarioItem) -> Iterator[Problem]:
    """A problem for each step whose function takes what nobody gives, or not what it is given."""
    given: set[str] = set()
    nodes = item.example.document.steps
    for step, match in zip(item.example.pickle["steps"], item.matches, strict=True):
        if match is None:  # what it would give to the steps after it, nobody knows
            return
        definition, node = match.definition, nodes[step["astNodeIds"][0]]
        if not match.ambiguous:
            yield from argument_problems(item.example.document, node, definition, _takes)
        for name in match.needs:
            if not (name in given or name in BELOW.values() or has_fixture(item, name)):
                yield _problem(item, node, definition, name)
        if definition.gives:
            given.add(definition.gives)


def _takes(definition: StepDefinition) -> frozenset[str]:
    return step_function(definition.function).takes


def _problem(item: ScenarioItem, node: Ast, definition: StepDefinition, name: str) -> Problem:
    document, line = item.example.document, node["location"]["line"]
    missing = f'"{name}", which is no fixture and which no step before it gives'
    reason = f"The step's function ({definition.location}) takes {missing}."
    givers = [each for each in item.registry.definitions if each.gives == name]
    lost = sorted(argument_names(definition.context.parser) - _takes(definition))
    remedy = _meant(lost) if lost else _remedy(name, givers)
    return Problem(document.uri, line, document.line(line), reason, remedy, "missing-fixture")


def _meant(lost: list[str]) -> str:
    """What to do when the sentence has values under names that the function does not take."""
    names = " and ".join(f'"{each}"' for each in lost)
    return f"The sentence gives {names}, which the function does not take. Did you mean that?"


def _remedy(name: str, givers: list[StepDefinition]) -> str:
    if givers:
        sentences = "\n".join(f"  {definition_text(each)} ({each.location})" for each in givers)
        return f"These sentences give it; put one of them before:\n{sentences}"
    return f'Write a fixture "{name}", or a step with target_fixture="{name}".'

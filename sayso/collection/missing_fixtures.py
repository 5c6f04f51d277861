"""Steps that ask for something nobody gives them."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.gherkin.document import Ast
from sayso.gherkin.problems import Problem
from sayso.lint.step_functions import argument_problems
from sayso.runner.pytest_bdd import has_fixture, step_function
from sayso.runner.scenario_item import ScenarioItem
from sayso.steps.definition import BELOW, StepDefinition, argument_names


def missing_fixture_problems(item: ScenarioItem) -> Iterator[Problem]:
    """A problem for each step whose function takes what nobody gives, or not what it is given."""
    given: set[str] = set()
    document = item.example.document
    for step, match in zip(item.example.pickle["steps"], item.matches, strict=True):
        if match is None:  # what it would give to the steps after it, nobody knows
            return
        definition, node = match.definition, document.node_of(step)
        if not match.ambiguous:
            yield from argument_problems(document, node, definition, _takes)
        for name in match.needs:
            if not (name in given or name in BELOW.values() or has_fixture(item, name)):
                yield _problem(item, node, definition, name)
        if definition.gives:
            given.add(definition.gives)


def _takes(definition: StepDefinition) -> frozenset[str]:
    return step_function(definition.function).takes


def _problem(item: ScenarioItem, node: Ast, definition: StepDefinition, name: str) -> Problem:
    provider = "no fixture or earlier step (target_fixture) provides it"
    reason = f'fixture "{name}" not found: {provider}; {definition.location} takes it.'
    givers = [each for each in item.registry.definitions if each.gives == name]
    lost = sorted(argument_names(definition.context.parser) - _takes(definition))
    if lost:
        remedy = f"The pattern has {' and '.join(lost)} instead. Did you mean that?"
    elif givers:
        steps = "\n".join(f"  {each} ({each.location})" for each in givers)
        remedy = f"Put one of these steps before:\n{steps}"
    else:
        remedy = f'Write a fixture "{name}", or a step with target_fixture="{name}".'
    return item.example.document.problem(node, reason, remedy, "missing-fixture")

"""Which sentences the feature files of a folder can use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sayso.runner.pytest_bdd import step_contexts, step_function, visible_step_contexts
from sayso.steps.definition import StepDefinition, define
from sayso.steps.registry import StepRegistry

INDEXES = pytest.StashKey[dict[object, StepRegistry]]()
SHARED = pytest.StashKey[dict[tuple[StepDefinition, ...], StepRegistry]]()
DEFINITIONS = pytest.StashKey[dict[int, StepDefinition]]()


def registry_for(node: pytest.Collector) -> StepRegistry:
    """The index for a feature file; all files of a folder share one, and equal ones are the same.

    A definition in a conftest.py nearer to the file replaces one of the same keyword and pattern
    further away, as pytest does with fixtures.
    """
    folder = node.parent or node.session
    indexes = node.session.stash.setdefault(INDEXES, {})
    if folder not in indexes:
        definitions = _visible(node)
        shared = node.session.stash.setdefault(SHARED, {})
        if definitions not in shared:
            shared[definitions] = StepRegistry(definitions)
        indexes[folder] = shared[definitions]
    return indexes[folder]


def all_definitions(session: pytest.Session) -> list[StepDefinition]:
    """Every definition that a collected feature file could have used."""
    return list(session.stash.get(DEFINITIONS, {}).values())


def definitions_elsewhere(root: Path) -> Iterator[StepDefinition]:
    """The definitions of the project, whoever sees them."""
    for _, context in step_contexts():
        definition = define(context, root, _required)
        file = root / definition.location.rpartition(":")[0]
        if definition.is_own and file.is_file():  # and is not another project's in this process
            yield definition


def _visible(node: pytest.Collector) -> tuple[StepDefinition, ...]:
    known = node.session.stash.setdefault(DEFINITIONS, {})
    nearest: dict[tuple[str | None, str, type], str] = {}
    found: list[tuple[str, StepDefinition]] = []
    for base, context in visible_step_contexts(node):
        if id(context) not in known:
            known[id(context)] = define(context, node.config.rootpath, _required)
        nearest[_sentence(known[id(context)])] = base
        found.append((base, known[id(context)]))
    return tuple(dict.fromkeys(each for base, each in found if nearest[_sentence(each)] == base))


def _required(function: Callable[..., object]) -> tuple[str, ...]:
    return step_function(function).requires


def _sentence(definition: StepDefinition) -> tuple[str | None, str, type]:
    return definition.keyword, definition.pattern, type(definition.context.parser)

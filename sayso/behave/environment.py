"""Hooks and fixtures: behave's `environment.py` around features, scenarios and steps."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from pytest_bdd.parser import Feature, Scenario, Step

from sayso.behave.context import Context
from sayso.behave.matchers import DEFINITIONS
from sayso.behave.substeps import execute_steps
from sayso.collection.modules import place_module
from sayso.settings import Settings

SUBMODULES = ("matchers", "model", "runner")


@pytest.fixture(scope="session")
def _behave_all(request: pytest.FixtureRequest) -> Iterator[Context]:
    context = Context()
    context.execute_steps = partial(execute_steps, context)
    with _around(_environment(request.config), "all", context):
        yield context


@pytest.fixture(scope="module")
def _behave_feature(_behave_all: Context, request: pytest.FixtureRequest) -> Iterator[Context]:
    document = getattr(request.node, "document", None)
    feature = SimpleNamespace(**_said(document.feature)) if document else SimpleNamespace()
    hooks = _environment(request.config)
    with (
        _layer(_behave_all, feature=feature),
        _tagged(hooks, _behave_all, feature),
        _around(hooks, "feature", _behave_all, feature),
    ):
        yield _behave_all


@pytest.fixture
def behave_context(_behave_feature: Context, request: pytest.FixtureRequest) -> Iterator[Context]:
    """The `context` of behave, for the steps of a scenario."""
    example = getattr(request.node, "example", None)
    scenario = SimpleNamespace(**_said(example.scenario)) if example else SimpleNamespace()
    tags = [tag[1:] for tag in example.tags] if example else []
    if example:
        scenario.name, scenario.effective_tags = example.name, tags
    hooks = _environment(request.config)
    with (
        _layer(_behave_feature, scenario=scenario, tags=set(tags), failed=False),
        _tagged(hooks, _behave_feature, scenario),
        _around(hooks, "scenario", _behave_feature, scenario),
    ):
        yield _behave_feature


def pytest_bdd_before_step(
    request: pytest.FixtureRequest, feature: Feature, scenario: Scenario, step: Step
) -> None:
    """`before_step` of environment.py."""
    del feature, scenario
    _of_step("before_step", request, step)


def pytest_bdd_after_step(
    request: pytest.FixtureRequest, feature: Feature, scenario: Scenario, step: Step
) -> None:
    """`after_step` of environment.py."""
    del feature, scenario
    _of_step("after_step", request, step)


def _of_step(name: str, request: pytest.FixtureRequest, step: Step) -> None:
    hook = getattr(_environment(request.config), name, None)
    if hook is not None:
        hook(request.getfixturevalue("behave_context"), step)


@pytest.hookimpl(wrapper=True)
def pytest_sessionstart(session: pytest.Session) -> Generator[None]:
    """Before step modules are loaded: they import `behave`, and each other."""
    sys.modules["behave"] = sys.modules["sayso.behave"]
    for name in SUBMODULES:  # once under both names, so that they share what they know
        sys.modules[f"behave.{name}"] = importlib.import_module(f"sayso.behave.{name}")
    for folder in (*Settings.of(session.config).features, *Settings.of(session.config).steps):
        sys.path.insert(0, str(folder))
    yield
    place_module(session.config, DEFINITIONS)


def _environment(config: pytest.Config) -> ModuleType | None:
    """The suite's environment.py, if it has one beside its features."""
    folders = Settings.of(config).features
    if not any((folder / "environment.py").is_file() for folder in folders):
        return None
    return importlib.import_module("environment")


@contextmanager
def _around(hooks: ModuleType | None, what: str, context: Context, *about: Any) -> Iterator[None]:
    before: Any = getattr(hooks, f"before_{what}", None)
    after: Any = getattr(hooks, f"after_{what}", None)
    if before is not None:
        before(context, *about)
    try:
        yield
    finally:
        if after is not None:
            after(context, *about)


@contextmanager
def _tagged(hooks: ModuleType | None, context: Context, node: Any) -> Iterator[None]:
    """`before_tag` and `after_tag`, for each of the node's own tags."""
    before: Any = getattr(hooks, "before_tag", None)
    after: Any = getattr(hooks, "after_tag", None)
    for tag in getattr(node, "tags", ()) if before else ():
        before(context, tag)
    try:
        yield
    finally:
        for tag in getattr(node, "tags", ()) if after else ():
            after(context, tag)


@contextmanager
def _layer(context: Context, **attributes: Any) -> Iterator[None]:
    vars(context)["_layers"].append(attributes)
    try:
        yield
    finally:
        vars(context)["_layers"].pop()


def _said(node: Mapping[str, Any]) -> dict[str, Any]:
    """What a hook reads of a feature or scenario."""
    tags = [tag["name"][1:] for tag in node["tags"]]
    description = node.get("description", "").strip().splitlines()
    return {"name": node["name"], "tags": tags, "description": description}

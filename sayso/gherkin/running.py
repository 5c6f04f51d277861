"""Runs the steps of a scenario through pytest-bdd's executor and its hooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from sayso.gherkin.identity import ScenarioFacts
from sayso.gherkin.pytest_bdd_private import execute_step
from sayso.gherkin.rendering import render

if TYPE_CHECKING:
    from sayso.gherkin.collecting import ScenarioItem


class UndefinedStepError(Exception):
    """A step has no definition; only reached when collection errors were overruled."""


def run_scenario(request: pytest.FixtureRequest) -> None:
    """The body of every scenario: its steps in order, until one fails."""
    __tracebackhide__ = True
    item = cast("ScenarioItem", request.node)
    scenario = render(item.example)
    hook, feature = item.ihook, scenario.feature
    hook.pytest_bdd_before_scenario(request=request, feature=feature, scenario=scenario)
    try:
        for step, match in zip(scenario.steps, item.matches, strict=True):
            item.current_step += 1
            if match is None:
                error = UndefinedStepError(f"{step.keyword} {step.name}: nobody defined this step")
                hook.pytest_bdd_step_func_lookup_error(
                    request=request, feature=feature, scenario=scenario, step=step, exception=error
                )
                raise error
            execute_step(request, scenario, step, match.definition.context)
    finally:
        hook.pytest_bdd_after_scenario(request=request, feature=feature, scenario=scenario)


@pytest.fixture
def scenario(request: pytest.FixtureRequest) -> ScenarioFacts:
    """What is running: its name, place, tags, stable id, seed, and correlation id."""
    item = cast("ScenarioItem", request.node)
    return ScenarioFacts.of(item.example, item.name, max(item.attempt, 0))

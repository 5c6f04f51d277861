"""Runs the steps of a scenario through pytest-bdd's executor and its hooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from sayso.gherkin.failing import failure_of
from sayso.gherkin.identity import ScenarioFacts
from sayso.gherkin.pytest_bdd_private import Scenario, Step, execute_step
from sayso.gherkin.rendering import render
from sayso.gherkin.soft_failures import StepFailure, as_one
from sayso.sentences.definition import Match

if TYPE_CHECKING:
    from sayso.gherkin.collecting import ScenarioItem


class UndefinedStepError(Exception):
    """A step has no definition; only reached when collection errors were overruled."""


def run_scenario(request: pytest.FixtureRequest) -> None:
    """The body of every scenario: its steps in order, until one fails that is not soft."""
    __tracebackhide__ = True
    item = cast("ScenarioItem", request.node)
    scenario = render(item.example)
    hook, feature = item.ihook, scenario.feature
    hook.pytest_bdd_before_scenario(request=request, feature=feature, scenario=scenario)
    item.under_way = True
    try:
        _run_steps(request, item, scenario)
    finally:
        item.under_way = False
        hook.pytest_bdd_after_scenario(request=request, feature=feature, scenario=scenario)


def _run_steps(request: pytest.FixtureRequest, item: ScenarioItem, scenario: Scenario) -> None:
    """Raises what the failed steps come to, also when a later step would skip the scenario."""
    __tracebackhide__ = True
    failures: list[StepFailure] = []
    try:
        for step, match in zip(scenario.steps, item.matches, strict=True):
            item.current_step += 1
            error = _run_step(request, scenario, step, match)
            if error is not None:
                item.failed_softly.append(item.current_step)
                failures.append(failure_of(item.example, item.current_step, error))
    except pytest.exit.Exception:
        raise
    except (Exception, pytest.fail.Exception, pytest.skip.Exception) as ending:
        if not failures:
            raise
        last = failure_of(item.example, item.current_step, ending)
        raise as_one([*failures, last]) from None
    item.current_step = -1
    if failures:
        raise as_one(failures)


def _run_step(
    request: pytest.FixtureRequest, scenario: Scenario, step: Step, match: Match | None
) -> AssertionError | None:
    __tracebackhide__ = True
    if match is not None:
        return execute_step(request, scenario, step, match.definition.context)
    error = UndefinedStepError(f"{step.keyword} {step.name}: nobody defined this step")
    request.node.ihook.pytest_bdd_step_func_lookup_error(
        request=request, feature=scenario.feature, scenario=scenario, step=step, exception=error
    )
    raise error


@pytest.fixture
def scenario(request: pytest.FixtureRequest) -> ScenarioFacts:
    """What is running: its name, place, tags, stable id, seed, and correlation id."""
    item = cast("ScenarioItem", request.node)
    return ScenarioFacts.of(item.example, item.name, max(item.attempt, 0))

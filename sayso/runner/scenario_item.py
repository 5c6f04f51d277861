"""A scenario as a test item, and the execution of its steps through pytest-bdd and its hooks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sayso.gherkin.document import Example
from sayso.outcomes import not_run
from sayso.runner.pytest_bdd import (
    Scenario,
    Step,
    execute_step,
    fill_initial_fixtures,
    normalise_node_id,
    request_of,
)
from sayso.runner.pytest_bdd_model import render
from sayso.runner.scenario_info import ScenarioInfo
from sayso.runner.system_end import explained
from sayso.runner.traceback import failure_of, shorten_pages, told, user_frames
from sayso.steps.definition import Match
from sayso.steps.registry import StepRegistry
from sayso.steps.soft import StepFailure, StepsError, as_one


class UndefinedStepError(Exception):
    """A step has no definition; only reached when collection errors were overruled."""


class ScenarioItem(pytest.Function):
    """One example as a test; `matches` stands beside the steps of the example's pickle."""

    def __init__(
        self,
        *,
        example: Example,
        matches: list[Match | None],
        registry: StepRegistry,
        callspec: Any,
        **rest: Any,
    ) -> None:
        # It takes no `request`, which pytest would make a fixture of for each scenario.
        def scenario() -> None:
            __tracebackhide__ = True
            run_scenario(self)

        super().__init__(callobj=scenario, callspec=callspec, **rest)
        normalise_node_id(self)
        self.example = example
        self.matches = matches
        self.registry = registry
        self.attempt = -1
        self.current_step = -1  # none is running
        self.executing = False  # what is reported meanwhile are subtests, and no phases
        self.soft_failures: list[int] = []
        self.not_automated = ""  # why nothing can be run, when that is no problem

    def setup(self) -> None:
        """Set up what every scenario needs; a step's own fixtures wait for the step."""
        __tracebackhide__ = True
        self.attempt += 1
        # pytest looks for it at each call; other folders' conftest.py files are not asked
        self.step_hook = self.ihook
        self.current_step = -1
        self.soft_failures = []
        if self.not_automated or not self.matches:
            not_run(f"not automated: {self.not_automated or 'no steps'}")
        fill_initial_fixtures(self)

    def explained(self, error: BaseException) -> BaseException:
        """What to tell in place of an error."""
        return explained(self, error)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The failure without the machinery, and the story up to the step that failed."""
        del style  # pytest decides by --tb
        shown = self._shown(excinfo)
        if hasattr(shown, "addsection"):
            several = excinfo.value if isinstance(excinfo.value, StepsError) else None
            for each in several.failures[1:] if several else ():
                error = pytest.ExceptionInfo.from_exception(each.error)
                shown.addsection(each.step, str(self._shown(error)), "-")
            failed = {*self.soft_failures, self.current_step}
            shown.addsection("scenario", "\n".join(told(self.example, failed)), "-")
        return shown

    def _shown(self, excinfo: pytest.ExceptionInfo[BaseException]) -> Any:
        if not self.config.getoption("fulltrace", False):
            excinfo.traceback = user_frames(excinfo)
        shown = super().repr_failure(excinfo)
        shorten_pages(shown)
        return shown

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where a reader finds this scenario."""
        return self.path, self.example.line - 1, self.example.identity.partition("::")[2]


def run_scenario(item: ScenarioItem) -> None:
    """The body of every scenario: its steps in order, until one fails that is not soft."""
    __tracebackhide__ = True
    request, scenario = request_of(item), render(item.example)
    hook, feature = item.step_hook, scenario.feature
    hook.pytest_bdd_before_scenario(request=request, feature=feature, scenario=scenario)
    item.executing = True
    try:
        _run_steps(request, item, scenario)
    finally:
        item.executing = False
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
                item.soft_failures.append(item.current_step)
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
def scenario(request: pytest.FixtureRequest) -> ScenarioInfo:
    """What is running: its name, place, tags, stable id, seed, and correlation id."""
    return info_of(request.node)


def info_of(item: pytest.Item) -> ScenarioInfo:
    """The facts of a scenario's attempt, or of a plain test."""
    if not isinstance(item, ScenarioItem):
        return ScenarioInfo.of_test(item)
    return ScenarioInfo.of(item.example, item.name, max(item.attempt, 0))

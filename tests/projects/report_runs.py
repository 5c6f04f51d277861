"""Made-up runs: a feature and what became of its scenarios, without running anything."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sayso.gherkin.document import FeatureDocument
from sayso.report.model import Attempt, Failure, FeatureRun, Outcome, Run, StepRun
from sayso.report.outcome import State

DAY = 24 * 3600 * 1_000_000_000
URI = "features/shop/paying.feature"


def attempt(state: State, message: str = "it broke") -> Attempt:
    """An attempt with one step that ends in this state."""
    failed = state is State.FAILS
    failure = Failure("AssertionError", message, "Traceback") if failed else None
    statuses = {State.WORKS: "PASSED", State.FAILS: "FAILED", State.SKIPPED: "SKIPPED"}
    step = StepRun(statuses[state], 1_000_000, message if not failure else "", failure)
    return Attempt("case", "", 0, [step], finished_ns=5_000_000)


def attempts(state: State) -> list[Attempt]:
    if not state.tried:
        return []
    if state is State.FLAKY:
        return [attempt(State.FAILS), attempt(State.WORKS)]
    return [attempt(state)]


def made_run(
    states: Mapping[str, State], day: int = 1, uri: str = URI, commit: str = "", more: str = ""
) -> Run:
    """A run on a day with a scenario of one step for each name, or with more lines of steps."""
    lines = (f"  Scenario: {name}\n    Given {name} happens\n    {more}\n" for name in states)
    scenarios = "".join(lines)
    document = FeatureDocument.of(f"Feature: Paying\n{scenarios}", uri, Path(uri))
    outcomes = {
        example.pickle["id"]: Outcome(
            example,
            attempts=attempts(states[example.name]),
            deselected=states[example.name] is State.DESELECTED,
        )
        for example in document.examples
    }
    return Run(
        circumstances={"commit": commit},
        started_ns=day * DAY,
        finished_ns=day * DAY + 1,
        success=State.FAILS not in states.values(),
        features=[FeatureRun(document, outcomes)],
    )


def outcome_of(run: Run, name: str) -> Outcome:
    return next(each for each in run.outcomes if each.example.name == name)

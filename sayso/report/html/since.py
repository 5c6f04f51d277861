"""Since when a scenario is as it is, in words."""

from __future__ import annotations

from sayso.report.changes import flaky_runs, streak
from sayso.report.history import History
from sayso.report.html.wording import day
from sayso.report.model import Outcome
from sayso.report.outcome import State


def since(outcome: Outcome, history: History) -> str:
    """ "fails since 20 Nov 2026, 3 runs", "new", or nothing where nothing is known."""
    if not history.runs:
        return ""
    if outcome.state is State.FLAKY:
        flaky, runs = flaky_runs(outcome, history)
        return f"needed another try in {flaky} of {runs} runs"
    bad = streak(outcome, history)
    if not bad.tried_before:
        return "never run before"
    if not bad.runs:
        return f"{outcome.state.word} for the first time"
    first = bad.runs[0]
    commit = f", commit {first.commit[:8]}" if first.commit else ""
    return f"{outcome.state.word} since {day(first.started_ns)}, {len(bad.runs) + 1} runs{commit}"

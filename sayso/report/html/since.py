"""Since when a scenario is as it is, in words."""

from __future__ import annotations

from itertools import takewhile

from sayso.report.history import History, key_of
from sayso.report.html.wording import day
from sayso.report.model import Outcome
from sayso.report.outcome import State

RECENT = 20


def since(outcome: Outcome, history: History) -> str:
    """ "fails since 20 Nov 2026, 3 runs", or nothing where nothing is known."""
    if not history.runs:
        return ""
    past = list(history.states(key_of(outcome.example)))
    if outcome.state is State.FLAKY:
        recent = [State.FLAKY, *(state for _run, state in past[: RECENT - 1])]
        return f"needed another try in {recent.count(State.FLAKY)} of {len(recent)} runs"
    if not past:
        return "never run before"
    bad = [run for run, _state in takewhile(lambda found: not found[1].works, past)]
    if not bad:
        return f"{outcome.state.word} for the first time"
    commit = f", commit {bad[-1].commit[:8]}" if bad[-1].commit else ""
    return f"{outcome.state.word} since {day(bad[-1].started_ns)}, {len(bad) + 1} runs{commit}"

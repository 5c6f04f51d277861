"""When a scenario turned bad: the last good run, the first bad one, what was committed between."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

from sayso.report.commits import commits_between
from sayso.report.history import History, PastRun, key_of
from sayso.report.model import Outcome, Run
from sayso.report.outcome import State

RECENT = 10  # runs that are looked at for a change to and fro
UNSTEADY = 3  # changes among them


@dataclass(frozen=True)
class Turn:
    """From good to bad; `first_bad` is None where this run is the first one."""

    last_good: PastRun | None
    first_bad: PastRun | None
    bad_runs: int  # with this one
    commits: list[list[str]] | None  # None where they are not known


def turn_of(outcome: Outcome, history: History, run: Run) -> Turn:
    past = [*history.states(key_of(outcome.example))]
    bad = [each for each, _state in takewhile(lambda found: not found[1].works, past)]
    good = past[len(bad)][0] if len(bad) < len(past) else None
    first_bad = bad[-1] if bad else None
    last = first_bad.commit if first_bad else run.circumstances.get("commit", "")
    commits = commits_between(run.circumstances, good.commit, last) if good else None
    return Turn(good, first_bad, len(bad) + 1, commits)


def changes_to_and_fro(outcome: Outcome, history: History) -> int:
    """How often it changed between working and failing in the last runs, if often enough."""
    past = [state for _run, state in islice(history.states(key_of(outcome.example)), RECENT - 1)]
    states = [state for state in [outcome.state, *past] if state.works or state is State.FAILS]
    changed = sum(one.works != other.works for one, other in pairwise(states))
    return changed if changed >= UNSTEADY else 0

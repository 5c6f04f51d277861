"""Since when a scenario is as it is, who was at work before, and how it was lately; in words."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from sayso.report.causes import masked
from sayso.report.history import History, PastRun, key_of
from sayso.report.html.wording import day, moment
from sayso.report.model import Outcome, Run
from sayso.report.outcome import State
from sayso.report.reason import reason_of
from sayso.report.turn import Turn, changes_to_and_fro, turn_of
from sayso.text import plural

RECENT = 10
MOST_COMMITS = 5


def since(outcome: Outcome, history: History, run: Run) -> str:
    """ "fails since 20 Nov 2026, 3 runs", or nothing where nothing is known."""
    if not history.runs:
        return ""
    past = [*history.states(key_of(outcome.example))]
    if outcome.state is State.FLAKY:
        recent = [State.FLAKY, *(state for _run, state in past[: RECENT - 1])]
        return f"needed another try in {recent.count(State.FLAKY)} of {len(recent)} runs"
    if not outcome.state.tried:
        return _last_seen(past, key_of(outcome.example))
    if not past:
        return "never run before"
    turn, word = turn_of(outcome, history, run), outcome.state.word
    if turn.first_bad is None:
        return f"{word} for the first time{_worked(turn)}"
    at = f"{day(turn.first_bad.started_ns)}, {turn.bad_runs} runs{_commit(turn.first_bad)}"
    return f"{word} since {at}{_worked(turn)}{_other(outcome, past[0][0])}"


def _other(outcome: Outcome, last: PastRun) -> str:
    """The reason of the last time, where it was another one."""
    before = last.reasons.get(key_of(outcome.example), "")
    same = not before or masked(before) == masked(reason_of(outcome))
    return "" if same else f"; for another reason last time: {before}"


def _last_seen(past: list[tuple[PastRun, State]], key: str) -> str:
    if not past:
        return "never looked at"
    run, state = past[0]
    why = f": {run.reasons[key]}" if key in run.reasons else ""
    return f"{state.word} when last looked at, on {moment(run.started_ns)}{_commit(run)}{why}"


def _worked(turn: Turn) -> str:
    good = turn.last_good
    return f"; worked last on {moment(good.started_ns)}{_commit(good)}" if good else ""


def _commit(run: PastRun) -> str:
    changed = " with changes" if run.dirty else ""
    return f", commit {run.commit[:8]}{changed}" if run.commit else ""


def suspects(outcome: Outcome, history: History, run: Run) -> str:
    """What was committed between the last good run and the first bad one, and by whom."""
    turn = turn_of(outcome, history, run)
    commits = turn.commits
    if commits is None:
        return ""
    if not commits:
        dirty = turn.first_bad.dirty if turn.first_bad else run.circumstances.get("dirty")
        if dirty:
            return "only changes that are not committed"
        return "nothing was committed in between"
    shown = ", ".join(
        f"“{subject}” ({author})" for _commit, author, subject in commits[:MOST_COMMITS]
    )
    more = f" and {len(commits) - MOST_COMMITS} more" if len(commits) > MOST_COMMITS else ""
    return f"{plural(len(commits), 'commit')} in between: {shown}{more}"


def unsteady(outcome: Outcome, history: History) -> str:
    """A scenario that works and fails in turn, without being tried twice in a run."""
    changed = changes_to_and_fro(outcome, history)
    return f"changed {changed} times between working and failing lately" if changed else ""


class Mark(NamedTuple):
    """A scenario in one of the last runs, for the strip beside it."""

    state: State
    title: str


def strip(outcome: Outcome, history: History) -> list[Mark]:
    """The last runs that tried a scenario, the oldest first; none where all are alike."""
    key = key_of(outcome.example)
    past = [*islice(history.states(key), RECENT - 1)]
    marks = [_mark(run, state, run.reasons.get(key, "")) for run, state in reversed(past)]
    if outcome.state.tried:
        marks.append(Mark(outcome.state, f"this run: {outcome.state.word}"))
    return marks if len({mark.state for mark in marks}) > 1 else []


def _mark(run: PastRun, state: State, reason: str) -> Mark:
    why = f": {reason}" if reason else ""
    return Mark(state, f"{moment(run.started_ns)}{_commit(run)}: {state.word}{why}")

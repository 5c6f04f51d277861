"""What earlier runs tell of a scenario: since when it is so, who was at work, how it was lately."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise, takewhile
from typing import NamedTuple

from sayso.report.causes import masked
from sayso.report.commits import commits_between
from sayso.report.history import History, PastRun, key_of
from sayso.report.html.wording import day, moment
from sayso.report.model import Outcome, Run
from sayso.report.outcome import State
from sayso.report.reason import behind, reason_of
from sayso.text import plural

RECENT = 10  # runs that are looked at, with this one
UNSTEADY = 3  # changes to and fro among them
MOST_COMMITS = 5
ONLY_CHANGES = "only changes that are not committed"
NO_COMMIT = "nothing was committed in between"


class Mark(NamedTuple):
    """A scenario in one of the last runs, for the strip beside it."""

    state: State
    title: str


class Past:
    """The past of one scenario; each sentence is worked out when it is first asked for."""

    def __init__(self, outcome: Outcome, history: History, run: Run) -> None:
        self._outcome = outcome
        self._run = run
        self._key = key_of(outcome.example)
        self._runs = [*history.states(self._key)]  # those that tried it, the latest first
        self._is_first = not history.runs

    @cached_property
    def _bad(self) -> list[PastRun]:
        """The runs without a break in which it did not work either, the latest first."""
        return [run for run, _state in takewhile(lambda found: not found[1].works, self._runs)]

    @property
    def bad_runs(self) -> int:
        """How many, with this one."""
        return len(self._bad) + 1

    @property
    def _last_good(self) -> PastRun | None:
        return self._runs[len(self._bad)][0] if len(self._bad) < len(self._runs) else None

    @property
    def sentences(self) -> list[str]:
        """What is worth telling beside a scenario in this state."""
        state = self._outcome.state
        told = (
            self.since if state.needs_attention or not state.tried else "",
            self.suspects if state is State.FAILS else "",
            self.unsteady,
        )
        return [sentence for sentence in told if sentence]

    @cached_property
    def since(self) -> str:
        """ "fails since 20 Nov 2026, 3 runs", or nothing where nothing is known."""
        if self._is_first:
            return ""
        state = self._outcome.state
        if state is State.FLAKY:
            recent = [State.FLAKY, *(before for _run, before in self._runs[: RECENT - 1])]
            return f"needed another try in {recent.count(State.FLAKY)} of {len(recent)} runs"
        if not state.tried:
            return self._last_seen()
        if not self._runs:
            return "never run before"
        if not self._bad:
            return f"{state.word} for the first time{self._worked()}"
        first = self._bad[-1]
        at = f"{day(first.started_ns)}, {self.bad_runs} runs{_commit(first)}"
        return f"{state.word} since {at}{self._worked()}{self._other_reason()}"

    def _last_seen(self) -> str:
        if not self._runs:
            return "never looked at"
        run, state = self._runs[0]
        why = f": {run.reasons[self._key]}" if self._key in run.reasons else ""
        return f"{state.word} when last looked at, on {moment(run.started_ns)}{_commit(run)}{why}"

    def _worked(self) -> str:
        good = self._last_good
        return f"; worked last on {moment(good.started_ns)}{_commit(good)}" if good else ""

    def _other_reason(self) -> str:
        """The reason of the last time, where it was another one."""
        before = self._runs[0][0].reasons.get(self._key, "")
        # A known bug gives its excuse as the reason; what it failed with stands behind it.
        telling = self._outcome.telling
        now = (telling and behind(telling.culprit)) or reason_of(self._outcome)
        same = not before or masked(before) == masked(now)
        return "" if same else f"; for another reason last time: {before}"

    @cached_property
    def suspects(self) -> str:
        """What was committed between the last good run and the first bad one, and by whom."""
        good, about = self._last_good, self._run.circumstances
        commit = self._bad[-1].commit if self._bad else about.get("commit", "")
        commits = commits_between(about, good.commit, commit) if good else None
        if commits is None:
            return ""
        if not commits:
            dirty = self._bad[-1].dirty if self._bad else about.get("dirty")
            return ONLY_CHANGES if dirty else NO_COMMIT
        shown = ", ".join(
            f"“{subject}” ({author})" for _commit, author, subject in commits[:MOST_COMMITS]
        )
        more = f" and {len(commits) - MOST_COMMITS} more" if len(commits) > MOST_COMMITS else ""
        return f"{plural(len(commits), 'commit')} in between: {shown}{more}"

    @cached_property
    def unsteady(self) -> str:
        """That it works and fails in turn, without being tried twice in a run."""
        recent = [self._outcome.state, *(state for _run, state in self._runs[: RECENT - 1])]
        states = [state for state in recent if state.works or state is State.FAILS]
        changed = sum(one.works != other.works for one, other in pairwise(states))
        if changed < UNSTEADY:
            return ""
        return f"changed {changed} times between working and failing lately"

    @cached_property
    def strip(self) -> list[Mark]:
        """The last runs that tried it, the oldest first; none where all are alike."""
        recent, now = self._runs[: RECENT - 1], self._outcome.state
        if len({*(state for _run, state in recent), *([now] if now.tried else [])}) < 2:
            return []
        marks = [_mark(run, state, run.reasons.get(self._key, "")) for run, state in recent[::-1]]
        return [*marks, Mark(now, f"this run: {now.word}")] if now.tried else marks


def _mark(run: PastRun, state: State, reason: str) -> Mark:
    why = f": {reason}" if reason else ""
    return Mark(state, f"{moment(run.started_ns)}{_commit(run)}: {state.word}{why}")


def _commit(run: PastRun) -> str:
    changed = " with changes" if run.dirty else ""
    return f", commit {run.commit[:8]}{changed}" if run.commit else ""

"""How a scenario stands: by this run if it was looked at, else by the last one that did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.report.history import History, PastRun, key_of
from sayso.report.model import UNSOLVED, Outcome, Run
from sayso.report.outcome import State, counted


@dataclass(frozen=True)
class Standing:
    """The last known state of a scenario; `run` is the earlier run it was seen in, if it was."""

    outcome: Outcome
    state: State
    run: PastRun | None = None

    @property
    def is_old(self) -> bool:
        return self.run is not None

    @property
    def is_bad(self) -> bool:
        return self.state in UNSOLVED

    @property
    def reason(self) -> str:
        """Why it was so in the earlier run."""
        return self.run.reasons.get(key_of(self.outcome.example), "") if self.run else ""


class Standings:
    """How all scenarios of a run stand."""

    def __init__(self, run: Run, history: History) -> None:
        self._of = {id(outcome): _standing(outcome, history) for outcome in run.outcomes}

    def __iter__(self) -> Iterator[Standing]:
        return iter(self._of.values())

    def of(self, outcomes: Iterable[Outcome]) -> Group:
        return Group([self._of[id(outcome)] for outcome in outcomes])

    @property
    def all(self) -> Group:
        return Group([*self])


@dataclass(frozen=True)
class Group:
    """Scenarios that are spoken of together: those of a run, a folder, a feature."""

    standings: list[Standing]

    @property
    def total(self) -> int:
        return len(self.standings)

    @property
    def looked_at(self) -> dict[State, int]:
        """The states of what this run looked at, by how often."""
        return counted(one.state for one in self.standings if not one.is_old and one.state.tried)

    @property
    def failed_before(self) -> list[Standing]:
        """What this run did not look at, and did not work when a run last did."""
        return [one for one in self.standings if one.is_old and one.is_bad]

    @property
    def never(self) -> int:
        """How many no run is known to have looked at."""
        return sum(not one.is_old and not one.state.tried for one in self.standings)

    @property
    def works(self) -> bool:
        """Whether nothing is known to be bad, and something is known of everything."""
        return not self.never and not any(one.is_bad for one in self.standings)


def _standing(outcome: Outcome, history: History) -> Standing:
    if outcome.state.tried:
        return Standing(outcome, outcome.state)
    for run, state in history.states(key_of(outcome.example)):
        return Standing(outcome, state, run)
    return Standing(outcome, outcome.state)

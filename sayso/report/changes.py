"""What is different from the runs before: what is new, what is gone."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from sayso.report.history import History, Name, fingerprint, key_of
from sayso.report.model import Outcome, Run
from sayso.report.outcome import State


@dataclass
class Changes:
    """Scenarios by what happened to them since they were last tried."""

    newly_failing: list[Outcome] = field(default_factory=list)
    newly_working: list[Outcome] = field(default_factory=list)
    new: list[Outcome] = field(default_factory=list)
    renamed: list[tuple[Name, Outcome]] = field(default_factory=list)
    removed: list[Name] = field(default_factory=list)


def changes(run: Run, history: History) -> Changes:
    found = Changes()
    for outcome in run.outcomes:
        past = next(history.states(key_of(outcome.example)), None)
        if past is None:
            found.new.append(outcome)
        elif outcome.state is State.FAILS and past[1].works:
            found.newly_failing.append(outcome)
        elif outcome.state.works and past[1] is State.FAILS:
            found.newly_working.append(outcome)
    _match_renamed(found, _gone(run, history))
    return found


def _gone(run: Run, history: History) -> list[Name]:
    """What the last run tried and no file of the same folders holds any more."""
    if not history.runs:
        return []
    present = {key_of(outcome.example) for outcome in run.outcomes}
    folders = {feature.folder for feature in run.features}
    names = [history.names[key] for key in history.runs[-1].states if key not in present]
    return [name for name in names if str(PurePosixPath(name.uri).parent) in folders]


def _match_renamed(found: Changes, gone: list[Name]) -> None:
    """A scenario that went while one with the same steps came was renamed."""
    twins: dict[str, deque[Outcome]] = {}
    for outcome in found.new if gone else ():
        twins.setdefault(fingerprint(outcome.example), deque()).append(outcome)
    for name in gone:
        if twins.get(name.steps):
            found.renamed.append((name, twins[name.steps].popleft()))
        else:
            found.removed.append(name)
    renamed = {id(outcome) for _name, outcome in found.renamed}
    found.new = [outcome for outcome in found.new if id(outcome) not in renamed]

"""What is different from the runs before: what is no longer checked, new, gone."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from sayso.report.history import History, Name, gone, key_of, name_of
from sayso.report.model import Outcome, Run
from sayso.report.outcome import State
from sayso.report.reason import reason_of

CHECKED = (State.WORKS, State.FLAKY, State.FAILS)
SWITCHED_OFF = (State.SKIPPED, State.KNOWN_BUG, State.QUARANTINED, State.NOT_AUTOMATED)


@dataclass(frozen=True)
class Dropped:
    """A check that was there before; `outcome` is None where the whole scenario is gone."""

    name: Name
    words: str
    outcome: Outcome | None = None


@dataclass
class Changes:
    """Scenarios by what happened to them since they were last tried."""

    dropped: list[Dropped] = field(default_factory=list)
    newly_failing: list[Outcome] = field(default_factory=list)
    still_failing: list[Outcome] = field(default_factory=list)
    newly_working: list[Outcome] = field(default_factory=list)
    new: list[Outcome] = field(default_factory=list)
    renamed: list[tuple[Name, Outcome]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(vars(self).values())


def changes(run: Run, history: History) -> Changes:
    found = Changes()
    for outcome in run.outcomes:
        key = key_of(outcome.example)
        past = next(history.states(key), None)
        if past is None:
            found.new.append(outcome)
        elif outcome.state.tried:
            _compare(found, outcome, past[1])
        if key in history.names:
            name = history.names[key]
            words = _weaker(name, name_of(outcome.example))
            found.dropped += [Dropped(name, words, outcome)] if words else []
    _match_renamed(found, [history.names[key] for key in gone(run, history.names)])
    return found


def _compare(found: Changes, outcome: Outcome, before: State) -> None:
    state = outcome.state
    if state in SWITCHED_OFF and before in CHECKED:
        name = name_of(outcome.example)
        reason = f": {reason}" if (reason := reason_of(outcome)) else ""
        found.dropped.append(Dropped(name, f"now {state.word}{reason}", outcome))
    elif state is State.FAILS:
        (found.newly_failing if before.works else found.still_failing).append(outcome)
    elif state.works and before is State.FAILS:
        found.newly_working.append(outcome)


def _weaker(before: Name, now: Name) -> str:
    """What a scenario expected and does not expect any more."""
    if before.steps == now.steps and before.expected == now.expected:
        return ""
    expected = now.expected.splitlines()
    lost = [text for text in before.expected.splitlines() if text not in expected]
    added = [text for text in expected if text not in before.expected.splitlines()]
    if lost:
        instead = f"; instead: {_quoted(added)}" if added else ""
        return f"no longer checks {_quoted(lost)}{instead}"
    return "" if added else "its steps changed"


def _quoted(texts: list[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts)


def _match_renamed(found: Changes, gone: list[Name]) -> None:
    """A scenario that went while one with the same steps came was renamed."""
    twins: dict[str, deque[Outcome]] = {}
    for outcome in found.new if gone else ():
        twins.setdefault(name_of(outcome.example).steps, deque()).append(outcome)
    for name in gone:
        if twins.get(name.steps):
            found.renamed.append((name, twins[name.steps].popleft()))
        else:
            found.dropped.append(Dropped(name, "removed"))
    renamed = {id(outcome) for _name, outcome in found.renamed}
    found.new = [each for each in found.new if id(each) not in renamed and each.state.tried]

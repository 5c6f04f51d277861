"""The states of a scenario in words and signs that need no colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import Enum

from sayso.runner.outcomes import WORST_FIRST, Word


class State(Enum):
    """A state with its key, word, sign and the terminal's word for it.

    The order is how much attention each needs.
    """

    FAILS = ("fails", "fails", "✗", "failed")
    INTERRUPTED = ("interrupted", "interrupted", "‖", "interrupted")
    FLAKY = ("flaky", "works, but flaky", "≈", "flaky")
    NOT_AUTOMATED = ("undefined", "not automated", "?", "undefined")
    KNOWN_BUG = ("known", "known bug", "!", "known bug")
    QUARANTINED = ("quarantined", "in quarantine", "!", "in quarantine")
    SKIPPED = ("skipped", "skipped", "»", "skipped")
    WORKS = ("works", "works", "✓", "passed")
    NOT_RUN = ("notrun", "not run", "○", "not run")
    DESELECTED = ("deselected", "deselected", "·", "deselected")

    __hash__ = object.__hash__  # Enum's own makes a hash of the name each time it is asked

    def __init__(self, key: str, word: str, sign: str, in_terminal: Word) -> None:
        self.key = key
        self.word = word
        self.sign = sign
        self.in_terminal = in_terminal

    @property
    def works(self) -> bool:
        return self in (State.WORKS, State.FLAKY)

    @property
    def tried(self) -> bool:
        return self not in (State.NOT_RUN, State.DESELECTED)

    @property
    def needs_attention(self) -> bool:
        return self.tried and self is not State.WORKS


# Messages knows no "not run": it is written as SKIPPED with a message that says so.
NOT_RUN_STATUS = "NOT_RUN"
BY_KEY = {state.key: state for state in State}


def counted(states: Iterable[State]) -> dict[State, int]:
    """How often each state occurs, the most urgent first."""
    found = Counter(states)
    return {state: found[state] for state in State if found[state]}


def worst(counts: dict[State, int]) -> State:
    """The state that stands for many; nothing at all was not run."""
    return next(iter(counts), State.NOT_RUN)


def worst_of_browsers(states: Iterable[State]) -> State:
    """The state of a scenario run in several browsers, by the rule of the terminal."""
    return min(states, key=lambda state: WORST_FIRST.index(state.in_terminal))


def state_of_attempt(statuses: Iterable[str], finished: bool) -> State:
    """The state of one attempt from the statuses of its set-up, steps and tear-down."""
    found = set(statuses)
    if "FAILED" in found:
        return State.FAILS
    if found & {"UNDEFINED", "AMBIGUOUS"}:
        return State.NOT_AUTOMATED
    if not finished or "UNKNOWN" in found:
        return State.INTERRUPTED
    if "PENDING" in found:
        return State.KNOWN_BUG
    if NOT_RUN_STATUS in found:
        return State.NOT_RUN
    return State.SKIPPED if "SKIPPED" in found else State.WORKS

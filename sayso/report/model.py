"""A run as its pages see it: features, examples, attempts, steps, evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from sayso.gherkin.document import Example, FeatureDocument
from sayso.report.attempt import variant_of
from sayso.report.outcome import NOT_RUN_STATUS, State, counted, state_of_attempt, worst_of_browsers
from sayso.report.quarantine import QUARANTINE

INTERRUPTED = "The run was interrupted."
MOST_TELLING = ("FAILED", "UNDEFINED", "PENDING", NOT_RUN_STATUS, "SKIPPED")
UNSOLVED = (State.FAILS, State.NOT_AUTOMATED, State.INTERRUPTED)


@dataclass(eq=False, slots=True)
class Evidence:
    """What a step left behind: a text, or a file named relative to the report."""

    title: str
    media_type: str
    text: str
    path: str
    at_ns: int = 0  # when it was kept


@dataclass(eq=False, slots=True)
class Failure:
    """What was raised: its type, its message, its traceback."""

    type: str
    message: str
    trace: str


@dataclass(eq=False, slots=True)
class StepRun:
    """One step, or set-up or tear-down, of one attempt."""

    status: str = "UNKNOWN"
    nanoseconds: int = 0
    message: str = ""
    failure: Failure | None = None
    evidence: tuple[Evidence, ...] = ()  # nothing, for most of very many steps
    started_ns: int = 0


@dataclass(eq=False)
class Attempt:
    """One attempt at an example, finished or not."""

    case: str
    worker: str
    started_ns: int
    steps: list[StepRun]
    set_up: StepRun = field(default_factory=lambda: StepRun("PASSED"))
    tear_down: StepRun = field(default_factory=lambda: StepRun("PASSED"))
    finished_ns: int | None = None

    @property
    def parts(self) -> Iterator[StepRun]:
        yield self.set_up
        yield from self.steps
        yield self.tear_down

    @cached_property
    def state(self) -> State:
        statuses = (part.status for part in self.parts)
        return state_of_attempt(statuses, self.finished_ns is not None)

    @property
    def seconds(self) -> float:
        return ((self.finished_ns or self.started_ns) - self.started_ns) / 1e9

    @cached_property
    def culprit(self) -> StepRun | None:
        """The first part that tells why this attempt did not simply work."""
        telling = [
            part
            for part in self.parts
            if (part.message or part.failure) and part.status in MOST_TELLING
        ]
        return min(telling, key=lambda part: MOST_TELLING.index(part.status), default=None)


@dataclass(eq=False)
class Outcome:
    """What became of one example in a run; `spans` are the values each step took from its text."""

    example: Example
    spans: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    definitions: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)  # one for each browser, tried or not
    attempts: list[Attempt] = field(default_factory=list)
    undefined_ns: int | None = None  # when a step was last reported undefined
    deselected: bool = False
    test: str = ""  # the node id of the ordinary pytest-bdd test that runs it

    @cached_property
    def state(self) -> State:
        """The worst of its test cases; each counts by its last attempt."""
        if self._lacks_code:
            return State.NOT_AUTOMATED
        if not self.attempts:
            return State.DESELECTED if self.deselected else State.NOT_RUN
        states = [state for state, _attempt in self._finals]
        state = worst_of_browsers([*states, *(State.NOT_RUN for _ in self.untried)])
        if state is State.KNOWN_BUG and QUARANTINE in self.example.tags:
            return State.QUARANTINED
        return state

    @property
    def _lacks_code(self) -> bool:
        """Whether a step has no code, and the scenario was not tried since that was reported."""
        reported = self.undefined_ns
        return reported is not None and all(
            attempt.started_ns < reported for attempt in self.attempts
        )

    @property
    def is_unsolved(self) -> bool:
        """Whether it is a reason for the run to fail; also when it was to be run and never was."""
        never_run = self.state is State.NOT_RUN and not self.attempts
        return never_run or bool(self.untried) or self.state in UNSOLVED

    @property
    def untried(self) -> list[str]:
        """The browsers in which it was to be run and was not, while it was in others."""
        tried = {attempt.case for attempt in self.attempts}
        return [variant_of(case) for case in self.cases if tried and case not in tried]

    @cached_property
    def _finals(self) -> list[tuple[State, Attempt]]:
        """The state of each test case that was tried, and its last attempt."""
        tries: dict[str, list[Attempt]] = {}
        for attempt in self.attempts:
            tries.setdefault(attempt.case, []).append(attempt)
        return [(_state_of(attempts), attempts[-1]) for attempts in tries.values()]

    @cached_property
    def telling(self) -> Attempt | None:
        """The attempt that explains the state: the last one, of several browsers the worst."""
        if not self._finals:
            return None
        worst = worst_of_browsers(state for state, _attempt in self._finals)
        return next(attempt for state, attempt in reversed(self._finals) if state is worst)

    @property
    def seconds(self) -> float:
        return sum(attempt.seconds for attempt in self.attempts)

    @property
    def workers(self) -> list[str]:
        return sorted({attempt.worker for attempt in self.attempts if attempt.worker})


def _state_of(tries: list[Attempt]) -> State:
    """The last attempt counts; a test case that works after it failed is flaky."""
    last = tries[-1].state
    failed = any(one.state in (State.FAILS, State.INTERRUPTED) for one in tries[:-1])
    return State.FLAKY if last is State.WORKS and failed else last


@dataclass(eq=False)
class FeatureRun:
    """A feature file with the outcome of each of its examples."""

    document: FeatureDocument
    outcomes: dict[str, Outcome]

    @property
    def uri(self) -> str:
        return self.document.uri

    @property
    def folder(self) -> str:
        return str(PurePosixPath(self.uri).parent)

    @property
    def name(self) -> str:
        feature = self.document.feature or {}
        return str(feature.get("name") or PurePosixPath(self.uri).stem)

    @property
    def tags(self) -> list[dict[str, Any]]:
        return list((self.document.feature or {}).get("tags", ()))

    @property
    def narrative(self) -> str:
        return str((self.document.feature or {}).get("description") or "")

    @cached_property
    def counts(self) -> dict[State, int]:
        return counted(outcome.state for outcome in self.outcomes.values())

    @property
    def seconds(self) -> float:
        return sum(outcome.seconds for outcome in self.outcomes.values())


@dataclass(eq=False)
class Definition:
    """A step definition with the number of steps that were matched with it."""

    pattern: str
    location: str
    uses: int = 0


@dataclass(eq=False)
class Run:
    """Everything a recording holds."""

    meta: Mapping[str, Any] = field(default_factory=dict)
    circumstances: Mapping[str, Any] = field(default_factory=dict)
    started_ns: int = 0
    finished_ns: int | None = None
    success: bool | None = None
    message: str = ""
    features: list[FeatureRun] = field(default_factory=list)
    introductions: dict[str, str] = field(default_factory=dict)
    unreadable: list[tuple[str, int | None, str]] = field(default_factory=list)
    definitions: dict[str, Definition] = field(default_factory=dict)
    not_read: list[str] = field(default_factory=list)  # files that were not asked for, and broken
    snippets: dict[str, str] = field(default_factory=dict)
    step_list: list[dict[str, Any]] = field(default_factory=list)

    @property
    def outcomes(self) -> Iterator[Outcome]:
        for feature in self.features:
            yield from feature.outcomes.values()

    @property
    def worst_first(self) -> list[Outcome]:
        order = list(State)
        return sorted(self.outcomes, key=lambda outcome: order.index(outcome.state))

    @property
    def attention(self) -> list[Outcome]:
        """What does not simply work, the worst first."""
        return [outcome for outcome in self.worst_first if outcome.state.needs_attention]

    @cached_property
    def counts(self) -> dict[State, int]:
        return counted(outcome.state for outcome in self.outcomes)

    @property
    def is_unsolved(self) -> bool:
        """Whether a scenario or a file is a reason for the run to fail."""
        return bool(self.unreadable) or any(outcome.is_unsolved for outcome in self.outcomes)

    @property
    def title(self) -> str:
        return str(self.circumstances.get("title") or "Features")

    @property
    def seconds(self) -> float:
        return (self.finished_ns - self.started_ns) / 1e9 if self.finished_ns else 0.0

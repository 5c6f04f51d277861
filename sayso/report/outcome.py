"""How a scenario ended: its states, and how they come from statuses of Cucumber Messages.

Messages knows no expected failure: its failing step becomes PENDING, so that consumers do not
turn red over a bug everybody knows of; the error itself is its exception. Nor does it
know "not run", which is SKIPPED with a message that begins with those words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import Enum
from typing import Any

import pytest

from sayso.report import messages
from sayso.report.worker_report import ErrorFacts, PhaseFacts, StepFacts

Result = dict[str, Any]
XFAILED = pytest.xfail.Exception.__name__
SKIPPED, UNKNOWN, NOT_RUN_STATUS = "SKIPPED", "UNKNOWN", "NOT_RUN"
NOT_RUN = "not run: "  # begins the message of what could not be tried


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
    DESELECTED = ("deselected", "not looked at", "·", "deselected")

    __hash__ = object.__hash__  # Enum's own makes a hash of the name each time it is asked

    def __init__(self, key: str, word: str, sign: str, in_terminal: str) -> None:
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


# When a scenario is run in several browsers, the first of these is the one to know.
WORST_OF_BROWSERS = (
    *(State.FAILS, State.INTERRUPTED, State.FLAKY, State.NOT_AUTOMATED, State.KNOWN_BUG),
    *(State.NOT_RUN, State.DESELECTED, State.SKIPPED, State.WORKS),
)
BY_KEY = {state.key: state for state in State}


def counted(states: Iterable[State]) -> dict[State, int]:
    """How often each state occurs, the most urgent first."""
    found = Counter(states)
    return {state: found[state] for state in State if found[state]}


def worst(counts: dict[State, int]) -> State:
    """The state that stands for many; nothing at all was not run."""
    return next(iter(counts), State.NOT_RUN)


def worst_of_browsers(states: Iterable[State]) -> State:
    """The state of a scenario run in several browsers."""
    return min(states, key=WORST_OF_BROWSERS.index)


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


def phase_result(report: pytest.TestReport, facts: PhaseFacts) -> Result:
    took = facts["duration_ns"]
    if report.outcome == "passed":
        return messages.result("PASSED", took)
    if is_expected(report):
        return messages.result("PENDING", took, _expectation(report), _unannounced(facts["error"]))
    if report.outcome == "skipped":
        return messages.result("SKIPPED", took, facts["skip_reason"])
    return messages.result("FAILED", took, error=facts["error"])


def step_result(step: StepFacts, report: pytest.TestReport, facts: PhaseFacts) -> Result:
    status, took = step["status"], step["duration_ns"]
    if status == "FAILED" and is_expected(report):
        return messages.result("PENDING", took, _expectation(report), _unannounced(step["error"]))
    if status == "SKIPPED":
        return messages.result(status, took, facts["skip_reason"])
    return messages.result(status, took, error=step["error"])


def _unannounced(error: ErrorFacts | None) -> ErrorFacts | None:
    """The error of an expected failure, unless it was a mere call of pytest.xfail()."""
    return None if error is None or error["type"] == XFAILED else error


def stray_failure(report: pytest.TestReport, facts: PhaseFacts) -> Result | None:
    """A failure of the call that no step shows: strict xfail, or a hook around the steps."""
    failed = report.outcome == "failed" or will_be_retried(report)
    if not failed or facts["is_steps_error"] or facts["error"] is None:
        return None
    return messages.result("FAILED", error=facts["error"])


def call_result(report: pytest.TestReport, facts: PhaseFacts) -> Result | None:
    """How the steps ended, where none of them is written down; nothing when all is well."""
    for step in facts["steps"]:
        if step["status"] == "UNDEFINED":
            return messages.result("UNDEFINED", error=step["error"])
    return None if report.outcome == "passed" else phase_result(report, facts)


def other_error(result: Result, at_ns: int) -> dict[str, Any]:
    """An error for which there is no place beside another one, as evidence."""
    kind, text = "text/x.cucumber.log+plain", result["message"]
    return {"title": "Another error", "media_type": kind, "text": text, "at_ns": at_ns}


def will_be_retried(report: pytest.TestReport) -> bool:
    """True for the outcome that pytest-rerunfailures adds to pytest's three."""
    return str(report.outcome) == "rerun"


def is_expected(report: pytest.TestReport) -> bool:
    """True for the failure that an xfail mark announces."""
    return report.outcome == "skipped" and hasattr(report, "wasxfail")


def _expectation(report: pytest.TestReport) -> str:
    reason = str(getattr(report, "wasxfail", ""))
    return reason.removeprefix("reason: ").removeprefix("[NOTRUN] ") or "expected to fail"

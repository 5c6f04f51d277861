"""Why something did not work, in one line that needs no Python."""

from __future__ import annotations

from sayso.report.model import Attempt, Outcome, StepRun
from sayso.report.outcome import State
from sayso.report.plain_words import plain, shortened

# What pytest says where nobody gave a reason.
NO_REASON = ("unconditional skip", "expected to fail")


def reason_of(outcome: Outcome) -> str:
    """The reason behind the state of an outcome, or nothing if it simply works."""
    attempt = outcome.telling
    if attempt is not None and attempt.state is not outcome.state is State.NOT_RUN:
        return untried(outcome)
    if attempt is not None and outcome.state is State.FLAKY:  # what went wrong before it worked
        attempt = next((one for one in outcome.attempts if not one.state.works), attempt)
    return "" if attempt is None else reason_of_attempt(attempt)


def untried(outcome: Outcome) -> str:
    """The browsers in which the run was stopped before it came to this scenario."""
    return f"It was not run with {', '.join(outcome.untried)}." if outcome.untried else ""


def reason_of_attempt(attempt: Attempt) -> str:
    culprit = attempt.culprit
    if culprit is not None:
        return reason_of_part(culprit)
    if attempt.finished_ns is None:
        return "The run ended while this scenario was under way."
    return ""


def reason_of_part(part: StepRun) -> str:
    """The reason somebody gave, or the one in a failure's message, not its traceback."""
    if part.failure is None or part.status == "PENDING":
        first = part.message.partition("\n")[0]
        return "no reason given" if first in NO_REASON else shortened(first)
    return plain(part.failure.message) or part.failure.type


def behind(part: StepRun | None) -> str:
    """The failure behind a known bug, of which the reason is only the excuse."""
    if part is None or part.failure is None or part.status != "PENDING":
        return ""
    return plain(part.failure.message) or part.failure.type


def came_after(attempt: Attempt) -> bool:
    """Whether all steps worked, and it failed afterwards."""
    steps = {step.status for step in attempt.steps}
    return attempt.culprit is attempt.tear_down and steps == {"PASSED"}

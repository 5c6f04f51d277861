"""Why something did not work, in one line that needs no Python."""

from __future__ import annotations

import re

from sayso.report.model import Attempt, Outcome, StepRun
from sayso.report.outcome import State

LONGEST = 300
# Playwright tells what it wanted and what it saw on lines of their own.
EXPECTED = re.compile(r"^Expected(?: value)?: (.*)$", re.MULTILINE)
ACTUAL = re.compile(r"^Actual value: (.*)$", re.MULTILINE)
NOT_FOUND = "element(s) not found"
LOCATOR = re.compile(r"^(?:Locator|Page|APIResponse) expected ", re.MULTILINE)
TIMEOUT = re.compile(r"^(?:[\w.]+: )?Timeout (\d+)ms exceeded\.$")
WAITING = re.compile(r"^\s*-? *waiting for (.+)$", re.MULTILINE)


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
    """The reason in a failure's message, not its traceback."""
    if part.failure is None:
        return shortened(part.message.partition("\n")[0])
    return plain(part.failure.message) or part.failure.type


def plain(message: str) -> str:
    """The part of an error message that a person can use."""
    lines = message.strip().splitlines()
    if not lines:
        return ""
    first = lines[0].strip()
    actual = ACTUAL.search(message)
    if actual is not None:
        seen = "not there" if NOT_FOUND in message else actual[1].strip() or "nothing"
        return shortened(f"{_wanted(first, message)} it was {seen}")
    timeout, waiting = TIMEOUT.match(first), WAITING.search(message)
    if timeout is not None and waiting is not None:
        return shortened(f"Waited {int(timeout[1]) / 1000:g} s for {waiting[1].strip()}")
    return shortened(first)


def _wanted(first: str, message: str) -> str:
    """What was expected: Playwright says it in the first line, unless a step has its own words."""
    if LOCATOR.match(first):
        return f"{first}, but"
    expected = EXPECTED.search(message)
    return f"{first}: expected {expected[1].strip()}, but" if expected else f"{first}:"


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"

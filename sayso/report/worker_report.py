"""What a worker tells the controller about one attempt: plain data that crosses processes.

It travels on the TestReport as `report.sayso`; pytest-xdist can only carry plain types.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypedDict

import pytest

from sayso.errors import PlainError
from sayso.redaction.rules import redact_text
from sayso.runner.traceback import format_user_frames

STRICT_XFAIL = "[XPASS(strict)] "


class ErrorFacts(TypedDict):
    """What was raised, readable without Python."""

    type: str
    message: str
    trace: str


class StepFacts(TypedDict):
    """One step that was begun; times are of the wall clock, the duration is monotonic."""

    index: int
    status: str
    started_ns: int
    finished_ns: int
    duration_ns: int
    error: ErrorFacts | None


class MatchFacts(TypedDict):
    """The step definition a step was matched with, before anything ran."""

    pattern: str
    kind: str
    location: str
    arguments: list[tuple[int, int, str | None, str, str]]


class PhaseFacts(TypedDict):
    """One phase (set-up, call, tear-down) of one attempt at one scenario."""

    pickle: str
    started_ns: int
    finished_ns: int
    duration_ns: int
    bound: str  # the scenario's identity, for a test of pytest-bdd's scenarios() or @scenario
    matches: list[MatchFacts | None] | None  # None when they are not known before a step runs
    steps: list[StepFacts]
    evidence: list[dict[str, Any]]
    error: ErrorFacts | None
    is_steps_error: bool  # else it was raised around the steps, like in a hook
    skip_reason: str


def error_facts(error: BaseException, root: Path) -> ErrorFacts:
    """The facts of an exception: nothing secret in it, and paths as seen from `root`."""
    trace = "" if isinstance(error, PlainError) else format_user_frames(error)
    return {
        "type": type(error).__name__,
        "message": redact_text(message_of(error)),
        "trace": redact_text(trace.replace(f"{root}/", "")),
    }


def unraised(text: str) -> ErrorFacts:
    """The facts of a failure without an exception: a known bug that works all of a sudden."""
    known = text.removeprefix(STRICT_XFAIL)
    message = f"expected to fail, but works now: {known}" if known != text else text
    return {"type": "Failure", "message": redact_text(message), "trace": ""}


def message_of(error: BaseException) -> str:
    """The message in plain words; some exceptions only have a type."""
    if isinstance(error, pytest.fail.Exception | pytest.skip.Exception):
        return error.msg or ""
    if isinstance(error, SystemExit):
        return f"sys.exit({error.code!r}) was called"
    return str(error) or type(error).__name__

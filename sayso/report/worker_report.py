"""What a worker tells the controller about one attempt: plain data that crosses processes.

It travels on the TestReport as `report.sayso`; pytest-xdist can only carry plain types.
"""

from __future__ import annotations

from typing import Any, TypedDict


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

    uri: str
    pickle: str
    started_ns: int
    finished_ns: int
    duration_ns: int
    matches: list[MatchFacts | None]
    steps: list[StepFacts]
    evidence: list[dict[str, Any]]
    error: ErrorFacts | None
    skip_reason: str

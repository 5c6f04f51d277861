"""What a source of evidence does; the built-in ones, and those a project adds."""

from __future__ import annotations

from typing import Protocol

from pytest_bdd.parser import Step


class EvidenceRecorder(Protocol):
    """Called at every step of one attempt; leaves what it saw in the attempt's `Evidence`."""

    def before_step(self, step: Step) -> None:
        """The step is about to run."""

    def after_step(self, *, failed: bool, last: bool) -> None:
        """The step has run; what is added now stands with it."""

    def finish(self, *, failed: bool) -> None:
        """The attempt is over; what is added now stands with no step."""

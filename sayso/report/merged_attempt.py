"""One attempt of a recording that is merged with others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sayso.report.messages import Envelope, joined_ns


@dataclass(frozen=True)
class MergedAttempt:
    """Its messages, the first of which tells that it started; the last one, that it finished."""

    envelopes: list[Envelope]

    @property
    def case(self) -> str:
        return str(self._started["testCaseId"])

    @property
    def started_ns(self) -> int:
        return joined_ns(self._started["timestamp"])

    @property
    def _started(self) -> dict[str, Any]:
        started: dict[str, Any] = self.envelopes[0]["testCaseStarted"]
        return started

    def is_number(self, number: int) -> None:
        self._started["attempt"] = number

    def is_retried(self) -> None:
        """What was its recording's last word is no longer the last."""
        finished = self.envelopes[-1].get("testCaseFinished")
        if finished is not None:  # a run that was killed over it said nothing more
            finished["willBeRetried"] = True

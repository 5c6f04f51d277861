"""The time of day, passed in so that a test can bring its own, or set it ahead."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that knows what time it is."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


class AdjustableClock:
    """A clock that can be set ahead of the machine's, so that nobody waits for a limit to pass."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC) + self._ahead

    def set_ahead(self, time: timedelta) -> None:
        """From now on so far ahead of the machine, however far it was before."""
        self._ahead = time


def clock_for(environment: str) -> Clock:
    """Only in a test the clock can be set."""
    return AdjustableClock() if environment == "test" else SystemClock()

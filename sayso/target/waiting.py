"""Waiting for a fact outside the browser: the only place where the suite may let time pass."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

__all__ = ["EventuallyTimeoutError", "attempts", "eventually"]

T = TypeVar("T")

FIRST_PAUSE = 0.01
MAX_PAUSE = 0.25
_UNSET: Any = object()


class EventuallyTimeoutError(AssertionError):
    """A fact did not come true before its deadline."""


def eventually(
    read: Callable[[], T],
    *,
    equals: T = _UNSET,
    satisfies: Callable[[T], bool] | None = None,
    what: str,
    where: str,
    within: float = 10.0,
) -> T:
    """The value of `read()` once it is as expected; `within` is in seconds, and 0 asks once.

    `what` names the fact and `where` the place it is read in, both for the message of the failure.
    Whatever `read` raises goes straight through. Raises EventuallyTimeoutError at the deadline.
    """
    if (equals is _UNSET) == (satisfies is None):
        raise TypeError("eventually() needs either equals= or satisfies=, and not both")
    asked = 0
    value: T = _UNSET
    started = time.monotonic()
    for _ in attempts(within):
        value = read()
        asked += 1
        if satisfies(value) if satisfies is not None else value == equals:
            return value
    wanted = "not as expected; it" if equals is _UNSET else f"expected {equals!r}, but it"
    raise EventuallyTimeoutError(
        f"{what}, read in {where}: {wanted} was {value!r} "
        f"({_times(asked)} in {time.monotonic() - started:.1f} s)"
    )


def attempts(within: float) -> Iterator[float]:
    """Seconds since the start, once for each try, with growing pauses between; the last at the end.

    There is always a first try, and always one after the last pause, so that a fact that comes
    true just before the deadline is seen.
    """
    started = time.monotonic()
    pause = FIRST_PAUSE
    while True:
        passed = time.monotonic() - started
        yield passed
        left = within - (time.monotonic() - started)
        if passed >= within:
            return
        time.sleep(max(0.0, min(pause, left)))
        pause = min(pause * 1.5, MAX_PAUSE)


def _times(asked: int) -> str:
    return "asked once" if asked == 1 else f"asked {asked} times"

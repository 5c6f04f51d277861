"""Doing a thing several times at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from threading import Barrier
from typing import Generic, TypeVar

__all__ = ["Call", "at_once"]

T = TypeVar("T")
A = TypeVar("A")


@dataclass(frozen=True)
class Call(Generic[T]):
    """What came of one of several simultaneous calls: its result, or the error it raised."""

    outcome: T | None
    error: Exception | None = None

    @property
    def result(self) -> T:
        """What the call answered; raises what the call raised."""
        if self.error is not None:
            raise self.error
        return self.outcome  # type: ignore[return-value]  # None, where the call answers None


def at_once(
    action: Callable[[A], T], arguments: Sequence[A], *, within: float = 30.0
) -> list[Call[T]]:
    """Call `action` with each of the arguments, all at the same moment, each in its own thread.

    Answers in the order of the arguments, errors included: who wants the first error raised asks
    for `result`. All threads wait for each other before the first call; `within` is that wait in
    seconds. What the calls leave as evidence stands in the step as usual. Playwright's pages belong
    to one thread: use this with HTTP sessions, databases and processes.
    """
    together = Barrier(len(arguments) or 1)

    def call(argument: A) -> Call[T]:
        together.wait(within)
        try:
            return Call(action(argument))
        except Exception as error:  # noqa: BLE001  # handed to whoever asked, with the results
            return Call(None, error)

    with ThreadPoolExecutor(max_workers=len(arguments) or 1) as threads:
        running = [threads.submit(copy_context().run, call, each) for each in arguments]
    return [each.result() for each in running]

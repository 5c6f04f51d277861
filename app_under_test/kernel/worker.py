"""Work that goes on in the background: a thread that works, rests, and can be woken or stopped."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from threading import Event as Flag
from threading import Thread
from types import TracebackType
from typing import Self, TypeVar

from structlog.contextvars import bind_contextvars

STOP_WITHIN = 1.0
"""Seconds a round in progress gets at the end; after that the thread is left to the process."""

T = TypeVar("T")


class Worker(ABC):
    """A thread between `with` and its end; what it does in a round is up to the subclass."""

    def __init__(self, name: str, service: str) -> None:
        """`name` is that of the thread, `service` the part of the shop named in its log lines."""
        self._service = service
        self._wake, self._stop = Flag(), Flag()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def __enter__(self) -> Self:
        """Start with a round at once: an earlier process may have left something behind."""
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Stop within `STOP_WITHIN`; what a round leaves undone must keep until the next start."""
        self._stop.set()
        self._wake.set()
        self._thread.join(STOP_WITHIN)

    def wake(self) -> None:
        """Work now instead of after the rest; woken in the middle of a round, do another one."""
        self._wake.set()

    @property
    def stopping(self) -> bool:
        """Whether a long round should break off."""
        return self._stop.is_set()

    def until_stopped(self, things: Iterable[T]) -> Iterator[T]:
        """One thing after the other, and none any more when a long round should break off."""
        for thing in things:
            if self.stopping:
                return
            yield thing

    @abstractmethod
    def _round(self) -> float:
        """Do what there is to do; the seconds to rest afterwards unless woken."""

    def _run(self) -> None:
        bind_contextvars(service=self._service)
        while True:
            self._wake.clear()  # before the look at the stop, which wakes: neither can be missed
            if self._stop.is_set():
                return
            self._wake.wait(self._round())

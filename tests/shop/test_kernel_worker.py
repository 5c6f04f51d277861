"""Work in the background: at once, again when woken, never two rounds together, and it stops."""

import threading
import time

import pytest
from structlog.contextvars import get_contextvars

from app_under_test.kernel import worker
from app_under_test.kernel.worker import Worker
from sayso.target.waiting import eventually

NEVER = 60.0
"""Seconds of rest that no test waits for."""


class Bell(Worker):
    """Counts its rounds; one of them can be held up."""

    def __init__(self, rest: float) -> None:
        super().__init__("bell", "tower")
        self.rest = rest
        self.rounds = 0
        self.named = ""
        self.go_on = threading.Event()
        self.go_on.set()

    def _round(self) -> float:
        self.rounds += 1
        self.named = get_contextvars().get("service", "")
        self.go_on.wait(10)
        return self.rest

    def has_rung(self, times: int) -> None:
        eventually(lambda: self.rounds, equals=times, what="rounds", where="the bell")


def threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "bell"]


def test_it_works_at_once_and_again_when_it_is_woken() -> None:
    with Bell(NEVER) as bell:
        bell.has_rung(1)
        bell.wake()
        bell.has_rung(2)
        assert bell.named == "tower", "its log lines do not name the part of the shop"


def test_it_works_again_after_its_rest() -> None:
    with Bell(0.01) as bell:
        eventually(lambda: bell.rounds, satisfies=lambda n: n >= 3, what="rounds", where="the bell")


def test_a_call_in_the_middle_of_a_round_is_heard_after_it() -> None:
    with Bell(NEVER) as bell:
        bell.go_on.clear()
        bell.wake()
        bell.has_rung(2)
        bell.wake()
        bell.go_on.set()
        bell.has_rung(3)


def test_it_stops_in_the_middle_of_its_rest() -> None:
    with Bell(NEVER) as bell:
        bell.has_rung(1)
        started = time.monotonic()
    assert time.monotonic() - started < worker.STOP_WITHIN / 2
    assert (bell.rounds, threads()) == (1, [])


def test_a_round_that_does_not_end_is_waited_for_no_longer_than_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "STOP_WITHIN", 0.1)
    with Bell(NEVER) as bell:
        bell.go_on.clear()
        bell.wake()
        bell.has_rung(2)
        started = time.monotonic()
    assert 0.1 <= time.monotonic() - started < 1
    assert bell.stopping, "a round cannot see that it should break off"
    bell.go_on.set()
    eventually(lambda: len(threads()), equals=0, what="threads of the bell", where="this process")
    assert bell.rounds == 2, "it began another round after the stop"

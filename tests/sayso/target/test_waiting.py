"""Waiting: a fact that comes true is returned, one that does not is named."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from typing import TypeVar

import pytest

from sayso.target.waiting import EventuallyTimeoutError, attempts, eventually

T = TypeVar("T")


def in_turn(*values: T) -> Callable[[], T]:
    """A read that answers the values one after the other, and then the last one for ever."""
    left = list(values)
    return lambda: left.pop(0) if len(left) > 1 else left[0]


def test_a_fact_that_comes_true_is_returned() -> None:
    assert eventually(in_turn(1, 2, 3), equals=3, what="stock", where="the database") == 3


def test_a_fact_can_be_described_by_a_condition() -> None:
    mails = eventually(in_turn([], ["hello"]), satisfies=bool, what="mails", where="the mailbox")
    assert mails == ["hello"]


def test_none_can_be_the_expected_value() -> None:
    assert eventually(in_turn(1, None), equals=None, what="a reader", where="the test") is None


def test_a_fact_that_never_comes_true_is_named_with_its_place_and_both_values() -> None:
    with pytest.raises(EventuallyTimeoutError) as failure:
        eventually(
            lambda: 5,
            equals=3,
            what='on-hand stock of "Blue mug"',
            where="the database",
            within=0.1,
        )
    assert re.fullmatch(
        r'on-hand stock of "Blue mug", read in the database: expected 3, but it was 5 '
        r"\(asked \d+ times in 0\.1 s\)",
        str(failure.value),
    )


def test_a_condition_that_never_comes_true_shows_the_last_value() -> None:
    with pytest.raises(EventuallyTimeoutError, match=r"not as expected; it was \[\]"):
        eventually(list, satisfies=bool, what="mails to Ada", where="the mailbox", within=0.02)


def test_no_time_at_all_asks_exactly_once() -> None:
    asked: list[int] = []

    def ask() -> int:
        asked.append(1)
        return 0

    with pytest.raises(EventuallyTimeoutError, match=r"asked once in 0\.0 s"):
        eventually(ask, equals=1, what="x", where="y", within=0)
    assert asked == [1]


def test_a_broken_read_is_not_waited_for() -> None:
    def broken() -> int:
        raise ConnectionError("refused")

    with pytest.raises(ConnectionError, match="refused"):
        eventually(broken, equals=1, what="x", where="y")


def test_exactly_one_expectation_is_asked_for() -> None:
    with pytest.raises(TypeError, match="either equals= or satisfies="):
        eventually(lambda: 1, what="x", where="y")
    with pytest.raises(TypeError, match="either equals= or satisfies="):
        eventually(lambda: 1, what="x", where="y", equals=1, satisfies=bool)


def test_a_slow_read_that_passes_the_deadline_is_asked_once_more() -> None:
    slowly = threading.Event()
    values = in_turn(1, 2)

    def read() -> int:
        slowly.wait(0.05)
        return values()

    assert eventually(read, equals=2, what="x", where="y", within=0.03) == 2


def test_the_last_try_is_made_at_the_deadline_and_none_after_it() -> None:
    started = time.monotonic()
    moments = list(attempts(0.2))
    assert 0.2 <= moments[-1] < 0.3
    assert time.monotonic() - started < 0.3
    assert len(moments) > 3

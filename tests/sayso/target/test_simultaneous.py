"""Simultaneous calls: all at the same moment, results and errors together, in their order."""

from __future__ import annotations

import threading

import pytest

from sayso import at_once


def test_all_calls_are_under_way_at_the_same_moment() -> None:
    inside = threading.Barrier(8)  # breaks unless eight threads are inside at once
    calls = at_once(lambda number: (inside.wait(5), number * 2)[1], range(8))
    assert [call.result for call in calls] == [0, 2, 4, 6, 8, 10, 12, 14]


def test_an_error_is_told_beside_the_results() -> None:
    calls = at_once(lambda number: 12 // number, [3, 0, 4])
    assert [call.outcome for call in calls] == [4, None, 3]
    assert isinstance(calls[1].error, ZeroDivisionError)
    with pytest.raises(ZeroDivisionError):
        _ = calls[1].result


def test_nothing_to_call_answers_nothing() -> None:
    assert at_once(str, []) == []

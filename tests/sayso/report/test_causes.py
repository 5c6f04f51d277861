"""Failures are told by cause: what differs between scenarios only in ids is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from sayso.report.causes import Cause, causes, common, masked
from sayso.report.model import Attempt, Evidence, Failure, Run
from sayso.report.outcome import State
from sayso.report.said import Said
from tests.projects.report_runs import made_run


def failing(messages: Mapping[str, str]) -> Run:
    """A run in which each scenario fails with its message; all are bound to one definition."""
    run = made_run(dict.fromkeys(messages, State.FAILS))
    for outcome in run.outcomes:
        step = outcome.attempts[0].steps[0]
        step.failure = Failure("AssertionError", messages[outcome.example.name], "")
    return run


def told(run: Run, said: Mapping[str, tuple[str, str, str]] | None = None) -> list[Cause]:
    """The causes, where the system said this (kind, words, detail) of a scenario."""
    known = {
        id(outcome.attempts[0]): (said or {}).get(outcome.example.name) for outcome in run.outcomes
    }

    def said_of(attempt: Attempt) -> list[Said]:
        facts = known[id(attempt)]
        return [Said(*facts, attempt.steps[0], Evidence("", "", "", ""))] if facts else []

    return causes(run, said_of)


def names(found: Sequence[Cause]) -> list[list[str]]:
    return [[outcome.example.name for outcome in cause.outcomes] for cause in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Blue mug f54927 has 3 left", "Blue mug … has … left"),
        ('The button "Pay" was not there', "The button … was not there"),
        ("it isn't 'a b' as wasn't", "it isn't … as wasn't"),
        ("see http://a.test/x for more", "see … for more"),
    ],
)
def test_what_differs_is_masked(text: str, expected: str) -> None:
    assert masked(text) == expected


def test_failures_that_differ_in_ids_are_one_cause_and_the_largest_comes_first() -> None:
    run = failing({"Ada": "no mail", "Ben 1": "mug a1 has 3", "Ben 2": "mug b2 has 3"})
    found = told(run)
    assert names(found) == [["Ben 1", "Ben 2"], ["Ada"]]
    assert [cause.reason for cause in found] == ["mug … has 3", "no mail"]
    assert found[1].step == "Given Ada happens"


def test_what_a_check_found_afterwards_is_one_cause_whatever_the_steps_noticed() -> None:
    run = failing({"Ada": "no mail", "Ben": "no page", "Cleo": "no mail"})
    for number, outcome in enumerate([*run.outcomes][:2]):
        message = f"the ledger of the mug a{number} is really wrong"
        outcome.attempts[0].tear_down.status = "FAILED"
        outcome.attempts[0].tear_down.failure = Failure("AssertionError", message, "")
    found = told(run)
    assert names(found) == [["Ada", "Ben"], ["Cleo"]]
    assert found[0].reason == "the ledger of the mug … is really wrong"
    assert [cause.step for cause in found] == ["", "Given Cleo happens"]


def test_different_steps_are_different_causes() -> None:
    assert names(told(failing({"Ada": "no mail", "Ben": "no mail"}))) == [["Ada"], ["Ben"]]


def test_an_error_of_the_system_is_one_cause_whatever_was_noticed_of_it() -> None:
    run = failing({"Ada": "no page", "Ben": "no mail", "Cleo": "no mail"})
    error = ("exception", "Error: no name", "NameError, a.py:69 in b")
    said = {"Ada": error, "Ben": error, "Cleo": ("slow", "A call took 2 s", "GET /a: 200")}
    assert names(told(run, said)) == [["Ada", "Ben"], ["Cleo"]]


def test_a_broken_call_is_one_cause_whatever_its_ids_and_time() -> None:
    run = failing({"Ada": "no page", "Ben": "no mail"})
    said = {
        "Ada": ("answer", "A call broke down with 504 after 9.0 s", "PUT /lines/A-1: 504"),
        "Ben": ("answer", "A call broke down with 504 after 9.1 s", "PUT /lines/B-2: 504"),
    }
    assert names(told(run, said)) == [["Ada", "Ben"]]


def test_what_texts_share_is_kept() -> None:
    assert common(["a 1 b c", "a 2 b c"]) == "a … b c"
    assert common(['the "mug 1" (it is):', 'the "mug 2" (it is):']) == 'the "mug …" (it is):'
    assert common(["expected 4, but it was 3", "expected 7, but it was 1"]) == (
        "expected 4, but it was 3"
    )
    assert common(["mug 1 is", "blue mug 2 is"]) == "mug 1 is"
    assert common(['"a b" is', '"a" is']) == "… is"

"""What was recorded of an attempt in one order of time, and what in it is odd."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from sayso.report.html.timeline import MOST, Moment, folded, timeline
from sayso.report.model import Evidence
from sayso.report.outcome import State
from tests.projects.report_runs import made_run

SECOND = 1_000_000_000
BEGAN = 1_795_971_725 * SECOND  # 2026-11-29T17:02:05+00:00
HTTP, BROWSER = "application/vnd.sayso.http+json", "application/vnd.sayso.browser-http+json"
LOG = "text/x.sayso.log"


def kept(kind: str, title: str, body: Any, after: float = 0.0) -> Evidence:
    text = body if isinstance(body, str) else json.dumps(body)
    return Evidence(title, kind, text, "", BEGAN + int(after * SECOND))


def line(after: float, level: str = "info", **more: str) -> str:
    at = f"2026-11-29T17:02:{5 + after:06.3f}+00:00"
    return json.dumps({"timestamp": at, "level": level, "event": "asked", **more})


def moments(*evidence: Evidence, last_good: list[str] | None = None) -> list[Moment]:
    """The timeline of an attempt with one step that failed after three seconds."""
    run = made_run({"One": State.FAILS})
    outcome = next(run.outcomes)
    step = replace(
        outcome.attempts[0].steps[0],
        started_ns=BEGAN,
        nanoseconds=3 * SECOND,
        evidence=evidence,
    )
    attempt = replace(outcome.attempts[0], started_ns=BEGAN, steps=[step])
    return timeline(outcome, attempt, lambda item: item.text, last_good)


def test_everything_stands_in_the_order_of_time() -> None:
    found = moments(
        kept(LOG, "Log of the system (shop.log)", "\n".join([line(0.5), line(2.5)])),
        kept(HTTP, "GET /stock: 200", {"milliseconds": 400}, after=2.0),
        kept(BROWSER, "Browser", [[BEGAN // 1_000_000 + 100, "GET", "/cart", 200, 7]]),
        kept("application/vnd.sayso.database+json", "Rows: 1 inserted in orders", {}, after=2.8),
        kept("message/rfc822", "Mail to ada@shop.example: Welcome", "", after=2.9),
        kept("image/png", "The page", "", after=2.95),
    )
    assert [(moment.kind, moment.text) for moment in found] == [
        ("step", "Given One happens"),
        ("browser", "GET /cart: 200"),
        ("log", "info asked"),
        ("call", "GET /stock: 200"),
        ("log", "info asked"),
        ("rows", "1 inserted in orders"),
        ("mail", "to ada@shop.example: Welcome"),
        ("picture", "The page"),
        ("failed", "Failed: Given One happens"),
    ]
    assert found[3].at_ns == BEGAN + int(1.6 * SECOND)
    assert not any(moment.is_odd for moment in found)


@pytest.mark.parametrize(
    "odd",
    [
        kept(HTTP, "POST /cart: 409", {"milliseconds": 3}),
        kept(HTTP, "POST /cart: 200", {"milliseconds": 1001}),
        kept(HTTP, "POST /cart: ReadTimeout", {"milliseconds": 3}),
        kept(BROWSER, "Browser", [[BEGAN // 1_000_000, "GET", "/cart", 500, 7]]),
        kept(LOG, "Log of the system (shop.log)", line(0, "error", exception="a\nNameError: x")),
        kept(LOG, "Log of the system (shop.log)", "shop: ERROR out of paper"),
        kept("text/x.sayso.console", "The browser's console", "it broke\nshop.js:3"),
    ],
)
def test_what_is_out_of_order_is_odd(odd: Evidence) -> None:
    calm = kept(LOG, "Log of the system (shop.log)", "shop: no ERRORS here")
    found = [moment for moment in moments(calm, odd) if moment.is_odd]
    assert len(found) == 1
    assert found[0].is_first_odd


def test_only_the_first_odd_thing_is_marked_as_the_first() -> None:
    late = kept(HTTP, "GET /a: 500", {"milliseconds": 1}, after=2)
    early = kept(HTTP, "GET /b: 500", {"milliseconds": 1}, after=1)
    assert [moment.text for moment in moments(late, early) if moment.is_first_odd] == [
        "GET /b: 500"
    ]


def test_quiet_lines_of_a_long_log_are_left_out() -> None:
    lines = [line(0.001 * number) for number in range(2 * MOST)]
    lines.insert(MOST + 50, line(0.9, "error"))
    found = moments(kept(LOG, "Log of the system (shop.log)", "\n".join(lines)))
    assert len(found) == MOST + 1
    assert sum(moment.is_odd for moment in found) == 1
    assert "lines of the log are left out here" in found[-1].text


def test_what_cannot_be_understood_is_named() -> None:
    assert [moment.text for moment in moments(kept(HTTP, "GET /a: 200", "no json"))][1:2] == [
        "GET /a: 200"
    ]


def test_what_was_so_when_it_last_worked_is_not_the_first_odd_thing() -> None:
    usual = kept(HTTP, "GET /items/17: 404", {"milliseconds": 1}, after=1)
    unusual = kept(HTTP, "POST /items/18/pay: 500", {"milliseconds": 1}, after=2)
    last_good = ["GET /items/…: 404", "POST /items/…/pay: 200"]
    found = [moment for moment in moments(usual, unusual, last_good=last_good) if moment.is_odd]
    assert [(moment.is_new, moment.is_first_odd) for moment in found] == [
        (False, False),
        (True, True),
    ]


def test_nothing_is_new_where_nothing_is_known_of_a_good_run() -> None:
    odd = kept(HTTP, "GET /items/17: 404", {"milliseconds": 1})
    assert [moment.is_new for moment in moments(odd) if moment.is_odd] == [False]


def test_quiet_lines_that_follow_each_other_are_folded() -> None:
    lines = [line(0.1), line(0.2), line(0.3), line(0.4, "error"), line(0.5), line(0.6)]
    found = moments(kept(LOG, "Log of the system (shop.log)", "\n".join(lines)))
    assert [len(group) for group in folded(found)] == [1, 3, 1, 1, 1, 1]

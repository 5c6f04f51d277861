"""What the system said is found in the evidence, in whatever form its log is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.evidence.kinds import BROWSER, CONSOLE, EXCHANGE, LOG, LOG_END, REQUEST, SCRIPT
from sayso.report.html.files import Files
from sayso.report.model import Attempt, Evidence, StepRun
from sayso.report.said import said

FRAMES = [
    {"filename": "/srv/shop/identity/accounts.py", "lineno": 69, "name": "open_account"},
    {"filename": "/srv/.venv/lib/python3.13/site-packages/fastapi/a.py", "lineno": 1, "name": "b"},
]
STRUCTURED = {
    "level": "error",
    "service": "identity",
    "event": "unexpected error",
    "exception": [{"exc_type": "NameError", "exc_value": "no such name", "frames": FRAMES}],
}
TRACEBACK = """INFO:     started
ERROR:    Exception in ASGI application
Traceback (most recent call last):
  File "/usr/lib/python3.13/asyncio/base.py", line 3, in run
    run()
  File "/srv/shop/orders/carts.py", line 12, in put
    raise KeyError("mug")
KeyError: 'mug'
INFO:     stopped"""


def found(*evidence: tuple[str, str]) -> list[tuple[str, str]]:
    """Words and details for these texts, each of a media type."""
    items = tuple(Evidence("", kind, text, "") for kind, text in evidence)
    attempt = Attempt("case", "", 0, [StepRun("PASSED", evidence=items)])
    return [(one.words, one.detail) for one in said(attempt, Files(Path("nowhere")))]


def exchange(status: int, milliseconds: float) -> str:
    request = {"method": "PUT", "url": "http://127.0.0.1:33805/cart?key=1"}
    response = {"status": status, "reason": "any"}
    return json.dumps({"request": request, "response": response, "milliseconds": milliseconds})


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (EXCHANGE, exchange(200, 10), []),
        (EXCHANGE, exchange(404, 10), []),
        (
            EXCHANGE,
            exchange(504, 9006),
            [("A call broke down with 504 after 9.0 s", "PUT /cart: 504 Gateway Timeout")],
        ),
        (EXCHANGE, exchange(200, 6100), [("A call took 6.1 s", "PUT /cart: 200")]),
        (
            LOG,
            json.dumps(STRUCTURED),
            [
                (
                    "Error in identity: no such name",
                    "NameError, identity/accounts.py:69 in open_account",
                )
            ],
        ),
        (LOG, TRACEBACK, [("Error: 'mug'", "KeyError, orders/carts.py:12 in put")]),
        (
            LOG,
            "2026-11-29 12:00 shop ERROR no room left\nnext",
            [("Error: no room left", "")],
        ),
        (
            LOG,
            '{"level": "info", "path": "/a", "method": "GET", "status": 503, "milliseconds": 2}',
            [("A call broke down with 503", "GET /a: 503 Service Unavailable")],
        ),
        (LOG, '{"level": "warning", "event": "too many calls"}\nall is well', []),
        (SCRIPT, "no x\nat y", [("A script of the page failed: no x", "no x\nat y")]),
        (
            BROWSER,
            '[[1, "GET", "/", 200, 30], [2, "PUT", "/cart", 504, 9006]]',
            [("A call broke down with 504 after 9.0 s", "PUT /cart: 504 Gateway Timeout")],
        ),
        (CONSOLE, "Failed to load resource: the server responded with a status of 404 ()", []),
        (CONSOLE, "Failed to load resource: the server responded with a status of 504 ()", []),
        (REQUEST, "GET /b\nERR", [("The page could not load something", "GET /b\nERR")]),
        (EXCHANGE, "cut off", []),
    ],
)
def test_each_form_is_read(kind: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found((kind, text)) == expected


def test_what_explains_most_comes_first_and_each_once() -> None:
    slow_line = '{"method": "PUT", "path": "/cart", "status": 504, "milliseconds": 9001}'
    log = f"{json.dumps(STRUCTURED)}\n{slow_line}"
    words = [words for words, _detail in found((EXCHANGE, exchange(504, 9006)), (LOG, log))]
    assert words == ["Error in identity: no such name", "A call broke down with 504 after 9.0 s"]


def test_the_end_of_a_log_counts_only_where_no_line_is_the_scenarios_own() -> None:
    end = (LOG_END, "ERROR of somebody else")
    assert found((LOG, "all is well"), end) == []
    assert found(end) == [("Error: of somebody else", "")]

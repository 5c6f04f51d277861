"""Which lines of a log belong to a scenario."""

from __future__ import annotations

import pytest

from sayso.evidence.log_lines import about

ID = "sayso-0123456789abcdef-0"
OTHER = "sayso-0123456789abcdef-01"
JSON = f'{{"event": "asked", "headers": {{"x-request-id": "{ID}"}}}}'
PLAIN = f"2026-11-29 10:00:00 INFO [{ID}] GET /cart"
CHILD = f"ERROR id={ID}.3 broke"
TRACEBACK = """\
Traceback (most recent call last):
  File "shop.py", line 3, in sell
    raise KeyError(3)
KeyError: 3

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "shop.py", line 5, in sell
    raise ValueError
ValueError: broke"""
JAVA = "\tat com.example.Shop.sell(Shop.java:3)\nCaused by: java.io.IOException\n\tat x.Y.z(Y:1)"
NEXT = "2026-11-29 10:00:01 INFO GET /health"


@pytest.mark.parametrize(
    "lines",
    [JSON, PLAIN, CHILD, PLAIN.upper(), f"{CHILD}\n{TRACEBACK}", f"{PLAIN}\n{JAVA}"],
    ids=["JSON", "plain", "child", "upper case", "Python", "Java"],
)
def test_lines_with_the_id_are_taken_with_what_follows(lines: str) -> None:
    log = f"{NEXT}\n{lines}\n{NEXT}\n  more\nERROR [{OTHER}]\n{TRACEBACK}\n{NEXT}"
    assert "\n".join(about(log.splitlines(), ID)) == lines


def test_a_traceback_that_holds_the_id_late_is_taken_from_there() -> None:
    log = f"{NEXT}\nTraceback (most recent call last):\n  File x\nKeyError: {ID}\n{NEXT}"
    assert list(about(log.splitlines(), ID)) == [f"KeyError: {ID}"]


def test_lines_of_containers_stand_in_turn() -> None:
    log = [
        f"web-1  | ERROR {ID}",
        "mail-1 | Traceback (most recent call last):",
        "web-1  | Traceback (most recent call last):",
        "mail-1 |   File x",
        "web-1  |   File y",
        "web-1  | KeyError: 3",
        "mail-1 | ValueError: 4",
        "web-1  | INFO next",
    ]
    assert list(about(log, ID)) == [line for line in log[:-1] if line.startswith("web")]

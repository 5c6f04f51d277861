"""An error message in the words of somebody who does not program."""

from __future__ import annotations

import json
import re
from ast import literal_eval
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

LONGEST = 300
# Playwright tells what it wanted and what it saw on lines of their own.
EXPECTED = re.compile(r"^Expected(?: value)?: (.*)$", re.MULTILINE)
ACTUAL = re.compile(r"^Actual value: (.*)$", re.MULTILINE)
NOT_FOUND = "element(s) not found"
RESOLVED = "locator resolved to"
SUBJECT = re.compile(r"^(?:Locator|Page|APIResponse) expected ", re.MULTILINE)
SUBJECTS = {"Page": "The page", "APIResponse": "The answer"}
TIMEOUT = re.compile(r"^(?:[\w.]+: )?Timeout (\d+)ms exceeded\.$")
WAITING = re.compile(r"^\s*-? *waiting for (.+)$", re.MULTILINE)
# get_by_role("button", name="Pay"): what it is, and how the page calls it.
ELEMENT = re.compile(r"""get_by_(\w+)\((?:"(\w+)"(?=[,)]))?(?:, name=)?(?:"([^"]*)")?""")
KINDS = {
    **dict.fromkeys(("label", "placeholder", "textbox", "spinbutton", "searchbox"), "field"),
    "test_id": "part",
    "alt_text": "picture",
    "img": "picture",
    "combobox": "choice",
}
# Data of a program: a list that stands by itself, or a mapping, with at most one level inside.
DATA = re.compile(r"(?<!\S)\[(?:[^\[\]]|\[[^\[\]]*\])*\](?!\w)|\{(?:[^{}]|\{[^{}]*\})*\}")
MOST_VALUES = 4
ADDRESS = re.compile(r"https?://[^\s\"'<>)]*[^\s\"'<>).,:;]")
BARE = {"AssertionError": "A check of the step did not hold"}


def plain(message: str) -> str:
    """The part of an error message that a person can use, in one line."""
    return shortened(ADDRESS.sub(_path, DATA.sub(_values, _telling(message))))


def _telling(message: str) -> str:
    lines = message.strip().splitlines()
    if not lines:
        return ""
    first, waiting = lines[0].strip(), WAITING.search(message)
    what = (element(waiting[1]) if waiting else "") or "Something on the page"
    actual, timeout = ACTUAL.search(message), TIMEOUT.match(first)
    if actual is not None:
        seen = "not there" if NOT_FOUND in message else actual[1].strip() or "nothing"
        return f"{_wanted(first, what, message)} it was {seen}"
    if timeout is not None and waiting is not None:
        found = "could not be used" if RESOLVED in message else "was not on the page"
        return f"{what} {found} for {int(timeout[1]) / 1000:g} s"
    return BARE.get(first, first)


def _wanted(first: str, what: str, message: str) -> str:
    """What was expected: Playwright says it in the first line, unless a step has its own words."""
    if SUBJECT.match(first):
        subject = SUBJECTS.get(first.partition(" ")[0], what)
        return f"{SUBJECT.sub(f'{subject} was expected ', first)}, but"
    expected = EXPECTED.search(message)
    return f"{first}: expected {expected[1].strip()}, but" if expected else f"{first}:"


def element(locator: str) -> str:
    """What a locator looks for, if the last link of its chain says it: 'The button "Pay"'."""
    found = [*ELEMENT.finditer(locator)]
    if not found:
        return ""
    by, role, name = found[-1].groups()
    kind, name = (role or "part", name) if by == "role" else (by, role or name)
    return f'The {KINDS.get(kind, kind)} "{name}"' if name else f"A {KINDS.get(kind, kind)}"


def _values(found: re.Match[str]) -> str:
    """Data as text: what it says of itself, or its few values."""
    data = _parsed(found[0])
    if isinstance(data, list):
        return _listed(data)
    if isinstance(data, dict):
        return _told(data)
    return "…" if found[0].startswith("{") and ":" in found[0] else found[0]


def _listed(data: Sequence[Any]) -> str:
    """One after the other; the values of each together."""
    rows = isinstance(data[0], list | tuple | dict) if data else False
    return ("; " if rows else ", ").join(map(_item, data)) or "nothing"


def _item(value: Any) -> str:
    if isinstance(value, dict):
        return _told(value)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _told(data: Mapping[str, Any]) -> str:
    told = next((data[key] for key in ("detail", "message", "title") if data.get(key)), None)
    if isinstance(told, str):
        return told
    if len(data) > MOST_VALUES or any(isinstance(value, dict | list) for value in data.values()):
        return "…"
    return ", ".join(f"{key} {value}" for key, value in data.items())


def _parsed(text: str) -> Any:
    for read in (json.loads, literal_eval):
        try:
            return read(text)
        except (ValueError, SyntaxError, TypeError):
            continue
    return None


def _path(found: re.Match[str]) -> str:
    """An address without the machine, which means nothing to the reader."""
    return urlsplit(found[0]).path.rstrip("/") or "the start page"


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"

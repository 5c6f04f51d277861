"""What a scenario did in its browser, from Playwright's trace: clicks, typing, pages opened.

The trace was kept without secrets; nothing is noted while scenarios run. Its format is Playwright's
own: what cannot be read is left out.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from sayso.report.html.files import Files
from sayso.report.html.timeline import Moment, short
from sayso.report.plain_words import element

# Playwright's name of an action, in words. Questions and expectations change nothing.
ACTIONS = {
    "goto": "opens {value}",
    "reload": "loads the page again",
    "goBack": "goes back",
    "goForward": "goes forward",
    "click": "clicks {where}",
    "dblclick": "clicks {where} twice",
    "tap": "taps {where}",
    "hover": "points at {where}",
    "check": "ticks {where}",
    "uncheck": "unticks {where}",
    "fill": "fills {where} with “{value}”",
    "type": "types “{value}” into {where}",
    "press": "presses {value} in {where}",
    "selectOption": "chooses {value} in {where}",
    "setInputFiles": "gives a file to {where}",
    "dragAndDrop": "drags {where}",
    "keyboardPress": "presses {value}",
    "keyboardType": "types “{value}”",
    "keyboardInsertText": "types “{value}”",
}
PICTURE_OF_PAGE = '"frame-snapshot"'  # most of a trace, and nothing that was done
BEGINS_WITHIN = 40  # characters
SOUGHT = "waiting for "
Event = Mapping[str, Any]


def actions(files: Files, path: str) -> list[Moment]:
    """The actions of a trace; none where it cannot be read."""
    trace = files.inside(path)
    if trace is None:
        return []
    try:
        with zipfile.ZipFile(trace) as archive:
            names = [name for name in archive.namelist() if name.endswith(".trace")]
            found = [[*_of_context(archive.read(name))] for name in names]
    except (OSError, zipfile.BadZipFile, ValueError, LookupError, TypeError, AttributeError):
        return []
    return [one for each in found for one in _together(each)]


def _together(found: Iterable[Moment]) -> Iterator[Moment]:
    """One line for what was done again and again, like a page that is read until it shows more."""
    for _text, group in groupby(found, lambda moment: moment.text):
        first, *again = group
        if again:
            took = (again[-1].at_ns - first.at_ns) / 1e6 + again[-1].milliseconds
            text = f"{first.text}, {len(again) + 1} times"
            first = replace(first, text=text, milliseconds=took)
        yield first


def _of_context(lines: bytes) -> Iterator[Moment]:
    """The actions on the pages of one context; each says in its own clock when it was."""
    events = [
        json.loads(line)
        for line in lines.decode(errors="replace").splitlines()
        if line.strip() and PICTURE_OF_PAGE not in line[:BEGINS_WITHIN]
    ]
    begun = {event["type"]: event for event in events}["context-options"]
    shift = begun["wallTime"] - begun["monotonicTime"]
    ended = {event["callId"]: event for event in events if event["type"] == "after"}
    sought = {
        event["callId"]: event["message"].removeprefix(SOUGHT)
        for event in reversed(events)  # the first one counts
        if event["type"] == "log" and event["message"].startswith(SOUGHT)
    }
    for event in events:
        if event["type"] == "before" and event["method"] in ACTIONS:
            call, start = event["callId"], event["startTime"]
            end = ended.get(call, {})
            text = _said(event, sought.get(call, "")) + (": failed" if end.get("error") else "")
            took = end.get("endTime", start) - start
            yield Moment(round((shift + start) * 1000) * 1000, "action", short(text), took)


def _said(event: Event, locator: str) -> str:
    given = event["params"]
    where = element(locator)
    where = where[0].lower() + where[1:] if where else locator or "something on the page"
    return ACTIONS[event["method"]].format(where=where, value=_value(given))


def _value(given: Event) -> str:
    if "url" in given:
        return urlsplit(given["url"]).path or "/"
    chosen = [str(next(iter(each.values()))) for each in given.get("options") or () if each]
    typed = (given[key] for key in ("value", "text", "key") if given.get(key))
    return ", ".join(chosen) or next(typed, "")

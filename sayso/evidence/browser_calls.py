"""What a scenario's browser asked for by itself: pages, and the calls of their scripts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sayso.evidence.attachments import Evidence
from sayso.evidence.kinds import BROWSER

if TYPE_CHECKING:  # the report, which shows these calls, needs no browser
    from playwright.sync_api import Response

KINDS = ("document", "xhr", "fetch")  # pictures, styles and scripts only when they go wrong
SLOW_MS = 1000
FIRST_ERROR = 400  # of the status codes
MAX_CALLS = 200  # of one scenario


class BrowserCalls:
    """Keeps method, path, status and time of each answer; nothing that was sent or received."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._calls: list[tuple[int, str, str, int, int]] = []
        self._room = MAX_CALLS

    def note(self, response: Response) -> None:
        """All of it came with the event: to ask for more would take a trip to the browser."""
        request = response.request
        timing, status = request.timing, response.status
        took = round(max(timing["responseStart"], 0))
        matters = request.resource_type in KINDS or status >= FIRST_ERROR or took > SLOW_MS
        if matters and self._room:
            self._room -= 1
            path = urlsplit(request.url).path
            self._calls.append((round(timing["startTime"]), request.method, path, status, took))

    def keep(self) -> None:
        """What was noted since the last time, as one piece of evidence."""
        calls, self._calls = self._calls, []
        if calls:
            body = json.dumps(calls, ensure_ascii=False)
            self._evidence.add(body, kind=BROWSER, title="What the browser asked for")

"""Playwright's traces without the secrets that were typed, sent or shown while they were taken.

A trace is a zip of JSON lines (actions, snapshots of pages, requests) and of the bodies of answers.
The format is Playwright's own: what cannot be read is not kept.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

from sayso.evidence.attachments import Evidence
from sayso.evidence.kinds import TEXT, TRACE
from sayso.evidence.trace_secrets import Cleaner

EVENTS = (".trace", ".network", ".stacks")
# What reading a damaged file, or one of another form than expected, may raise.
UNREADABLE = (
    ValueError, LookupError, TypeError, AttributeError, OSError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def keep_traces(report: pytest.TestReport, evidence: Evidence, directory: Path) -> None:
    """Clean the traces that pytest-playwright kept, where they lie, and add them as evidence."""
    for name, value in report.user_properties:
        if name != "playwright_trace":
            continue
        path = directory / str(value)
        try:
            clean(path)
        except UNREADABLE as error:
            for left in (path, _beside(path)):
                left.unlink(missing_ok=True)
            reason = f"its secrets could not be taken out, so it was deleted: {error!r}"
            evidence.add(reason, kind=TEXT, title="No trace")
        else:
            evidence.add(path.read_bytes(), kind=TRACE, title="Trace")


def clean(path: Path) -> None:
    """Rewrite a trace without its secrets; raises one of UNREADABLE if it cannot be read."""
    cleaned = _beside(path)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(cleaned, "w", zipfile.ZIP_DEFLATED) as new:
        events = {name: _events(old, name) for name in old.namelist() if name.endswith(EVENTS)}
        cleaner = Cleaner()
        for lines in events.values():
            cleaner.learn(lines)
        for name in old.namelist():
            if name in events:
                body = "".join(f"{json.dumps(cleaner.event(line))}\n" for line in events[name])
                new.writestr(name, body)
            else:
                new.writestr(name, cleaner.resource(name, old.read(name)))
    cleaned.replace(path)


def _events(trace: zipfile.ZipFile, name: str) -> list[Any]:
    return [json.loads(line) for line in trace.read(name).splitlines() if line.strip()]


def _beside(path: Path) -> Path:
    return path.with_suffix(".cleaned")

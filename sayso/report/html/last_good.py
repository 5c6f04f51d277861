"""Which calls each scenario made when it last worked: what is new in a failure stands out.

One entry for each scenario in last_good.json beside the history, written over by each good run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from sayso.report.history import key_of
from sayso.report.html.timeline import Read, signs
from sayso.report.model import Run
from sayso.report.outcome import State

FILE_NAME = "last_good.json"
Calls = Mapping[str, list[str]]


def read_last_good(path: Path) -> Calls:
    """The calls by the key of a scenario; nothing from a file that cannot be read."""
    with suppress(OSError, ValueError):
        found = json.loads(path.read_text("utf-8"))
        if isinstance(found, dict):
            return found
    return {}


def keep_last_good(path: Path, run: Run, read: Read) -> None:
    """Notes the calls of what works; the others keep those of an earlier run."""
    works = (outcome for outcome in run.outcomes if outcome.state is State.WORKS)
    found = {
        key_of(outcome.example): [*signs(attempt, read)]
        for outcome in works
        if (attempt := outcome.telling) is not None
    }
    known = {key: calls for key, calls in found.items() if calls}
    if known:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({**read_last_good(path), **known}, ensure_ascii=False, indent=0)
        path.write_text(f"{text}\n", encoding="utf-8", errors="replace")

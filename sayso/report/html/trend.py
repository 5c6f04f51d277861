"""The last runs as columns: how much worked, how much did not, what was not looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sayso.report.history import History
from sayso.report.html.files import Files
from sayso.report.html.urls import START_PAGE
from sayso.report.html.wording import in_words, moment
from sayso.report.kept_runs import address_of, is_kept
from sayso.report.model import UNSOLVED, Run
from sayso.report.outcome import State
from sayso.text import plural

MOST = 20
HEIGHT = 40
LEAST = 6  # the height of a single failure among thousands of scenarios
STEP = 10


class Column(NamedTuple):
    """A run: its place, its parts from the bottom up, and what it says in words."""

    x: int
    href: str
    is_removed: bool  # its report had to make room
    pieces: list[dict[str, str]]
    title: str


def trend(run: Run, history: History, files: Files) -> list[Column]:
    """One column for each of the last runs, this one included; none for a first run."""
    runs = [(past.started_ns, past.counts) for past in history.runs[-MOST + 1 :]]
    if not runs:
        return []
    runs.append((run.started_ns, run.counts))
    tallest = max(sum(counts.values()) for _at, counts in runs) or 1
    found = []
    for place, (at, counts) in enumerate(runs):
        page = files.inside(f"{address_of(at)}/{START_PAGE}") if at != run.started_ns else None
        is_there = page is not None and is_kept(page.parent)
        href = files.link(f"{address_of(at)}/{START_PAGE}") if is_there else ""
        title = f"{moment(at)}: {in_words(counts)}"
        is_removed = page is not None and not is_there
        found.append(Column(place * STEP, href, is_removed, _pieces(counts, tallest), title))
    return found


def in_short(run: Run, history: History) -> str:
    runs = [(past.counts, past.success) for past in history.runs[-MOST + 1 :]]
    runs.append((run.counts, bool(run.success)))
    whole = [success for counts, success in runs if _is_whole(counts)]
    parts = len(runs) - len(whole)
    more = f" {plural(parts, 'run')} looked at a part only." if parts else ""
    if not whole:
        return more.strip()
    good, total = sum(whole), len(whole)
    if total == 1:
        return f"The one whole run {'succeeded' if good else 'failed'}.{more}"
    if not good:
        return f"None of the last {plural(total, 'run')} succeeded.{more}"
    return f"{'All' if good == total else good} of the last {plural(total, 'run')} succeeded.{more}"


def _is_whole(counts: Mapping[State, int]) -> bool:
    return all(state.tried for state in counts)


def _pieces(counts: Mapping[State, int], tallest: int) -> list[dict[str, str]]:
    bad = sum(counts.get(state, 0) for state in UNSOLVED)
    good = counts.get(State.WORKS, 0)
    left = sum(count for state, count in counts.items() if not state.tried)
    other = sum(counts.values()) - good - bad - left
    parts = (("fails", bad), ("works", good), ("other", other), ("notrun", left))
    found, y = [], float(HEIGHT)
    for key, count in parts:
        height = HEIGHT * count / tallest
        if key == "fails" and count:
            height = max(height, LEAST)
        if height := min(height, y):
            y -= height
            found.append({"key": key, "y": f"{y:.1f}", "height": f"{height:.1f}"})
    return found

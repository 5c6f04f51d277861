"""The last runs as columns: how much worked, how much did not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sayso.report.history import History
from sayso.report.html.wording import in_words, moment
from sayso.report.model import Run
from sayso.report.outcome import State

MOST = 20
HEIGHT = 40
STEP = 10


class Column(NamedTuple):
    """A run: its place, its parts from the bottom up, and what it says in words."""

    x: int
    pieces: list[dict[str, str]]
    title: str


def trend(run: Run, history: History) -> list[Column]:
    """One column for each of the last runs, this one included; none for a first run."""
    runs = [(past.started_ns, past.counts) for past in history.runs[-MOST + 1 :]]
    if not runs:
        return []
    runs.append((run.started_ns, run.counts))
    tallest = max(_tried(counts) for _at, counts in runs) or 1
    return [
        Column(place * STEP, _pieces(counts, tallest), f"{moment(at)}: {in_words(counts)}")
        for place, (at, counts) in enumerate(runs)
    ]


def in_short(run: Run, history: History) -> str:
    runs = history.runs[-MOST + 1 :]
    good = sum(past.success for past in runs) + bool(run.success)
    total = len(runs) + 1
    if not good:
        return f"None of the last {total} runs succeeded."
    return f"{'All' if good == total else good} of the last {total} runs succeeded."


def _tried(counts: Mapping[State, int]) -> int:
    return sum(count for state, count in counts.items() if state.tried)


def _pieces(counts: Mapping[State, int], tallest: int) -> list[dict[str, str]]:
    bad = counts.get(State.FAILS, 0) + counts.get(State.INTERRUPTED, 0)
    good = counts.get(State.WORKS, 0)
    parts = (("works", good), ("other", _tried(counts) - good - bad), ("fails", bad))
    found, y = [], float(HEIGHT)
    for key, count in parts:
        height = HEIGHT * count / tallest
        if height:
            y -= height
            found.append({"key": key, "y": f"{y:.1f}", "height": f"{height:.1f}"})
    return found

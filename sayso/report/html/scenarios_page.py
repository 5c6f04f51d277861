"""The run page: every scenario for those who look after them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.report.html.wording import duration
from sayso.report.model import Definition, Outcome, Run
from sayso.report.outcome import State

SLOWEST = 10
WIDTH = 1000
Bar = tuple[State, str, str, str]  # start, width and title of an attempt


def slowest(outcomes: Iterable[Outcome]) -> list[Outcome]:
    timed = [outcome for outcome in outcomes if outcome.seconds]
    return sorted(timed, key=lambda outcome: -outcome.seconds)[:SLOWEST]


def timeline(outcomes: Iterable[Outcome]) -> dict[str, list[Bar]]:
    attempts = [(outcome, attempt) for outcome in outcomes for attempt in outcome.attempts]
    if not attempts:
        return {}
    first = min(attempt.started_ns for _outcome, attempt in attempts)
    last = max(attempt.finished_ns or attempt.started_ns for _outcome, attempt in attempts)
    scale = WIDTH / max(1, last - first)
    lanes: dict[str, list[Bar]] = {}
    for outcome, attempt in attempts:
        start = (attempt.started_ns - first) * scale
        width = max(0.6, attempt.seconds * 1e9 * scale)
        title = f"{outcome.example.name}: {attempt.state.word}, {duration(attempt.seconds)}"
        bar = (attempt.state, f"{start:.1f}", f"{width:.1f}", title)
        lanes.setdefault(attempt.worker or "one process", []).append(bar)
    return dict(sorted(lanes.items()))


def unused(run: Run) -> list[Definition]:
    """Step definitions no scenario of the run's files needs."""
    if any(not outcome.attempts for outcome in run.outcomes):
        return []  # what was not run was not matched, so nobody knows
    return [one for one in run.definitions.values() if not one.uses]


def undefined(run: Run) -> Iterator[tuple[str, str]]:
    for outcome in run.outcomes:
        if outcome.state is not State.NOT_AUTOMATED:
            continue  # somebody wrote the code since, and the scenario was tried
        for step in outcome.example.pickle["steps"]:
            if step["id"] in run.snippets:
                yield step["text"], run.snippets[step["id"]]

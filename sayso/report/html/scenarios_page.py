"""The run page: every scenario for those who look after them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.report.html.wording import duration
from sayso.report.model import Definition, FeatureRun, Outcome, Run
from sayso.report.outcome import State

SLOWEST = 10
FEWEST_ALIKE = 2
WIDTH = 1000


@dataclass(frozen=True)
class Row:
    """A scenario in the table of all scenarios."""

    feature: FeatureRun
    outcome: Outcome
    href: str
    reason: str
    new_failure: bool

    @property
    def tags(self) -> str:
        return " ".join(self.outcome.example.tags)

    @property
    def workers(self) -> str:
        return ", ".join(sorted({one.worker for one in self.outcome.attempts if one.worker}))


@dataclass(frozen=True)
class Bar:
    """One attempt in the timeline."""

    state: State
    start: str
    width: str
    title: str


def alike(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Failures with the same reason, the largest group first."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.outcome.state is State.FAILS and row.reason:
            groups.setdefault(row.reason, []).append(row)
    many = [(reason, group) for reason, group in groups.items() if len(group) >= FEWEST_ALIKE]
    return sorted(many, key=lambda group: -len(group[1]))


def slowest(rows: Iterable[Row]) -> list[Row]:
    timed = [row for row in rows if row.outcome.seconds]
    return sorted(timed, key=lambda row: -row.outcome.seconds)[:SLOWEST]


def timeline(run: Run) -> dict[str, list[Bar]]:
    """What each worker did when."""
    attempts = [(outcome, attempt) for outcome in run.outcomes for attempt in outcome.attempts]
    if not attempts:
        return {}
    first = min(attempt.started_ns for _each, attempt in attempts)
    last = max(attempt.finished_ns or attempt.started_ns for _each, attempt in attempts)
    scale = WIDTH / max(1, last - first)
    lanes: dict[str, list[Bar]] = {}
    for outcome, attempt in attempts:
        start = (attempt.started_ns - first) * scale
        width = max(0.6, attempt.seconds * 1e9 * scale)
        title = f"{outcome.example.name}: {attempt.state.word}, {duration(attempt.seconds)}"
        bar = Bar(attempt.state, f"{start:.1f}", f"{width:.1f}", title)
        lanes.setdefault(attempt.worker or "one process", []).append(bar)
    return dict(sorted(lanes.items()))


def unused(run: Run) -> list[Definition]:
    """Step definitions no scenario of the run's files needs."""
    if any(not outcome.attempts for outcome in run.outcomes):
        return []  # what was not run was not matched, so nobody knows
    return [one for one in run.definitions.values() if not one.uses]


def undefined(run: Run) -> Iterator[tuple[str, str]]:
    """Steps without code with the code to begin with."""
    for outcome in run.outcomes:
        if outcome.state is not State.NOT_AUTOMATED:
            continue  # somebody wrote the code since, and the scenario was tried
        for step in outcome.example.pickle["steps"]:
            if step["id"] in run.snippets:
                yield step["text"], run.snippets[step["id"]]

"""The history of runs: one line of history.jsonl for each, enough for trend, since and changes.

A scenario is known by feature, rule, title and row values; lines inserted above do not change it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path
from typing import Any

from sayso.gherkin.document import Example
from sayso.report.model import Outcome, Run
from sayso.report.outcome import BY_KEY, State

FILE_NAME = "history.jsonl"


@dataclass(frozen=True)
class Name:
    """What a scenario was called, and a fingerprint of its steps, to recognise a renamed one."""

    uri: str
    title: str
    steps: str


@dataclass(frozen=True)
class PastRun:
    """A run as its line in the history tells it; `states` by the key of a scenario."""

    started_ns: int
    commit: str
    success: bool
    counts: Mapping[State, int]
    states: Mapping[str, State]


@dataclass
class History:
    """The runs before this one, the oldest first."""

    runs: list[PastRun] = field(default_factory=list)
    names: dict[str, Name] = field(default_factory=dict)

    @classmethod
    def before(cls, path: Path, started_ns: int) -> History:
        """The runs in this file that began before this moment."""
        history = cls()
        for line in _lines(path):
            if line["started_ns"] < started_ns:
                history.names.update({key: Name(*name) for key, name in line["names"].items()})
                history.runs.append(_past(line))
        return history

    def states(self, key: str) -> Iterator[tuple[PastRun, State]]:
        """What became of a scenario in the runs that tried it, the latest first."""
        for run in reversed(self.runs):
            if key in run.states:
                yield run, run.states[key]


def key_of(example: Example) -> str:
    """The short name of a scenario in the history."""
    return sha1(example.identity.encode(), usedforsecurity=False).hexdigest()[:10]


def fingerprint(example: Example) -> str:
    """The same for two scenarios with the same steps, whatever they are called."""
    texts = "\n".join(step["text"] for step in example.pickle["steps"])
    return sha1(texts.encode(), usedforsecurity=False).hexdigest()[:8]


def _line_of(run: Run, tried: list[Outcome], known: Set[str]) -> dict[str, Any]:
    """The line of a run; a scenario's name is written when it is met for the first time."""
    states: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    for outcome in tried:
        example, key = outcome.example, key_of(outcome.example)
        states.setdefault(outcome.state.key, []).append(key)
        if key not in known:
            names[key] = [example.document.uri, example.name, fingerprint(example)]
    return {
        "started_ns": run.started_ns,
        "commit": run.circumstances.get("commit", ""),
        "success": bool(run.success),
        "counts": {state.key: count for state, count in run.counts.items()},
        "states": {key: " ".join(scenarios) for key, scenarios in states.items()},
        "names": names,
    }


def remember(path: Path, run: Run) -> None:
    """Appends a run that is not yet in the history; one that tried nothing tells nothing."""
    tried = [outcome for outcome in run.outcomes if outcome.state.tried]
    lines = list(_lines(path))
    if not tried or any(line["started_ns"] == run.started_ns for line in lines):
        return
    line = _line_of(run, tried, {key for line in lines for key in line["names"]})
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The lines that can be read; one that a killed run cut off is passed over."""
    if not path.is_file():
        return
    for text in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if isinstance(line, dict) and {"started_ns", "states", "names", "counts"} <= set(line):
            yield line


def _past(line: Mapping[str, Any]) -> PastRun:
    counts = {BY_KEY[key]: count for key, count in line["counts"].items() if key in BY_KEY}
    states = {
        scenario: BY_KEY[key]
        for key, scenarios in line["states"].items()
        if key in BY_KEY
        for scenario in scenarios.split()
    }
    success = bool(line.get("success"))
    return PastRun(line["started_ns"], line.get("commit", ""), success, counts, states)

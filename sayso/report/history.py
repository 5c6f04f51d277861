"""The history of runs: one line of history.jsonl for each, enough for trend, since and changes.

A scenario is known by feature, rule, title and row values; lines inserted above do not change it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field
from functools import cache
from hashlib import sha1
from pathlib import Path, PurePosixPath
from typing import Any

from sayso.gherkin.document import Example
from sayso.report.model import Outcome, Run
from sayso.report.outcome import BY_KEY, State
from sayso.report.reason import reason_of

FILE_NAME = "history.jsonl"


@dataclass(frozen=True)
class Name:
    """What a scenario was called, what it expected, and a fingerprint of its steps."""

    uri: str
    title: str
    steps: str
    expected: str = ""


@dataclass(frozen=True)
class PastRun:
    """A run as its line in the history tells it; `states` and `reasons` by key of scenario."""

    started_ns: int
    commit: str
    dirty: bool
    success: bool
    counts: Mapping[State, int]
    states: Mapping[str, State]
    reasons: Mapping[str, str]


@dataclass
class History:
    """The runs against the same target before this one, the oldest first."""

    runs: list[PastRun] = field(default_factory=list)
    names: dict[str, Name] = field(default_factory=dict)

    @classmethod
    def before(cls, path: Path, run: Run) -> History:
        """The runs in this file that began before this one and had its target."""
        history, target = cls(), run.circumstances.get("target")
        for line in _lines(path):
            if line["started_ns"] < run.started_ns and line.get("target", target) == target:
                _note_names(history.names, line)
                history.runs.append(_past(line))
        return history

    def states(self, key: str) -> Iterator[tuple[PastRun, State]]:
        """What became of a scenario in the runs that tried it, the latest first."""
        for run in reversed(self.runs):
            if key in run.states:
                yield run, run.states[key]


@cache  # asked for at every page it stands on
def key_of(example: Example) -> str:
    """The short name of a scenario in the history."""
    return sha1(example.identity.encode(), usedforsecurity=False).hexdigest()[:10]


def name_of(example: Example) -> Name:
    """The fingerprint is the same for two scenarios with the same steps, whatever their names."""
    steps = example.pickle["steps"]
    texts = "\n".join(step["text"] for step in steps)
    expected = [_with_data(step) for step in steps if step.get("type") == "Outcome"]
    digest = sha1(texts.encode(), usedforsecurity=False).hexdigest()[:8]
    return Name(example.document.uri, example.name, digest, "\n".join(expected))


def _with_data(step: Mapping[str, Any]) -> str:
    """The text of a step with its table, row by row, or its block of text."""
    argument = step.get("argument") or {}
    rows = argument.get("dataTable", {}).get("rows", ())
    table = " / ".join(" ".join(cell["value"] for cell in row["cells"]) for row in rows)
    block = argument.get("docString", {}).get("content", "")
    return " ".join([step["text"], table, *block.split()]).strip()


def gone(run: Run, names: Mapping[str, Name]) -> list[str]:
    """The keys of what was known and no file of the same folders holds any more."""
    present = {key_of(outcome.example) for outcome in run.outcomes}
    tops = {PurePosixPath(feature.uri).parts[0] for feature in run.features}
    unreadable = {*run.not_read, *(uri for uri, _line, _message in run.unreadable)}
    return [
        key
        for key, name in names.items()
        if key not in present and name.uri not in unreadable
        if PurePosixPath(name.uri).parts[0] in tops
    ]


def _note_names(names: dict[str, Name], line: Mapping[str, Any]) -> None:
    names.update({key: Name(*name) for key, name in line["names"].items()})
    for key in line.get("gone", ()):  # a run has told so
        names.pop(key, None)


def _line_of(run: Run, tried: list[Outcome], known: Mapping[str, Name]) -> dict[str, Any]:
    """The line of a run; a scenario's name is written when it is met for the first time."""
    states: dict[str, list[str]] = {}
    reasons: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    for outcome in tried:
        key, name = key_of(outcome.example), name_of(outcome.example)
        states.setdefault(outcome.state.key, []).append(key)
        if outcome.state.needs_attention:
            reasons.setdefault(reason_of(outcome), []).append(key)
        if known.get(key) != name:
            names[key] = [*astuple(name)]
    return {
        "started_ns": run.started_ns,
        "target": run.circumstances.get("target"),
        "commit": run.circumstances.get("commit", ""),
        "dirty": bool(run.circumstances.get("dirty")),
        "success": bool(run.success),
        "counts": {state.key: count for state, count in run.counts.items()},
        "states": {key: " ".join(scenarios) for key, scenarios in states.items()},
        "reasons": {reason: " ".join(scenarios) for reason, scenarios in reasons.items()},
        "names": names,
        "gone": gone(run, known),
    }


def remember(path: Path, run: Run) -> None:
    """Appends a run that is not yet in the history; one that tried nothing tells nothing."""
    tried = [outcome for outcome in run.outcomes if outcome.state.tried]
    lines = list(_lines(path))
    if not tried or any(line["started_ns"] == run.started_ns for line in lines):
        return
    known: dict[str, Name] = {}
    for line in lines:
        _note_names(known, line)
    line = _line_of(run, tried, known)
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
    known = {key: keys for key, keys in line["states"].items() if key in BY_KEY}
    return PastRun(
        line["started_ns"],
        line.get("commit", ""),
        bool(line.get("dirty")),
        bool(line.get("success")),
        counts,
        {scenario: BY_KEY[key] for scenario, key in _by_scenario(known)},
        dict(_by_scenario(line.get("reasons") or {})),
    )


def _by_scenario(groups: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return (
        (scenario, what) for what, scenarios in groups.items() for scenario in scenarios.split()
    )

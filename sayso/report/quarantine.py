"""Scenarios that may fail for a while: tagged @quarantine, with an owner and an end in one file.

[[quarantined]]
scenario = "features/purchase/paying_by_card.feature::A refused card::The order stays open"
owner = "Sam"
until = 2026-12-24
reason = "the card company's test cards changed, SHOP-88"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from sayso.gherkin.document import Example
from sayso.runner.scenario_info import example_of
from sayso.settings import Settings

QUARANTINE = "@quarantine"
MARKER = "quarantine: may fail until the day its entry in quarantine.toml names"
PLUGIN: pytest.StashKey[QuarantinePlugin] = pytest.StashKey()
KEYS = {"scenario": str, "owner": str, "until": date, "reason": str}


class QuarantineError(Exception):
    """The file of quarantined scenarios cannot be used; the message says where and why."""


@dataclass(frozen=True)
class QuarantineEntry:
    """Who looks after a quarantined scenario, until when, and why it is one."""

    scenario: str
    owner: str
    until: date
    reason: str

    def covers(self, example: Example) -> bool:
        """True for the scenario named, every row of an outline, everything in a file or rule."""
        identity = example.identity
        return identity == self.scenario or identity.startswith(
            (f"{self.scenario}::", f"{self.scenario}[")
        )

    def __str__(self) -> str:
        return f"in quarantine until {self.until} ({self.owner}): {self.reason}"


def read_entries(path: Path) -> list[QuarantineEntry]:
    """The entries of the file, none if it is not there; raises QuarantineError."""
    if not path.is_file():
        return []
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise QuarantineError(f"{path.name}: {error}") from error
    rows = table.get("quarantined", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise QuarantineError(f"{path.name}: write each entry below a [[quarantined]] of its own")
    return [_entry(row, f"{path.name}, entry {number}") for number, row in enumerate(rows, 1)]


def _entry(row: Mapping[str, Any], place: str) -> QuarantineEntry:
    for key, kind in KEYS.items():
        if type(row.get(key)) is not kind:  # a date with a time is a date to isinstance
            wanted = "a date like 2026-12-24" if kind is date else "a text"
            raise QuarantineError(f"{place}: `{key}` must be {wanted}")
    return QuarantineEntry(*(row[key] for key in KEYS))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", MARKER)
    try:
        entries = read_entries(Settings.of(config).quarantine)
    except QuarantineError as error:
        raise pytest.UsageError(str(error)) from error
    config.stash[PLUGIN] = QuarantinePlugin(entries, datetime.now(tz=UTC).date())
    config.pluginmanager.register(config.stash[PLUGIN], "sayso-quarantine")


class QuarantinePlugin:
    """Lets quarantined scenarios fail without failing the run, as long as their entry runs."""

    def __init__(self, entries: list[QuarantineEntry], today: date) -> None:
        self._all = entries
        self._entries = [entry for entry in entries if entry.until >= today]
        self._today = today

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items if self._entries else ():
            example = example_of(item)
            entry = entry_of(example, self._entries) if example else None
            if entry is not None:
                item.add_marker(pytest.mark.xfail(reason=str(entry), strict=False))

    def complaints(self, examples: Iterable[Example]) -> Iterator[str]:
        """What is wrong with the quarantine: no entry, or an entry that is over."""
        for example in examples:
            if QUARANTINE in example.tags and entry_of(example, self._all) is None:
                yield (
                    f"{example.identity} is tagged {QUARANTINE}, "
                    "but has no entry with owner and end date"
                )
        for entry in self._all:
            if entry.until < self._today:
                yield f"{entry.scenario}: the quarantine ended on {entry.until}; ask {entry.owner}"


def entry_of(example: Example, entries: Iterable[QuarantineEntry]) -> QuarantineEntry | None:
    if QUARANTINE not in example.tags:
        return None
    return next((entry for entry in entries if entry.covers(example)), None)

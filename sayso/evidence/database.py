"""The rows that each step inserted, updated or deleted, before and after."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pytest_bdd.parser import Step

from sayso.errors import NoFeedError
from sayso.evidence.attachments import Evidence
from sayso.evidence.kinds import ROWS, TEXT
from sayso.redaction.rules import RULES
from sayso.redaction.secrets import REMOVED
from sayso.text import plural

# SQLAlchemy is imported by the first target whose database is watched.
if TYPE_CHECKING:
    from sayso.evidence.changes import Change, ChangeFeed

MAX_CHANGES = 200  # of one step
MAX_NAMED = 4  # kinds of change in a title
MAX_VALUE = 300  # characters


@dataclass
class Watched:
    """The feeds of the databases that are watched now, and why others are not."""

    feeds: list[ChangeFeed] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    reported: bool = False


class DatabaseRecorder:
    """Looks at what the triggers wrote after each step."""

    def __init__(self, evidence: Evidence, watched: Watched) -> None:
        self._evidence = evidence
        self._watched = watched
        self._read_new()  # what happened before this scenario is not its own

    def before_step(self, step: Step) -> None:
        pass

    def after_step(self, *, failed: bool, last: bool) -> None:  # noqa: ARG002  # for every recorder
        self._keep(self._read_new())

    def finish(self, *, failed: bool) -> None:
        """What came after the last step; the first test and each failure tell what is missing."""
        self._keep(self._read_new())
        if failed or not self._watched.reported:
            for reason in self._watched.reasons:
                self._evidence.add(reason, kind=TEXT, title="Rows are not recorded")
                self._watched.reported = True

    def _read_new(self) -> list[Change]:
        changes: list[Change] = []
        for feed in list(self._watched.feeds):
            try:
                changes += feed.new()
            except NoFeedError as error:  # the system may have died, and that is not our news
                self._watched.feeds.remove(feed)
                self._watched.reasons.append(str(error))
        return changes

    def _keep(self, changes: Sequence[Change]) -> None:
        if changes:
            left_out = len(changes) - MAX_CHANGES
            more = plural(left_out, "more change was", "more changes were")
            note = f"{more} left out" if left_out > 0 else None
            body = json.dumps({"tables": by_table(changes[:MAX_CHANGES]), "note": note})
            self._evidence.add(body, kind=ROWS, title=f"Rows: {summary(changes)}")


def summary(changes: Sequence[Change]) -> str:
    """How many of which kind: "1 inserted in orders, 2 updated in stock"."""
    counted = Counter((change.kind, change.table) for change in changes)
    if len(counted) > MAX_NAMED:
        return f"{len(changes)} changes in {len({change.table for change in changes})} tables"
    return ", ".join(f"{count} {kind} in {table}" for (kind, table), count in counted.items())


def by_table(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """The changes of each table in order, as plain data without secrets."""
    tables: dict[str, dict[str, Any]] = {}
    for change in changes:
        columns = list(change.after or change.before or {})
        table = tables.setdefault(
            change.table, {"name": change.table, "columns": columns, "changes": []}
        )
        table["changes"].append(
            {
                "kind": change.kind,
                "before": _shown(change.before, table["columns"]),
                "after": _shown(change.after, table["columns"]),
            }
        )
    return list(tables.values())


def _shown(row: dict[str, Any] | None, columns: Sequence[str]) -> list[Any] | None:
    return None if row is None else [without_secret(column, row.get(column)) for column in columns]


def without_secret(column: str, value: Any) -> Any:
    """A value as evidence may show it."""
    if value is not None and RULES.is_sensitive(column):
        return REMOVED
    if isinstance(value, str) and len(value) > MAX_VALUE:
        return f"{RULES.text(value)[:MAX_VALUE]}..."  # half a secret would not be known as one
    return value

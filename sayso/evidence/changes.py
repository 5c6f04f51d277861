"""The feed of a database's changes: what was committed since the last look."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import create_engine, event
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from sayso.errors import NoFeedError
from sayso.evidence.triggers import DIALECTS, LOCK_TIMEOUT_S, TABLE, Table, tables_of

LOCKED = "55P03"  # PostgreSQL's code for a lock that was not got in time
READ = f"SELECT id, table_name, before, after FROM {TABLE} WHERE table_name <> '' AND id > "  # noqa: S608  # nosec B608  # a constant
TAKEN = (
    "another run, or another worker of this one, records the changes of the same database; give "
    "each its own, for example with {worker} in its name"
)


@dataclass(frozen=True)
class Change:
    """One row before and after; None where it was not there."""

    table: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def kind(self) -> str:
        """inserted, updated or deleted."""
        if self.before is None:
            return "inserted"
        return "deleted" if self.after is None else "updated"


class ChangeFeed:
    """The changes since the last look; NoFeedError when the database does not allow it."""

    def __init__(self, url: str) -> None:
        try:
            self._engine = create_engine(url, isolation_level="AUTOCOMMIT")
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise NoFeedError(f"the database cannot be reached from here: {error}") from error
        dialect = self._engine.dialect.name
        if dialect not in DIALECTS:
            known = " and ".join(sorted(DIALECTS))
            raise NoFeedError(f"changes of {dialect} are not recorded, only of {known}")
        if dialect == "sqlite":
            event.listen(self._engine, "connect", _wait_for_locks)
        self._dialect = DIALECTS[dialect]
        self._tables: list[Table] = []
        self._seen: set[int] = set()
        self._newest = 0
        with contextlib.ExitStack() as stack:
            stack.callback(self._engine.dispose)
            try:
                self._connection = stack.enter_context(self._engine.connect())
                if not self._dialect.claim(self._connection):
                    raise NoFeedError(TAKEN)
                stack.callback(self._remove)
                self._install()
            except SQLAlchemyError as error:
                raise NoFeedError(
                    f"no triggers can be added to the database: {_reason(error)}"
                ) from error
            self._leaving = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._leaving.close()

    def new(self) -> list[Change]:
        """What was committed since the last call, in order; NoFeedError if nobody answers."""
        floor = self._newest - self._dialect.overlap
        try:
            rows = self._connection.exec_driver_sql(f"{READ} {floor} ORDER BY id").all()
        except SQLAlchemyError as error:
            raise NoFeedError(f"the database no longer answers: {error}") from error
        fresh = [row for row in rows if row.id not in self._seen]
        self._seen = {row.id for row in rows}
        self._newest = max(self._seen, default=self._newest)
        return [Change(row.table_name, _row(row.before), _row(row.after)) for row in fresh]

    def _install(self) -> None:
        unfit = self._dialect.unfit(self._connection)
        self._tables = list(tables_of(self._connection, unfit))
        for statement in self._dialect.installation(self._tables):
            self._connection.exec_driver_sql(statement)

    def _remove(self) -> None:
        """A database that is gone needs no tidying; what is locked is left to the next run."""
        with contextlib.suppress(SQLAlchemyError):  # and so is what the triggers left need
            for statement in self._dialect.removal(self._tables):
                self._connection.exec_driver_sql(statement)


def _reason(error: SQLAlchemyError) -> str:
    """What the driver says, and of a lock what to do about it."""
    said = getattr(error, "orig", None) or error
    if LOCKED not in (getattr(said, "sqlstate", ""), getattr(said, "pgcode", "")):
        return str(said)
    return (
        f"another transaction has kept a lock for more than {LOCK_TIMEOUT_S} s "
        f"({getattr(error, 'statement', None)}); end it (pg_stat_activity tells which it is)"
    )


def _wait_for_locks(connection: Any, _: object) -> None:
    connection.execute(f"PRAGMA busy_timeout = {LOCK_TIMEOUT_S * 1000}")


def _row(body: Any) -> dict[str, Any] | None:
    """A row as it was written: text on SQLite, decoded by the driver on PostgreSQL."""
    row: dict[str, Any] | None = json.loads(body) if isinstance(body, str) else body
    return row

"""Triggers in the system's own database that write each changed row into one table.

So the cost grows with what changes and not with what is stored, and it does not matter which
process made the change.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psutil
from sqlalchemy import Connection, inspect
from sqlalchemy.engine.interfaces import ReflectedColumn

LOCK_TIMEOUT_S = 5  # seconds to wait for a lock
TABLE = "sayso_changes"
NOTE = f"INSERT INTO {TABLE} (table_name, before, after)"  # the names below are reflected ones

# On SQLite a row that is no change names the process that records here.
OWNER = f"SELECT before FROM {TABLE} WHERE table_name = ''"  # noqa: S608  # nosec B608  # a constant


@dataclass(frozen=True)
class Table:
    """A table of the system, with quoted names as SQL needs them."""

    plain: str
    name: str
    columns: Sequence[tuple[str, str]]  # (plain, quoted)


def tables_of(connection: Connection, unfit: Collection[str]) -> Iterator[Table]:
    """Every table but our own and those that bear no triggers."""
    inspector, quote = inspect(connection), connection.dialect.identifier_preparer.quote
    reflected: dict[Any, list[ReflectedColumn]] = inspector.get_multi_columns()
    for (_, name), columns in reflected.items():
        if name != TABLE and name not in unfit:
            pairs = [(column["name"], quote(column["name"])) for column in columns]
            yield Table(name, quote(name), pairs)


class Sqlite:
    """One trigger for each table and kind of change; there is one writer at a time."""

    overlap = 0  # how far back a change may be committed after a later one

    def claim(self, connection: Connection) -> bool:
        """Whether no living process records here; if so, others wait until all is installed."""
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        if not inspect(connection).has_table(TABLE):
            return True
        owner = connection.exec_driver_sql(OWNER).scalar()
        return owner is None or not _lives(json.loads(owner))

    def unfit(self, connection: Connection) -> Collection[str]:
        """Virtual tables, and those in which they keep what they hold."""
        listed = connection.exec_driver_sql("PRAGMA table_list")  # nothing before SQLite 3.37
        return {row.name for row in listed if row.type in ("virtual", "shadow")}

    def installation(self, tables: Sequence[Table]) -> Iterator[str]:
        """The statements that begin the recording."""
        yield from self.removal(tables)
        yield (
            f"CREATE TABLE {TABLE} (id INTEGER PRIMARY KEY AUTOINCREMENT, "
            "table_name TEXT NOT NULL, before TEXT, after TEXT)"
        )
        yield f"{NOTE} VALUES ('', {_literal(json.dumps(_this_process()))}, NULL)"
        for table in tables:
            old, new = self._json(table, "OLD"), self._json(table, "NEW")
            changed = " OR ".join(
                f"OLD.{quoted} IS NOT NEW.{quoted}" for _, quoted in table.columns
            )
            yield self._trigger(table, "INSERT", "", "NULL", new)
            yield self._trigger(table, "UPDATE", f"WHEN {changed} ", old, new)
            yield self._trigger(table, "DELETE", "", old, "NULL")
        yield "COMMIT"

    def removal(self, tables: Sequence[Table]) -> Iterator[str]:
        """The statements that leave nothing behind: first the triggers, then what they need."""
        for table in tables:
            for kind in ("INSERT", "UPDATE", "DELETE"):
                yield f"DROP TRIGGER IF EXISTS {self._name(table, kind)}"
        yield f"DROP TABLE IF EXISTS {TABLE}"

    def _trigger(self, table: Table, kind: str, condition: str, before: str, after: str) -> str:
        return (
            f"CREATE TRIGGER {self._name(table, kind)} "
            f"AFTER {kind} ON {table.name} {condition}"
            f"BEGIN {NOTE} VALUES ({_literal(table.plain)}, {before}, {after}); END"
        )

    def _name(self, table: Table, kind: str) -> str:
        escaped = f"{TABLE}_{table.plain}_{kind.lower()}".replace('"', '""')
        return f'"{escaped}"'

    def _json(self, table: Table, row: str) -> str:
        pairs = (f"{_literal(plain)}, {self._value(f'{row}.{q}')}" for plain, q in table.columns)
        return f"json_object({', '.join(pairs)})"

    def _value(self, column: str) -> str:
        """JSON has no bytes: how many there are is said instead."""
        return (
            f"CASE typeof({column}) WHEN 'blob' THEN '(' || length({column}) || ' bytes)' "
            f"ELSE {column} END"
        )


class Postgresql:
    """One function, and one trigger for each table; transactions commit in any order."""

    overlap = 500

    def claim(self, connection: Connection) -> bool:
        """Whether nobody records here; the lock goes with the connection, however that ends."""
        connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_TIMEOUT_S}s'")
        lock = f"SELECT pg_try_advisory_lock(hashtext('{TABLE}'))"
        return bool(connection.exec_driver_sql(lock).scalar())

    def unfit(self, connection: Connection) -> Collection[str]:
        """Partitions, which get the triggers of the table that they are a part of."""
        parts = "SELECT relname FROM pg_class WHERE relispartition AND pg_table_is_visible(oid)"
        return set(connection.exec_driver_sql(parts).scalars())

    def installation(self, tables: Sequence[Table]) -> Iterator[str]:
        """The statements that begin the recording."""
        yield from self.removal(tables)
        yield (
            f"CREATE TABLE {TABLE} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
            "table_name text NOT NULL, before json, after json)"
        )
        yield (
            f"CREATE FUNCTION {TABLE}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF TG_OP <> 'UPDATE' OR OLD IS DISTINCT FROM NEW THEN "
            f"{NOTE} VALUES (TG_TABLE_NAME, "
            "CASE TG_OP WHEN 'INSERT' THEN NULL ELSE to_json(OLD) END, "
            "CASE TG_OP WHEN 'DELETE' THEN NULL ELSE to_json(NEW) END); "
            "END IF; RETURN NULL; END $$"
        )
        for table in tables:
            yield (
                f"CREATE TRIGGER {TABLE} AFTER INSERT OR UPDATE OR DELETE ON {table.name} "
                f"FOR EACH ROW EXECUTE FUNCTION {TABLE}()"
            )

    def removal(self, tables: Sequence[Table]) -> Iterator[str]:
        """The statements that leave nothing behind: first the triggers, then what they need."""
        for table in tables:
            yield f"DROP TRIGGER IF EXISTS {TABLE} ON {table.name}"
        yield f"DROP FUNCTION IF EXISTS {TABLE}()"
        yield f"DROP TABLE IF EXISTS {TABLE}"


def _this_process() -> list[float]:
    """What no other process has in common with this one, even when its number is used again."""
    return [os.getpid(), psutil.Process().create_time()]


def _lives(process: list[float]) -> bool:
    number, created = process
    with contextlib.suppress(psutil.Error):
        return psutil.Process(int(number)).create_time() == created
    return False


def _literal(text: str) -> str:
    escaped = text.replace("'", "''")
    return f"'{escaped}'"


DIALECTS: Mapping[str, Sqlite | Postgresql] = {"sqlite": Sqlite(), "postgresql": Postgresql()}

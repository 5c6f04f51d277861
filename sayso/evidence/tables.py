"""The tables of the system's database as a step may read them: found by looking, never written."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

from sayso.errors import PlainError
from sayso.evidence.attachments import Evidence
from sayso.evidence.database import without_secret
from sayso.evidence.kinds import ROWS
from sayso.redaction.rules import RULES
from sayso.redaction.sessions import remember_tokens
from sayso.suggest import nearest
from sayso.text import plural

# SQLAlchemy is imported by the first scenario that asks.
if TYPE_CHECKING:
    from sqlalchemy import URL, Engine, Table
    from sqlalchemy.sql.expression import Executable

DEADLINE_S = 5  # to connect, for a lock, and for an answer
MAX_SHOWN = 50  # rows of one question that are kept as evidence
READ_ONLY = ("SET default_transaction_read_only = on", f"SET statement_timeout = '{DEADLINE_S}s'")
# An application's own driver may be one that only works inside its event loop.
DRIVERS = {"sqlite": "pysqlite", "postgresql": "psycopg"}


class UnreadableError(PlainError):
    """The database does not answer, or not to this question."""


class UnknownNameError(AttributeError, PlainError):
    """There is no such table or column; shown without code, since the name is what is wrong."""


class DatabaseTable:
    """A table or view of the system's database; each question sees what is committed just then."""

    def __init__(self, schema: Schema, table: Table, keep: Callable[[str, str], None]) -> None:
        self._schema = schema
        self._table = table
        self._keep_once = keep

    def rows(self, /, **values: Any) -> list[dict[str, Any]]:
        """The rows with these values, in the order of the primary key; None is "no value".

        `tables.orders.rows(number="A1")` is `[{"number": "A1", "total": 1250, ...}]`.
        """
        question = self._table.select().where(*self._conditions(values))
        found = self._schema.ask(question.order_by(*self._table.primary_key), self._table.name)
        for row in found:
            self._remember(row)
        self._keep(found, len(found), values)
        return found

    def count(self, /, **values: Any) -> int:
        """How many rows have these values."""
        from sqlalchemy import func, select

        question = (
            select(func.count().label("number"))
            .select_from(self._table)
            .where(*self._conditions(values))
        )
        number = int(self._schema.ask(question, self._table.name)[0]["number"])
        self._keep([], number, values)
        return number

    def _conditions(self, values: Mapping[str, Any]) -> list[Any]:
        columns = self._table.columns
        for name in values:
            if name not in columns:
                kind = f'table "{self._table.name}" has no column'
                raise UnknownNameError(_unknown(kind, name, columns.keys()))
        return [columns[name] == value for name, value in values.items()]

    def _remember(self, row: Mapping[str, Any]) -> None:
        """What opens a session must not stand in a message of the step that compares it."""
        for name, value in row.items():
            if isinstance(value, str) and RULES.is_sensitive(name):
                remember_tokens([value], f"the column {name} of the table {self._table.name}")

    def _keep(self, found: list[dict[str, Any]], number: int, values: Mapping[str, Any]) -> None:
        shown = [_read(row) for row in found[:MAX_SHOWN]]
        table = {"name": self._table.name, "columns": self._table.columns.keys(), "changes": shown}
        left_out = number - len(shown) if shown else 0
        body = {"tables": [table] if shown else [], "note": _asked(values, left_out)}
        title = f"Rows of {self._table.name}: {plural(number, 'row')}"
        self._keep_once(title, json.dumps(body, default=str))


class Tables:
    """`tables.orders`, or `tables["order lines"]`: the tables and views of the target's database.

    A name that is not there raises an error with the nearest one and all there are.
    """

    def __init__(self, schema: Schema, evidence: Evidence) -> None:
        self._schema = schema
        self._evidence = evidence
        self._last: tuple[int | None, str, str] | None = None

    def __getattr__(self, name: str) -> DatabaseTable:
        if name.startswith("__"):  # what Python itself asks of an object
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> DatabaseTable:
        return DatabaseTable(self._schema, self._schema.table(name), self._keep)

    def _keep(self, title: str, body: str) -> None:
        """Whoever waits asks many times; the same answer is kept once."""
        entry = (self._evidence.step, title, body)
        if entry != self._last:
            self._evidence.add(body, kind=ROWS, title=title)
        self._last = entry


class Schema:
    """The tables of one database, each looked up once, over a connection that cannot write."""

    def __init__(self, url: str) -> None:
        self._engine = _reading(url)
        self._tables: dict[str, Table] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    def table(self, name: str) -> Table:
        """The table with its columns; raises UnknownNameError, or UnreadableError."""
        if name not in self._tables:
            self._tables[name] = self._look_up(name)
        return self._tables[name]

    def ask(self, question: Executable, table: str) -> list[dict[str, Any]]:
        """The rows of the answer; raises UnreadableError."""
        from sqlalchemy.exc import SQLAlchemyError

        try:
            with self._engine.connect() as connection:
                return [dict(row) for row in connection.execute(question).mappings()]
        except (SQLAlchemyError, ValueError, TypeError) as error:
            raise UnreadableError(f'table "{table}" cannot be read: {_reason(error)}') from error

    def _look_up(self, name: str) -> Table:
        from sqlalchemy import MetaData, Table, inspect
        from sqlalchemy.exc import SQLAlchemyError

        from sayso.evidence.triggers import TABLE

        try:
            inspector = inspect(self._engine)
            known = {*inspector.get_table_names(), *inspector.get_view_names()} - {TABLE}
            if name not in known:
                raise UnknownNameError(_unknown("the database has no table", name, known))
            with warnings.catch_warnings():  # of columns whose types only their database knows
                warnings.simplefilter("ignore")
                return Table(name, MetaData(), autoload_with=self._engine, resolve_fks=False)
        except SQLAlchemyError as error:
            raise UnreadableError(f"the database cannot be read: {_reason(error)}") from error


def _reading(url: str) -> Engine:
    from sqlalchemy import create_engine, event, make_url
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    try:
        address = make_url(url)
        dialect = address.get_backend_name()
        if dialect not in DRIVERS:
            raise UnreadableError(
                f"tables of {dialect} are not read, only of sqlite and postgresql"
            )
        if dialect == "sqlite":
            return create_engine(_unwritable(address), connect_args={"timeout": DEADLINE_S})
        if address.get_driver_name() != "psycopg2":
            address = address.set(drivername=f"postgresql+{DRIVERS[dialect]}")
        waiting = {"connect_timeout": DEADLINE_S}
        engine = create_engine(address, isolation_level="AUTOCOMMIT", connect_args=waiting)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise UnreadableError(f"the database cannot be reached from here: {error}") from error
    event.listen(engine, "connect", _forbid_writing)
    return engine


def _unwritable(address: URL) -> URL:
    """SQLite's own way to open a file that must exist, and that nobody here can change."""
    file = address.database or ""
    name = file if file.startswith("file:") else f"file:{quote(file)}"
    options = {"mode": "ro", "uri": "true"}
    return address.set(drivername="sqlite+pysqlite", database=name).update_query_dict(options)


def _forbid_writing(connection: Any, _: object) -> None:
    with connection.cursor() as cursor:
        for statement in READ_ONLY:
            cursor.execute(statement)
    connection.commit()


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    return f'{kind} "{name}".{nearest(name, names)} It has {", ".join(names) or "none"}.'


def _reason(error: Exception) -> str:
    """What the driver says, without the statement and the values in it."""
    return str(getattr(error, "orig", None) or error).strip()


def _asked(values: Mapping[str, Any], left_out: int) -> str:
    asked = ", ".join(f"{name} = {_shown(name, value)}" for name, value in values.items())
    more = f"; {plural(left_out, 'more row')} left out" if left_out > 0 else ""
    return f"asked for {asked or 'all rows'}{more}"


def _read(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row in the form of a change, which is what the report draws."""
    values = [_shown(name, value) for name, value in row.items()]
    return {"kind": "read", "before": None, "after": values}


def _shown(name: str, value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return f"({plural(len(value), 'byte')})"
    return without_secret(name, value)

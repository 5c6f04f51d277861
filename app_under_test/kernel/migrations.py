"""The history of each service's tables, and where a database stands in it.

A service's migrations lie in its folder `migrations/`, each a file of Alembic's whose name begins
with its number; the events that services send each other have a history of their own, `kernel`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, inspect

from app_under_test.kernel.database import Database, metadata
from app_under_test.settings import SERVICES

if TYPE_CHECKING:
    from alembic.config import Config

HISTORIES = ("kernel", *SERVICES)

ROOT = Path(__file__).parents[1]


class OldSchema(RuntimeError):  # noqa: N818 - it is an answer
    """The database lacks what a service needs; the message says which, and what to run."""


@dataclass(frozen=True)
class Change:
    """How far one history was brought: from `before` (None: nothing was there) to `after`."""

    history: str
    before: str | None
    after: str


def files(history: str) -> list[Path]:
    """The migrations of one history, oldest first."""
    return sorted((ROOT / history / "migrations").glob("[0-9]*.py"))


def newest(history: str) -> str:
    """The revision that the models of this version of the shop fit."""
    return files(history)[-1].name.partition("_")[0]


def upgrade(database: Database) -> list[Change]:
    """Run what is missing, all of it or, on any error, nothing; what changed is returned.

    Raises `sqlalchemy.exc.DBAPIError`, for example where tables were made in another way.
    """
    with database.changing_tables() as connection:
        before = _versions(connection)
        behind = [history for history in HISTORIES if before[history] != newest(history)]
        for history in behind:
            _run(connection, history)
        after = _versions(connection)
    return [Change(history, before[history], str(after[history])) for history in behind]


def make_ready(database: Database) -> None:
    """Bring a database of one's own to the newest version, an empty SQLite file the fast way.

    Loading Alembic takes a second, which is longer than the whole shop takes to start.
    """
    if not (database.is_sqlite and _create_all(database)):
        upgrade(database)


def refuse_old(database: Database, services: Iterable[str]) -> None:
    """Raise `OldSchema` where the database is older than one of these services needs.

    A newer one is no reason: a service of the last release still runs while the next one starts.
    """
    with database.read() as session:
        found = _versions(session.connection())
    for history in ("kernel", *services):
        if (found[history] or "") < newest(history):
            at = found[history] or "no version"
            message = f"the database is at {at}, {history} needs {newest(history)}"
            raise OldSchema(f"{message}; run `python -m app_under_test migrate`")


def load_models() -> None:
    """Make the tables of every service known to `metadata`."""
    for kept in ("dead_letters", "events"):
        import_module(f"app_under_test.kernel.{kept}")
    for service in SERVICES:
        import_module(f"app_under_test.{service}.models")


def configuration(history: str) -> "Config":
    """What Alembic has to know about one history."""
    from alembic.config import Config  # see `make_ready`

    config = Config()
    config.set_main_option("script_location", str(ROOT / "kernel" / "alembic"))
    config.set_main_option("version_locations", str(ROOT / history / "migrations"))
    config.set_main_option("path_separator", "newline")
    config.attributes["version_table"] = _version_table(history).name
    return config


def _run(connection: Connection, history: str) -> None:
    from alembic import command  # see `make_ready`

    config = configuration(history)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _create_all(database: Database) -> bool:
    """Create every table at once, if there is none; the same as all migrations one by one."""
    load_models()
    with database.changing_tables() as connection:
        if inspect(connection).get_table_names():
            return False
        metadata.create_all(connection)
        for history in HISTORIES:
            table = _version_table(history)
            table.create(connection)
            connection.execute(table.insert().values(version_num=newest(history)))
    return True


def _versions(connection: Connection) -> dict[str, str | None]:
    there = inspect(connection).get_table_names()
    tables = {history: _version_table(history) for history in HISTORIES}
    return {
        history: connection.scalar(table.select()) if table.name in there else None
        for history, table in tables.items()
    }


def _version_table(history: str) -> Table:
    """As Alembic itself makes it."""
    name = f"{history}_schema_version"
    version = Column("version_num", String(32), nullable=False)
    return Table(name, MetaData(), version, PrimaryKeyConstraint(version, name=f"{name}_pkc"))

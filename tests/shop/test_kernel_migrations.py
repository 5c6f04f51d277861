"""The history of the tables: complete, in step with the models, and asked before serving."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect

from app_under_test.composition import open_shop
from app_under_test.kernel import migrations
from app_under_test.kernel.database import Database, metadata
from app_under_test.kernel.migrations import HISTORIES, newest
from app_under_test.settings import Settings
from tests.shop.process.started import PROJECT

VERSION_TABLES = {f"{history}_schema_version" for history in HISTORIES}


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables, on each kind of server."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'shop.db'}"
    address: str = request.getfixturevalue("postgres")
    return address


@contextmanager
def engine(url: str) -> Iterator[Engine]:
    engine = create_engine(url)
    yield engine
    engine.dispose()


def migrated(url: str) -> list[migrations.Change]:
    database = Database(url)
    changes = migrations.upgrade(database)
    database.dispose()
    return changes


def listed(facts: Iterable[object]) -> list[str]:
    return sorted(json.dumps(fact, default=str, sort_keys=True) for fact in facts)


def described(url: str) -> dict[str, Any]:
    """Everything the database knows about its tables, without regard to order."""
    with engine(url) as server:
        seen = inspect(server)
        return {
            table: {
                "columns": listed(seen.get_columns(table)),
                "key": seen.get_pk_constraint(table),
                "unique": listed(seen.get_unique_constraints(table)),
                "indexes": listed(seen.get_indexes(table)),
                "checks": listed(seen.get_check_constraints(table)),
                "references": listed(seen.get_foreign_keys(table)),
            }
            for table in seen.get_table_names()
        }


def test_migrations_lead_to_what_the_models_say(empty: str) -> None:
    assert [change.history for change in migrated(empty)] == list(HISTORIES)
    migrations.load_models()
    with engine(empty) as server, server.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_server_default": True,
                "include_name": lambda name, _kind, _parents: name not in VERSION_TABLES,
            },
        )
        assert compare_metadata(context, metadata) == []


def test_the_fast_way_to_new_tables_leads_to_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, fast = (f"sqlite:///{tmp_path / name}.db" for name in ("slow", "fast"))
    migrated(slow)
    database = Database(fast)
    with monkeypatch.context() as patched:
        patched.delattr(migrations, "_run")  # what loads Alembic
        migrations.make_ready(database)
    database.dispose()
    assert described(fast) == described(slow)
    assert set(described(fast)) >= {*VERSION_TABLES, "users", "outbox"}
    assert migrated(fast) == [], "its versions are not the newest"


@pytest.mark.parametrize("history", HISTORIES)
def test_the_newest_version_is_the_end_of_the_history(history: str) -> None:
    script = ScriptDirectory.from_config(migrations.configuration(history))
    assert script.get_heads() == [newest(history)]
    assert [file.name.partition("_")[0] for file in migrations.files(history)] == [
        revision.revision for revision in reversed(list(script.walk_revisions()))
    ]


def test_a_part_refuses_an_old_database_and_says_what_to_run(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'shop.db'}")
    migrations.make_ready(database)
    with engine(f"sqlite:///{tmp_path / 'shop.db'}") as server, server.begin() as connection:
        connection.exec_driver_sql("UPDATE identity_schema_version SET version_num = '0000'")
    migrations.refuse_old(database, ["catalogue"])
    with pytest.raises(
        migrations.OldSchema,
        match=r"is at 0000, identity needs \d+; run `python -m app_under_test migrate`$",
    ):
        migrations.refuse_old(database, ["identity"])
    database.dispose()


def test_an_empty_database_is_refused_and_left_empty(empty: str) -> None:
    elsewhere = dict.fromkeys(("gateway", "inventory", "identity"), "http://127.0.0.1:9")
    settings = Settings(database_url=empty).at(elsewhere)
    with (
        pytest.raises(RuntimeError, match=r"; run `python -m app_under_test migrate`$"),
        open_shop(settings, ["catalogue"]),
    ):
        pass
    assert described(empty) == {}


def test_a_newer_database_still_serves_the_last_release(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'shop.db'}")
    migrations.make_ready(database)
    with engine(f"sqlite:///{tmp_path / 'shop.db'}") as server, server.begin() as connection:
        connection.exec_driver_sql("UPDATE identity_schema_version SET version_num = '0999'")
    migrations.refuse_old(database, ["identity"])
    database.dispose()


# Forked from one process that has loaded everything, so that they really begin together.
FOUR_AT_ONCE = """
import multiprocessing, sys
from alembic import command
from app_under_test.__main__ import main

def migrate(_):
    return main(["migrate", "--database", sys.argv[1]])

with multiprocessing.get_context("fork").Pool(4) as pool:
    print(pool.map(migrate, range(4), chunksize=1))
    pool.close()
    pool.join()  # leaving the block ends them by a signal, which the shop takes in its own way
"""


def test_several_can_migrate_at_once(postgres: str) -> None:
    command = [sys.executable, "-c", FOUR_AT_ONCE, postgres]
    ended = subprocess.run(  # noqa: S603 - the arguments are ours
        command, cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False
    )
    said = ended.stdout + ended.stderr
    assert "[0, 0, 0, 0]" in said, said
    assert said.count("catalogue: from no version to 0002") == 1, said
    assert said.count("at the newest version already") == 3, said

"""Changed rows: each one before and after, whoever changed it, at a cost that does not grow."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine

from sayso.errors import NoFeedError
from sayso.evidence import database
from sayso.evidence import triggers as triggers_module
from sayso.evidence.attachments import Evidence
from sayso.evidence.changes import Change, ChangeFeed
from sayso.evidence.database import DatabaseRecorder, Watched
from tests.sayso.evidence.conftest import closing_engine

SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE stock (sku TEXT PRIMARY KEY, on_hand INTEGER NOT NULL, picture BLOB);
CREATE TABLE "odd ""table's" ("a column" TEXT, "order" TEXT);
CREATE TABLE users (email TEXT, password_hash TEXT, note TEXT);
"""


MANY = """
WITH RECURSIVE numbers(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 30000)
INSERT INTO stock SELECT n, 1, NULL FROM numbers
"""


class Shop:
    """What the system under test does to its own database, through a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(SCHEMA)

    @property
    def url(self) -> str:
        return f"sqlite:///{self._path}"

    def does(self, *statements: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self._path, timeout=5)) as connection:
            rows: list[tuple[object, ...]] = []
            for statement in statements:
                rows = connection.execute(statement).fetchall()
            connection.commit()
            return rows


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "shop.db")


@pytest.fixture
def feed(shop: Shop) -> Iterator[ChangeFeed]:
    with ChangeFeed(shop.url) as feed:
        yield feed


def test_rows_are_seen_before_and_after(shop: Shop, feed: ChangeFeed) -> None:
    shop.does("INSERT INTO stock VALUES ('mug', 5, NULL)")
    shop.does("UPDATE stock SET on_hand = 3", "DELETE FROM stock")
    five = {"sku": "mug", "on_hand": 5, "picture": None}
    three = five | {"on_hand": 3}
    changes = feed.new()
    assert changes == [
        Change("stock", None, five),
        Change("stock", five, three),
        Change("stock", three, None),
    ]
    assert [change.kind for change in changes] == ["inserted", "updated", "deleted"]


def test_each_change_is_told_once(shop: Shop, feed: ChangeFeed) -> None:
    shop.does("INSERT INTO stock VALUES ('mug', 5, NULL)")
    assert len(feed.new()) == 1
    assert feed.new() == []
    shop.does("UPDATE stock SET on_hand = 4")
    assert [change.kind for change in feed.new()] == ["updated"]


def test_a_change_that_was_taken_back_is_none(shop: Shop, feed: ChangeFeed) -> None:
    shop.does("BEGIN", "INSERT INTO stock VALUES ('mug', 5, NULL)", "ROLLBACK")
    assert feed.new() == []


def test_an_update_that_changes_nothing_is_none(shop: Shop, feed: ChangeFeed) -> None:
    shop.does("INSERT INTO stock VALUES ('mug', 5, NULL)")
    feed.new()
    shop.does("UPDATE stock SET on_hand = 5, picture = NULL")
    assert feed.new() == []


def test_bytes_and_odd_names_are_no_trouble(shop: Shop, feed: ChangeFeed) -> None:
    shop.does("INSERT INTO stock VALUES ('mug', 5, x'00ff00')")
    shop.does("""INSERT INTO "odd ""table's" VALUES ('it''s "so"', NULL)""")
    assert feed.new() == [
        Change("stock", None, {"sku": "mug", "on_hand": 5, "picture": "(3 bytes)"}),
        Change("odd \"table's", None, {"a column": 'it\'s "so"', "order": None}),
    ]


def test_nothing_is_left_in_the_database(shop: Shop) -> None:
    with ChangeFeed(shop.url):
        assert len(shop.does("SELECT 1 FROM sqlite_master WHERE type = 'trigger'")) == 9
    left = shop.does("SELECT name FROM sqlite_master WHERE name LIKE 'sayso%'")
    assert left == []


KILLED = """
import os, sys
from sayso.evidence.changes import ChangeFeed
with ChangeFeed(sys.argv[1]):
    os._exit(9)
"""


def test_what_a_killed_run_left_is_replaced(shop: Shop) -> None:
    command = [sys.executable, "-c", KILLED, shop.url]
    killed = subprocess.run(command, check=False, timeout=60)  # noqa: S603  # our own interpreter
    assert killed.returncode == 9
    assert shop.does("SELECT 1 FROM sqlite_master WHERE name = 'sayso_changes'")
    with ChangeFeed(shop.url) as feed:
        shop.does("INSERT INTO stock VALUES ('mug', 5, NULL)")
        assert len(feed.new()) == 1


def test_the_feed_of_a_living_run_is_left_alone(shop: Shop, feed: ChangeFeed) -> None:
    with pytest.raises(NoFeedError, match="another run, or another worker of this one, records"):
        ChangeFeed(shop.url)
    shop.does("INSERT INTO stock VALUES ('mug', 5, NULL)")
    assert [change.table for change in feed.new()] == ["stock"]


WIDE = f"CREATE TABLE zz_wide ({', '.join(f'c{number}' for number in range(1500))})"


def test_a_failed_installation_leaves_nothing_in_the_database(shop: Shop) -> None:
    shop.does(WIDE)  # the last of the tables, and too wide for a trigger
    with pytest.raises(NoFeedError, match="no triggers can be added to the database"):
        ChangeFeed(shop.url)
    assert shop.does("SELECT name FROM sqlite_master WHERE name LIKE 'sayso%'") == []
    shop.does("INSERT INTO stock VALUES ('mug', 5, NULL)")


@pytest.mark.skipif(sqlite3.sqlite_version_info < (3, 37), reason="it cannot tell such tables")
def test_tables_that_bear_no_triggers_are_passed_over(shop: Shop) -> None:
    shop.does("CREATE VIRTUAL TABLE words USING fts5(body)")
    with ChangeFeed(shop.url) as feed:
        shop.does("INSERT INTO words VALUES ('mug')", "INSERT INTO stock VALUES ('mug', 5, NULL)")
        assert [change.table for change in feed.new()] == ["stock"]


def test_the_system_still_counts_the_rows_it_changed(shop: Shop, feed: ChangeFeed) -> None:
    shop.does("INSERT INTO stock VALUES ('a', 1, NULL), ('b', 1, NULL)")
    counts = shop.does("UPDATE stock SET on_hand = 2", "SELECT changes()")
    assert counts == [(2,)]
    assert len(feed.new()) == 4


def test_a_look_costs_the_same_in_a_large_database(shop: Shop, feed: ChangeFeed) -> None:
    small = seconds(feed)
    shop.does(MANY)
    assert len(feed.new()) == 30_000
    assert seconds(feed) < small * 10 + 0.01


def seconds(feed: ChangeFeed) -> float:
    started = time.perf_counter()
    for _ in range(20):
        assert feed.new() == []
    return time.perf_counter() - started


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("no url", "the database cannot be reached from here"),
        ("nosuch://db/shop", "the database cannot be reached from here"),
        ("sqlite:////no/such/folder/shop.db", "no triggers can be added to the database"),
    ],
)
def test_a_database_that_does_not_allow_it_is_a_reason(url: str, reason: str) -> None:
    with pytest.raises(NoFeedError, match=reason):
        ChangeFeed(url)


def test_secrets_are_removed_by_column_and_by_value(
    shop: Shop, feed: ChangeFeed, tmp_path: Path
) -> None:
    evidence = Evidence(tmp_path)
    recorder = DatabaseRecorder(evidence, Watched([feed]))
    shop.does("INSERT INTO users VALUES ('ada@shop.example', 'argon2-abc', 'password=abcdefgh')")
    recorder.after_step(failed=False, last=False)
    (entry,) = evidence.take()
    assert entry["title"] == "Rows: 1 inserted in users"
    assert json.loads(entry["text"]) == {
        "tables": [
            {
                "name": "users",
                "columns": ["email", "password_hash", "note"],
                "changes": [
                    {
                        "kind": "inserted",
                        "before": None,
                        "after": ["ada@shop.example", "[removed]", "password=[removed]"],
                    }
                ],
            }
        ],
        "note": None,
    }


def test_what_happened_before_the_scenario_is_not_its_own(
    shop: Shop, feed: ChangeFeed, tmp_path: Path
) -> None:
    shop.does("INSERT INTO stock VALUES ('mug', 5, NULL)")
    evidence = Evidence(tmp_path)
    recorder = DatabaseRecorder(evidence, Watched([feed]))
    recorder.after_step(failed=False, last=True)
    assert evidence.take() == []


def test_very_many_changes_are_cut_and_that_is_said(
    shop: Shop, feed: ChangeFeed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "MAX_CHANGES", 2)
    evidence = Evidence(tmp_path)
    recorder = DatabaseRecorder(evidence, Watched([feed]))
    shop.does("INSERT INTO stock VALUES ('a', 1, NULL), ('b', 1, NULL), ('c', 1, NULL)")
    recorder.after_step(failed=False, last=False)
    (entry,) = evidence.take()
    assert entry["title"] == "Rows: 3 inserted in stock"
    body = json.loads(entry["text"])
    assert len(body["tables"][0]["changes"]) == 2
    assert body["note"] == "1 more change was left out"


def test_a_database_that_dies_does_not_fail_the_scenario(
    shop: Shop, feed: ChangeFeed, tmp_path: Path
) -> None:
    evidence = Evidence(tmp_path)
    recorder = DatabaseRecorder(evidence, Watched([feed]))
    shop.does("DROP TABLE sayso_changes")
    recorder.after_step(failed=False, last=False)
    recorder.finish(failed=True)
    (entry,) = evidence.take()
    assert entry["title"] == "Rows are not recorded"
    assert entry["text"].startswith("the database no longer answers:")


def test_why_nothing_is_recorded_is_told_at_first_and_at_failures(tmp_path: Path) -> None:
    watched = Watched(reasons=["it is not ours"])
    told = []
    for failed in (False, False, True):
        evidence = Evidence(tmp_path)
        DatabaseRecorder(evidence, watched).finish(failed=failed)
        told.append([entry["text"] for entry in evidence.take()])
    assert told == [["it is not ours"], [], ["it is not ours"]]


def triggers(shop: Engine) -> int:
    with shop.connect() as connection:
        count = "SELECT count(*) FROM pg_trigger WHERE tgname = 'sayso_changes'"
        return int(connection.exec_driver_sql(count).scalar_one())


def test_a_locked_table_of_a_server_is_no_reason_to_wait_for_ever(
    on_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triggers_module, "LOCK_TIMEOUT_S", 1)
    with closing_engine(on_server) as shop, shop.begin() as connection:
        connection.exec_driver_sql("LOCK TABLE users")
        connection.exec_driver_sql("SET idle_in_transaction_session_timeout = '20s'")
        began = time.monotonic()
        with pytest.raises(NoFeedError, match=r"kept a lock for more than .* ON users\); end it"):
            ChangeFeed(on_server)
        assert time.monotonic() - began < 10
        assert triggers(shop) == 0


def test_what_a_locked_table_keeps_is_removed_by_the_next_run(
    on_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triggers_module, "LOCK_TIMEOUT_S", 1)
    with closing_engine(on_server) as shop:
        with shop.begin() as connection, ChangeFeed(on_server):
            connection.exec_driver_sql("LOCK TABLE users IN ACCESS SHARE MODE")
            connection.exec_driver_sql("SET idle_in_transaction_session_timeout = '20s'")
        assert triggers(shop) > 0
        with shop.begin() as connection:  # the trigger that is left still has what it needs
            connection.exec_driver_sql("INSERT INTO users VALUES ('ada')")
        with ChangeFeed(on_server) as feed:
            assert feed.new() == []
        assert triggers(shop) == 0

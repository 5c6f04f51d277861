"""Transactions: short, explicit, and either wholly there or not at all."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from app_under_test.kernel.clock import SystemClock
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import Inbox
from app_under_test.kernel.migrations import make_ready


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'shop.db'}")
    make_ready(database)
    yield database
    database.dispose()


def received(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Inbox)) or 0


def row(event_id: str) -> Inbox:
    now = SystemClock().now()
    return Inbox(event_id=event_id, consumer="test", topic="x.y", received_at=now)


def test_an_error_leaves_nothing_behind(database: Database) -> None:
    def half_done() -> None:
        with database.begin() as session:
            session.add(row("1"))
            session.flush()
            raise KeyError("changed my mind")

    with pytest.raises(KeyError):
        half_done()
    assert received(database) == 0


def test_writing_while_reading_is_an_error(database: Database) -> None:
    def write() -> None:
        with database.read() as session:
            session.add(row("1"))

    with pytest.raises(OperationalError, match="readonly"):
        write()
    with database.begin() as session:  # the same connection can write afterwards
        session.add(row("2"))
    assert received(database) == 1


def test_writers_take_turns_and_lose_no_update(database: Database) -> None:
    with database.begin() as session:
        session.execute(text("CREATE TABLE counter (n INTEGER)"))
        session.execute(text("INSERT INTO counter VALUES (0)"))

    def add_one(_: int) -> None:
        with database.begin() as session:
            seen = session.scalar(text("SELECT n FROM counter"))
            session.execute(text("UPDATE counter SET n = :n"), {"n": (seen or 0) + 1})

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add_one, range(100)))
    with database.read() as session:
        assert session.scalar(text("SELECT n FROM counter")) == 100


def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    with database.begin() as session:
        session.add(row("1"))
        session.flush()
        assert received(database) == 0, "what is not committed was seen"
    assert received(database) == 1


def test_creating_the_tables_again_changes_nothing(database: Database) -> None:
    with database.begin() as session:
        session.add(row("1"))
    make_ready(database)
    assert received(database) == 1


def test_moments_come_back_in_utc_and_naive_ones_are_refused(database: Database) -> None:
    moment = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
    with database.begin() as session:
        session.add(Inbox(event_id="1", consumer="test", topic="x.y", received_at=moment))
    with database.read() as session:
        assert session.scalar(select(Inbox.received_at)) == moment

    def store_naive() -> None:
        with database.begin() as session:
            late = datetime(2026, 1, 1)
            session.add(Inbox(event_id="2", consumer="test", topic="x.y", received_at=late))

    with pytest.raises(Exception, match="no time zone"):
        store_naive()

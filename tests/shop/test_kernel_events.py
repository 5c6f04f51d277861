"""Events: in the database exactly if the change is, and delivered until everybody has them."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select
from structlog.contextvars import bound_contextvars

from app_under_test.kernel.clock import SystemClock
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import Event, Outbox, consumed_once, publish
from app_under_test.kernel.http_messaging import HttpCarrier
from app_under_test.kernel.migrations import make_ready
from app_under_test.kernel.relay import Relay
from sayso.target.waiting import eventually
from tests.shop.listener import Listener

NOWHERE = "http://127.0.0.1:9"
KEY = "k" * 20


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'shop.db'}")
    make_ready(database)
    yield database
    database.dispose()


@pytest.fixture
def stock() -> Iterator[Listener]:
    with Listener() as listener:
        yield listener


@contextmanager
def relay(database: Database, subscribers: Mapping[str, Sequence[str]]) -> Iterator[None]:
    with Relay(database, "orders", HttpCarrier(subscribers, KEY)):
        yield


def say(database: Database, *subjects: str, topic: str = "order.paid") -> None:
    for subject in subjects:
        with database.begin() as session:
            publish(session, "orders", topic, subject, {"n": subject})


def unsent(database: Database) -> list[str]:
    with database.read() as session:
        rows = select(Outbox.subject_id).filter_by(sent_at=None).order_by(Outbox.created_at)
        return list(session.scalars(rows))


def all_sent(database: Database) -> None:
    eventually(lambda: len(unsent(database)), equals=0, what="unsent events", where="the outbox")


def test_an_event_arrives_at_once_with_its_request_id(database: Database, stock: Listener) -> None:
    with relay(database, {"order.paid": [stock.url]}):
        all_sent(database)
        started = time.monotonic()
        with bound_contextvars(request_id="abc-1"):
            say(database, "SO-1")
        all_sent(database)
        assert time.monotonic() - started < 0.9, "it waited for the next look at the outbox"
    ((method, path, headers, _),) = stock.requests
    assert (method, path) == ("POST", "/internal/events")
    assert (headers["x-request-id"], headers["x-internal-key"]) == ("abc-1", KEY)
    (event,) = stock.received()
    assert event["payload"] == {"n": "SO-1"}
    assert event["headers"] == {"request_id": "abc-1"}
    assert {"id", "topic", "subject_id", "occurred_at"} <= event.keys()


def test_an_event_of_a_change_that_failed_is_none(database: Database, stock: Listener) -> None:
    def fail() -> None:
        with database.begin() as session:
            publish(session, "orders", "order.paid", "SO-1", {})
            raise KeyError("no")

    with relay(database, {"order.paid": [stock.url]}):
        with pytest.raises(KeyError):
            fail()
        say(database, "SO-2")
        all_sent(database)
    assert [event["subject_id"] for event in stock.received()] == ["SO-2"]


def test_events_nobody_listens_to_count_as_sent(database: Database) -> None:
    with relay(database, {}):
        say(database, "SO-1", topic="order.placed")
        all_sent(database)


def test_what_was_left_behind_is_delivered_in_order(database: Database, stock: Listener) -> None:
    numbers = [f"SO-{n}" for n in range(20)]
    say(database, *numbers)
    with relay(database, {"order.paid": [stock.url]}):
        all_sent(database)
    assert [event["subject_id"] for event in stock.received()] == numbers


def test_the_events_of_others_are_left_alone(database: Database, stock: Listener) -> None:
    with database.begin() as session:
        publish(session, "payments", "order.paid", "SO-1", {})
    with relay(database, {"order.paid": [stock.url]}):
        say(database, "SO-2")
        eventually(lambda: unsent(database), equals=["SO-1"], what="unsent", where="the outbox")


def test_a_consumer_that_is_down_gets_everything_later(database: Database, stock: Listener) -> None:
    stock.statuses["/internal/events"] = 500
    with relay(database, {"order.paid": [stock.url]}):
        say(database, "SO-1", "SO-2")
        eventually(
            lambda: len(stock.requests), satisfies=lambda n: n >= 3, what="tries", where="stock"
        )
        assert unsent(database) == ["SO-1", "SO-2"]
        stock.statuses["/internal/events"] = 204
        all_sent(database)


def test_a_refused_event_holds_up_its_own_subject_and_nobody_else(database: Database) -> None:
    with Listener() as stock, Listener() as mail:
        stock.statuses["/internal/events"] = 422
        with relay(database, {"order.placed": [stock.url, mail.url], "order.paid": [mail.url]}):
            say(database, "SO-1", topic="order.placed")
            say(database, "SO-1", "SO-2")
            eventually(
                lambda: unsent(database),
                equals=["SO-1", "SO-1"],
                what="what is held up",
                where="the outbox",
            )
        told = {(event["topic"], event["subject_id"]) for event in mail.received()}
    assert told == {("order.placed", "SO-1"), ("order.paid", "SO-2")}


def test_a_relay_stops_within_a_second_while_a_consumer_is_silent(
    database: Database, stock: Listener
) -> None:
    stock.delay.clear()
    with relay(database, {"order.paid": [stock.url]}):
        say(database, "SO-1")
        eventually(lambda: len(stock.requests), equals=1, what="requests", where="stock")
        started = time.monotonic()
    assert time.monotonic() - started < 1.3
    stock.delay.set()
    all_sent(database)  # by the thread that was left behind: nothing is lost


def test_a_relay_survives_a_consumer_that_is_not_there(database: Database) -> None:
    with relay(database, {"order.paid": [NOWHERE]}):
        say(database, "SO-1")
        eventually(lambda: attempts(database), satisfies=lambda n: n >= 2, what="tries", where="it")


def attempts(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(Outbox.attempts)) or 0


def test_a_repeated_event_is_taken_in_once_by_each_consumer(database: Database) -> None:
    now = SystemClock().now()
    event = Event(id="1", topic="a.b", subject_id="x", payload={}, headers={}, occurred_at=now)
    taken = []
    for consumer in ("inventory", "inventory", "notifications"):
        with database.begin() as session:
            taken.append(consumed_once(session, event, consumer))
    assert taken == [True, False, True]

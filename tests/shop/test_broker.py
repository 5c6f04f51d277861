"""Events carried by RabbitMQ: late at worst, in order, never held up by what nobody can use."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from kombu import Producer
from redis import Redis
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app_under_test.kernel.broker_link import Link, Topology, connected
from app_under_test.kernel.broker_messaging import BrokerCarrier, QueueConsumer
from app_under_test.kernel.clock import SystemClock
from app_under_test.kernel.database import Database
from app_under_test.kernel.dead_letters import DeadLetter, bury
from app_under_test.kernel.events import Event, Outbox, publish
from app_under_test.kernel.migrations import make_ready
from app_under_test.kernel.relay import Relay
from app_under_test.kernel.trial_leftovers import remove
from app_under_test.settings import Settings
from sayso.target.proxies import Proxy
from sayso.target.waiting import eventually
from tests.postgres import new_postgres_database
from tests.shop.logs import told
from tests.shop.servers import (
    BROKER,
    own_broker_names,
    own_redis_keys,
    redis_url,
)

TOPIC = "order.paid"


class Place:
    """A database, and a broker with a way to it that can be closed."""

    def __init__(self, database: Database, proxy: Proxy, namespace: str) -> None:
        self.database = database
        self.proxy = proxy
        self.namespace = namespace
        self.taken: list[str] = []

    def link(self, user: str) -> Link:
        return Link(f"amqp://guest:guest@{self.proxy.address}", self.namespace, user)

    @contextmanager
    def relay(self) -> Iterator[Link]:
        link = self.link("relay")
        with Relay(self.database, "orders", BrokerCarrier(link)):
            yield link

    @contextmanager
    def consumer(self, take: Callable[[Event], None] | None = None) -> Iterator[Link]:
        link = self.link("consumer")
        with QueueConsumer(self.database, "inventory", take or self.take, link):
            yield link

    def take(self, event: Event) -> None:
        self.taken.append(event.subject_id)

    def say(self, *subjects: str) -> None:
        for subject in subjects:
            with self.database.begin() as session:
                publish(session, "orders", TOPIC, subject, {})

    def put(self, body: bytes, topic: str = TOPIC, **how: Any) -> None:
        """Publish past the shop."""
        with connected(BROKER) as connection:
            exchange = Topology(self.namespace).events
            producer = Producer(connection.default_channel, exchange, auto_declare=False)
            producer.publish(body, routing_key=topic, **{"content_type": "text/plain", **how})

    def unsent(self) -> int:
        with self.database.read() as session:
            return len(session.scalars(select(Outbox).filter_by(sent_at=None)).all())

    def dead(self) -> list[DeadLetter]:
        query = select(DeadLetter).order_by(DeadLetter.failed_at)
        with self.database.read() as session:
            return list(session.scalars(query))

    def wait_until(self, what: Callable[[], Any], equals: Any, within: float = 10.0) -> None:
        eventually(what, equals=equals, what="messages", where="the shop", within=within)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    database = Database(f"sqlite:///{tmp_path / 'shop.db'}")
    make_ready(database)
    with own_broker_names() as namespace, Proxy("127.0.0.1:5672") as proxy:
        yield Place(database, proxy, namespace)
    database.dispose()


def an_event(subject: str) -> bytes:
    now = SystemClock().now()
    facts: dict[str, Any] = {"topic": TOPIC, "subject_id": subject, "payload": {}, "headers": {}}
    return Event(id=str(uuid4()), occurred_at=now, **facts).model_dump_json().encode()


def test_events_arrive_in_order_and_leave_the_outbox(place: Place) -> None:
    numbers = [f"SO-{n}" for n in range(10)]
    with place.relay() as relay, place.consumer() as consumer:
        place.say(*numbers)
        place.wait_until(lambda: place.taken, numbers)
        place.wait_until(place.unsent, 0)
        assert (relay.is_there(), consumer.is_there()) == (True, True)


def test_a_consumer_that_was_never_there_gets_everything_later(place: Place) -> None:
    with place.relay():
        place.say("SO-1", "SO-2")
        place.wait_until(place.unsent, 0)
    with place.consumer():
        place.wait_until(lambda: place.taken, ["SO-1", "SO-2"])


def test_events_wait_in_the_outbox_while_the_broker_is_away(place: Place) -> None:
    with told() as lines, place.relay() as relay, place.consumer() as consumer:
        place.say("SO-1")
        place.wait_until(lambda: place.taken, ["SO-1"])
        place.proxy.cut()
        place.say("SO-2", "SO-3")
        place.wait_until(lambda: (relay.is_there(), consumer.is_there()), (False, False))
        assert place.unsent() == 2
        place.proxy.restore()
        place.wait_until(lambda: place.taken, ["SO-1", "SO-2", "SO-3"])
        place.wait_until(lambda: (relay.is_there(), consumer.is_there()), (True, True))
    events = [line["event"] for line in lines]
    assert sorted(events) == [*["broker is away"] * 2, *["broker is back"] * 2]


def test_a_frozen_broker_is_noticed_within_its_deadline(place: Place) -> None:
    with place.relay() as relay:
        place.say("SO-1")
        place.wait_until(place.unsent, 0)
        place.proxy.freeze()
        started = time.monotonic()
        place.say("SO-2")
        place.wait_until(relay.is_there, equals=False)
        assert time.monotonic() - started < 4, "2 s for the broker, and what a busy machine adds"
        place.proxy.restore()
        place.wait_until(place.unsent, 0, within=15)


def test_a_relay_stops_within_a_second_while_the_broker_is_frozen(place: Place) -> None:
    with place.relay() as relay:
        place.wait_until(relay.is_there, equals=True)
        place.proxy.freeze()
        place.say("SO-1")
        started = time.monotonic()
    assert time.monotonic() - started < 1.5
    place.proxy.restore()


POISON: dict[str, tuple[bytes, dict[str, Any]]] = {
    "nothing": (b"", {}),
    "no JSON": (b"{", {}),
    "no event": (b'{"id": "1"}', {}),
    "no text": (b"\xff\xfe", {"content_type": "application/json", "content_encoding": "utf-8"}),
    "NUL": (b'{"id": "\0"}', {}),
    "unknown compression": (b"{}", {"headers": {"compression": "zip-of-nobody"}}),
    "odd headers": (b"[]", {"headers": {"topic": 7, "x-death": "no list"}}),
}


def test_what_is_no_event_is_buried_with_a_reason_and_blocks_nobody(place: Place) -> None:
    with place.consumer() as consumer:
        place.wait_until(consumer.is_there, equals=True)
        for body, how in POISON.values():
            place.put(body, **how)
        place.put(an_event("SO-1"))
        place.wait_until(lambda: place.taken, ["SO-1"])
        place.wait_until(lambda: len(place.dead()), len(POISON))
    letters = place.dead()
    assert {(letter.consumer, letter.topic) for letter in letters} == {("inventory", TOPIC)}
    assert all(letter.reason for letter in letters)
    assert any("topic: Field required" in letter.reason for letter in letters)
    assert {letter.body for letter in letters} >= {"", "{", '{"id": "\\x00"}', "\\xff\\xfe"}


def test_what_cannot_be_processed_is_tried_three_times(place: Place) -> None:
    tries: list[str] = []

    def take(event: Event) -> None:
        tries.append(event.subject_id)
        if event.subject_id == "SO-1":
            raise KeyError("email")

    with place.consumer(take) as consumer:
        place.wait_until(consumer.is_there, equals=True)
        for subject in ("SO-1", "SO-2"):
            place.put(an_event(subject))
        place.wait_until(lambda: tries, ["SO-1"] * 3 + ["SO-2"])
        place.wait_until(lambda: [letter.reason for letter in place.dead()], ["KeyError: 'email'"])


def test_odd_reasons_are_kept_as_far_as_they_can_be(place: Place) -> None:
    def take(event: Event) -> None:
        raise KeyError("\0\ud800" if event.subject_id == "SO-1" else "x" * 500_000)

    with place.consumer(take) as consumer:
        place.wait_until(consumer.is_there, equals=True)
        for subject in ("SO-1", "SO-2"):
            place.put(an_event(subject))
        place.wait_until(lambda: len(place.dead()), 2)
    assert max(len(letter.reason) for letter in place.dead()) == 500


def test_poison_is_kept_once_on_postgresql_too() -> None:
    with new_postgres_database() as url:
        database = Database(url)
        make_ready(database)
        for _ in range(2):
            with database.begin() as session:
                bury(session, "inventory", "a\0" * 100, b"\0\xff", "\0\ud800" * 500)
        with database.read() as session:
            (letter,) = session.scalars(select(DeadLetter)).all()
        assert (letter.body, letter.settled_at) == ("\\x00\\xff", None)
        database.dispose()


def test_no_message_is_blamed_for_a_database_that_is_away(place: Place) -> None:
    tries: list[str] = []

    def take(event: Event) -> None:
        tries.append(event.subject_id)
        if len(tries) <= 5:
            raise OperationalError("SELECT 1", {}, Exception("the database is away"))

    with place.consumer(take) as consumer:
        place.wait_until(consumer.is_there, equals=True)
        for subject in ("SO-1", "SO-2"):
            place.put(an_event(subject))
        place.wait_until(lambda: tries, ["SO-1"] * 6 + ["SO-2"], within=15)
    assert place.dead() == []


def test_dead_letters_wait_in_their_queue_while_the_table_cannot_be_written(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin, fails = Database.begin, [3]

    @contextmanager
    def failing(self: Database) -> Iterator[Any]:
        if fails[0]:
            fails[0] -= 1
            raise OperationalError("BEGIN", {}, Exception("the database is away"))
        with begin(self) as session:
            yield session

    with place.consumer() as consumer:
        place.wait_until(consumer.is_there, equals=True)
        monkeypatch.setattr(Database, "begin", failing)
        place.put(b"{")
        place.wait_until(lambda: len(place.dead()), 1)
        place.put(an_event("SO-1"))
        place.wait_until(lambda: place.taken, ["SO-1"])
    assert (fails, len(place.dead())) == ([0], 1)


def test_nothing_of_a_trial_is_left_on_the_servers(place: Place) -> None:
    with place.relay() as relay:
        place.wait_until(relay.is_there, equals=True)
    with own_redis_keys() as another:
        settings = Settings(
            broker_url=BROKER, redis_url=redis_url(), namespace=f"{place.namespace}"
        )
        stranger = Settings(broker_url=BROKER, redis_url=redis_url(), namespace=another)
        put_key(settings)
        put_key(stranger)
        assert remove(settings) == {"redis keys": 1, "queues": 8, "exchanges": 2}
        assert remove(settings) == {"redis keys": 0, "queues": 0, "exchanges": 0}
        assert remove(stranger) == {"redis keys": 1, "queues": 0, "exchanges": 0}
    assert remove(Settings(namespace=place.namespace)) == {}


def put_key(settings: Settings) -> None:
    assert settings.redis_url
    with Redis.from_url(settings.redis_url) as client:
        client.set(f"{settings.namespace}:products:mug", "{}", ex=60)

"""The same event brought twice at the same moment, which only PostgreSQL can show."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import httpx2
import pytest
from sqlalchemy import func, select, text

from app_under_test.composition import Shop, open_shop
from app_under_test.kernel.clock import SystemClock
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import Event, Inbox, consumed_once
from app_under_test.notifications.models import Notification
from app_under_test.settings import SERVICES, Settings
from sayso.target.waiting import eventually
from tests.postgres import new_postgres_database

NOWHERE = "http://127.0.0.1:9"
HERE = ("notifications", "orders")
ROUNDS, RELAYS = 8, 4


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Two parts that take events in, on PostgreSQL."""
    mail: Path = tmp_path_factory.mktemp("mail")
    with new_postgres_database() as url:
        settings = Settings(environment="test", database_url=url, mail_dir=mail)
        elsewhere = {*SERVICES, "storefront"} - set(HERE)
        settings = settings.at(dict.fromkeys(elsewhere, NOWHERE))
        with open_shop(settings, HERE, migrate=True) as shop:
            yield shop


def event(event_id: str, topic: str, subject_id: str) -> Event:
    return Event(
        id=event_id,
        topic=topic,
        subject_id=subject_id,
        payload={"email": "ada@example.org", "name": "Ada"},
        headers={},
        occurred_at=SystemClock().now(),
    )


def answers(shop: Shop, part: str, *events: Event) -> set[int]:
    """What a part says to events that all arrive at the same moment."""
    start = Barrier(len(events))
    key = {"X-Internal-Key": shop.settings.internal_key.get_secret_value()}

    def bring(one: Event) -> int:
        start.wait(5)
        url = f"{shop.settings.url_of(part)}/internal/events"
        return http.post(url, json=one.model_dump(mode="json")).status_code

    with (
        httpx2.Client(headers=key, timeout=10, trust_env=False) as http,
        ThreadPoolExecutor(len(events)) as threads,
    ):
        return set(threads.map(bring, events))


def received(database: Database, event_id: str) -> int:
    rows = select(func.count()).select_from(Inbox).filter_by(event_id=event_id)
    with database.read() as session:
        return session.scalar(rows) or 0


def test_event_brought_twice_at_once_is_a_repeat(shop: Shop) -> None:
    for _ in range(ROUNDS):
        same = event(str(uuid4()), "payment.declined", "SO-1")
        assert answers(shop, "orders", *[same] * RELAYS) == {204}
        assert received(shop.database, same.id) == 1


def test_two_events_about_one_mail_owe_it_once(shop: Shop) -> None:
    for _ in range(ROUNDS):
        person = str(uuid4())
        two = [event(str(uuid4()), "user.registration_repeated", person) for _ in range(RELAYS)]
        assert answers(shop, "notifications", *two) == {204}
        with shop.database.read() as session:
            owed = select(Notification).where(Notification.subject_id.startswith(person))
            assert len(session.scalars(owed).all()) == 1


def test_second_of_two_waits_for_the_first_and_takes_over_if_that_fails(shop: Shop) -> None:
    same = event(str(uuid4()), "payment.declined", "SO-1")

    def take() -> bool:
        with shop.database.begin() as session:
            return consumed_once(session, same, "orders")

    with ThreadPoolExecutor(1) as thread:
        with shop.database.begin() as session:
            assert consumed_once(session, same, "orders")
            second = thread.submit(take)
            eventually(lambda: waiting(shop.database), equals=1, what="who waits", where="it")
            session.rollback()
        assert second.result(5)
    assert received(shop.database, same.id) == 1


def waiting(database: Database) -> int:
    asked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with database.read() as session:
        return session.scalar(text(f"{asked} AND datname = current_database()")) or 0

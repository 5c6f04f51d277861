"""The clock of a part is set in a test, by other parts only, and acted on at once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from fastapi.testclient import TestClient

from app_under_test.composition import Shop
from app_under_test.kernel.application import create_service
from app_under_test.kernel.clock import AdjustableClock, Clock, clock_for
from app_under_test.kernel.sweeper import Sweeper
from app_under_test.kernel.timekeeping import LONGEST, PATH
from app_under_test.settings import Settings
from tests.shop.customer import Customer

SETTINGS = Settings()
KEY = {"X-Internal-Key": SETTINGS.internal_key.get_secret_value()}
HOUR = timedelta(hours=1)


class Look(Sweeper):
    """Notes how far its clock was ahead at each look; left alone, it looks once a minute."""

    things = "lamps"
    rest = 60.0

    def __init__(self, clock: Clock) -> None:
        super().__init__("look", "shelf")
        self._clock = clock
        self.seen: list[timedelta] = []

    def sweep(self) -> None:
        self.seen.append(ahead(self._clock))


def ahead(clock: Clock) -> timedelta:
    """In whole minutes, so that a slow machine makes no difference."""
    return timedelta(minutes=round((clock.now() - datetime.now(UTC)) / timedelta(minutes=1)))


@pytest.fixture
def look() -> Look:
    return Look(AdjustableClock())


@pytest.fixture
def part(look: Look) -> Iterator[TestClient]:
    app = create_service("shelf", SETTINGS, clock=look._clock, during=[look])
    with TestClient(app) as client:
        yield client


def test_what_has_ended_at_the_new_time_was_looked_for_before_the_answer(
    part: TestClient, look: Look
) -> None:
    assert part.post(PATH, json={"ahead_seconds": 3600}, headers=KEY).status_code == 204
    assert look.seen[-1] == HOUR


def test_clock_is_put_back(part: TestClient, look: Look) -> None:
    for seconds in (3600, 0):
        part.post(PATH, json={"ahead_seconds": seconds}, headers=KEY)
    assert ahead(look._clock) == timedelta()


def test_only_other_parts_set_the_clock(part: TestClient, look: Look) -> None:
    assert part.post(PATH, json={"ahead_seconds": 3600}).status_code == 403
    assert ahead(look._clock) == timedelta()


@pytest.mark.parametrize("seconds", [-1, LONGEST + 1])
def test_clock_goes_neither_back_nor_ahead_by_years(
    part: TestClient, look: Look, seconds: int
) -> None:
    assert part.post(PATH, json={"ahead_seconds": seconds}, headers=KEY).status_code == 422
    assert ahead(look._clock) == timedelta()


@pytest.mark.parametrize("environment", ["development", "production"])
def test_there_is_nothing_to_set_outside_a_test(environment: str) -> None:
    app = create_service("shelf", SETTINGS, clock=clock_for(environment))
    with TestClient(app, headers=KEY) as client:
        assert client.post(PATH, json={"ahead_seconds": 3600}).status_code == 404


def test_session_ends_when_the_clock_is_two_hours_ahead(whole_shop: Shop, ada: Customer) -> None:
    settings = whole_shop.settings
    key = {"X-Watch-Key": settings.watch_key.get_secret_value()}
    with httpx2.Client(base_url=settings.url_of("gateway"), headers=key, timeout=10) as client:
        try:
            client.put("/clock", json={"ahead_seconds": 7200})
            ended = ada.call("GET", "/profile").status_code
        finally:
            client.put("/clock", json={"ahead_seconds": 0})
    assert (ended, ada.call("GET", "/profile").status_code) == (401, 200)

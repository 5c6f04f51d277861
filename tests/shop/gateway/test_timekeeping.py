"""The clock of the whole shop is set at its entrance: in a test, by those with the watch key."""

from collections.abc import Iterator, Mapping

import httpx2
import pytest

from app_under_test.settings import SERVICES
from tests.shop.gateway.conftest import gateway
from tests.shop.listener import Listener

WATCH_KEY = "the watch key of this test"
AHEAD = {"ahead_seconds": 7200}
PRODUCTION = {
    "environment": "production",
    "database_url": "postgresql+psycopg://shop@database/shop",
    "smtp_url": "smtps://mail.example",
    "public_url": "https://shop.example",
    "secret_key": "a secret key for a test",
    "payment_url": "https://cards.example",
    "payment_key": "a payment key for a test",
    "payment_webhook_secret": "a webhook secret for a test",
}


def set_clock(client: httpx2.Client, key: str = WATCH_KEY) -> int:
    """The status of the answer."""
    return client.put("/clock", json=AHEAD, headers={"X-Watch-Key": key}).status_code


def told(parts: Mapping[str, Listener]) -> dict[str, list[object]]:
    """What each part heard that heard anything."""
    return {name: part.received() for name, part in parts.items() if part.requests}


@pytest.fixture
def entrance(parts: dict[str, Listener]) -> Iterator[httpx2.Client]:
    with gateway(parts, shared={"environment": "test", "watch_key": WATCH_KEY}) as client:
        yield client


def test_every_part_is_told(entrance: httpx2.Client, parts: dict[str, Listener]) -> None:
    assert set_clock(entrance) == 204
    assert told(parts) == {part: [AHEAD] for part in SERVICES}
    assert {part.requests[0][:2] for part in parts.values()} == {("POST", "/internal/clock")}


@pytest.mark.parametrize("key", ["", "another key"])
def test_clock_is_for_those_who_hold_the_watch_key(
    entrance: httpx2.Client, parts: dict[str, Listener], key: str
) -> None:
    assert set_clock(entrance, key) == 403
    assert told(parts) == {}


@pytest.mark.parametrize("surroundings", [{"environment": "development"}, PRODUCTION])
def test_outside_a_test_there_is_no_such_address(
    parts: dict[str, Listener], surroundings: dict[str, str]
) -> None:
    with gateway(parts, shared={**surroundings, "watch_key": WATCH_KEY}) as client:
        assert set_clock(client) == 404
    assert told(parts) == {}


def test_part_that_cannot_be_reached_is_named(parts: dict[str, Listener]) -> None:
    shared = {"environment": "test", "watch_key": WATCH_KEY}
    with gateway(parts, shared=shared, orders="http://127.0.0.1:1") as client:
        answer = client.put("/clock", json=AHEAD, headers={"X-Watch-Key": WATCH_KEY})
    assert (answer.status_code, answer.json()["detail"]) == (
        503,
        "The orders service cannot be reached.",
    )

"""How many calls a caller may make: exactly so many, and again after the announced wait."""

import threading
import time
from collections import Counter
from collections.abc import Iterator

import httpx2
import pytest

from app_under_test.gateway.limiting import Allowance, RateLimit
from tests.shop.gateway.conftest import KEY, TOKEN, gateway
from tests.shop.listener import Listener


@pytest.fixture
def door(parts: dict[str, Listener]) -> Iterator[httpx2.Client]:
    with gateway(parts, rate="8/second") as client:
        yield client


def wait(seconds: float) -> None:
    """The rule itself speaks of time."""
    threading.Event().wait(seconds)


def test_the_limit_is_exact_and_the_announced_wait_is_enough(door: httpx2.Client) -> None:
    answers = [door.get("/api/products") for _ in range(10)]
    assert [answer.status_code for answer in answers] == [200] * 8 + [429] * 2
    assert [a.headers["RateLimit-Remaining"] for a in answers[:8]] == list("76543210")
    assert {a.headers["RateLimit-Limit"] for a in answers} == {"8"}
    refused = answers[-1]
    assert refused.json()["type"] == "too-many-calls"
    assert refused.headers["RateLimit-Reset"] == refused.headers["Retry-After"] == "1"
    wait(int(refused.headers["Retry-After"]))
    assert door.get("/api/products").status_code == 200


def test_callers_do_not_slow_each_other(door: httpx2.Client, parts: dict[str, Listener]) -> None:
    guest = Counter(door.get("/api/products").status_code for _ in range(9))
    assert guest == {200: 8, 429: 1}
    person = Counter(door.get("/api/products", headers=TOKEN).status_code for _ in range(9))
    assert person == {200: 8, 429: 1}
    other = parts["identity"].bodies["/internal/introspect"] | {"user_id": "ben-id"}
    parts["identity"].bodies["/internal/introspect"] = other
    assert door.get("/api/products", headers=TOKEN).status_code == 200


def test_a_forged_address_and_a_bad_token_do_not_help(
    door: httpx2.Client,
    parts: dict[str, Listener],
) -> None:
    parts["identity"].bodies["/internal/introspect"] = {"active": False}
    seen: Counter[int] = Counter()
    for n in range(10):
        forged = {"X-Forwarded-For": f"10.0.0.{n}", "X-Client-Address": f"10.0.0.{n}", **TOKEN}
        seen[door.get("/api/products", headers=forged).status_code] += 1
    assert seen == {401: 8, 429: 2}


def test_the_storefront_is_not_limited_and_pages_outside_the_api_are_not(
    parts: dict[str, Listener],
) -> None:
    with gateway(parts, rate="2/second") as door:
        proof = {"X-Internal-Key": KEY}
        through = [door.get("/api/products", headers=proof) for _ in range(5)]
        assert {answer.status_code for answer in through} == {200}
        assert "RateLimit-Limit" not in through[0].headers
        assert {door.post("/login").status_code for _ in range(5)} == {200}
        wrong = {"X-Internal-Key": "wrong"}
        counted = [door.get("/api/products", headers=wrong).status_code for _ in range(3)]
        assert counted == [200, 200, 429]


def test_a_longer_window_announces_a_wait_that_is_enough() -> None:
    limit = RateLimit("2/2 second")
    assert [counted(limit).granted for _ in range(3)] == [True, True, False]
    wait(0.5)
    refused = counted(limit)
    assert 1 <= refused.seconds <= 2
    started = time.monotonic()
    wait(refused.seconds)
    assert counted(limit).granted, f"after {time.monotonic() - started:.2f} s"


def counted(limit: RateLimit) -> Allowance:
    allowance = limit.count("ada")
    assert allowance is not None
    return allowance

"""Limits that several gateways share in Redis, and calls that pass while Redis is away."""

import time
from collections import Counter
from collections.abc import Iterator

import httpx2
import pytest

from app_under_test.kernel import redis_server
from app_under_test.kernel.redis_server import RedisServer
from sayso.target.proxies import Proxy
from sayso.target.waiting import eventually
from tests.shop.gateway.conftest import gateway
from tests.shop.listener import Listener
from tests.shop.logs import told
from tests.shop.servers import own_redis_keys

RATE = "5/2 second"


@pytest.fixture
def namespace() -> Iterator[str]:
    with own_redis_keys() as namespace:
        yield namespace


@pytest.fixture
def proxy(namespace: str) -> Iterator[Proxy]:
    assert namespace, "Redis answers"
    with Proxy("127.0.0.1:6379") as proxy:
        yield proxy


@pytest.fixture
def shared(namespace: str, proxy: Proxy) -> dict[str, str]:
    return {"redis_url": f"redis://{proxy.address}/0", "namespace": namespace}


def statuses(*doors: httpx2.Client, calls: int) -> Counter[int]:
    """What so many calls are answered, one after the other at each door in turn."""
    return Counter(doors[n % len(doors)].get("/api/products").status_code for n in range(calls))


def test_two_gateways_count_the_same_calls(
    parts: dict[str, Listener], shared: dict[str, str]
) -> None:
    with gateway(parts, RATE, shared) as one, gateway(parts, RATE, shared) as other:
        assert statuses(one, other, calls=8) == {200: 5, 429: 3}
        assert one.get("/health").json() == {"status": "healthy", "redis": "reachable"}


def test_namespaces_do_not_count_together(
    parts: dict[str, Listener], shared: dict[str, str]
) -> None:
    with own_redis_keys() as another:
        strange = {**shared, "namespace": another}
        with gateway(parts, RATE, shared) as one, gateway(parts, RATE, strange) as other:
            assert statuses(one, calls=6) == {200: 5, 429: 1}
            assert statuses(other, calls=6) == {200: 5, 429: 1}


def test_calls_pass_while_redis_is_away_and_count_when_it_is_back(
    parts: dict[str, Listener], shared: dict[str, str], proxy: Proxy
) -> None:
    with gateway(parts, RATE, shared) as door:
        assert statuses(door, calls=6) == {200: 5, 429: 1}
        proxy.cut()
        assert statuses(door, calls=8) == {200: 8}
        answer = door.get("/health")
        assert answer.status_code == 200
        assert answer.json() == {"status": "healthy", "redis": "unreachable"}
        assert "RateLimit-Limit" not in door.get("/api/products").headers
        proxy.restore()
        eventually(
            lambda: statuses(door, calls=12)[429],
            satisfies=lambda refused: refused > 0,
            what="calls refused",
            where="the gateway",
        )
        assert door.get("/health").json()["redis"] == "reachable"


def test_a_frozen_redis_holds_no_call_up(
    parts: dict[str, Listener], shared: dict[str, str], proxy: Proxy
) -> None:
    with gateway(parts, RATE, shared) as door:
        assert statuses(door, calls=6) == {200: 5, 429: 1}
        before = seconds(door)
        proxy.freeze()
        first = seconds(door)
        assert first - before < 0.3 + 0.15, "the 0.3 s, and what a busy machine adds"
        assert max(seconds(door) for _ in range(3)) < 0.25, "each call waits for Redis"


def seconds(door: httpx2.Client) -> float:
    started = time.monotonic()
    door.get("/api/products")
    return time.monotonic() - started


def test_going_and_coming_back_are_one_line_each(
    proxy: Proxy, shared: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_server, "PAUSE", 0.0)
    with told() as lines, RedisServer(shared["redis_url"]) as server:
        assert server.is_there()
        proxy.cut()
        assert [server.is_there() for _ in range(3)] == [False] * 3
        proxy.restore()
        assert [server.is_there() for _ in range(2)] == [True] * 2
    assert [(line["log_level"], line["event"]) for line in lines] == [
        ("warning", "redis is away, going on without it"),
        ("info", "redis is back"),
    ]

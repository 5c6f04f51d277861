"""A database that is away or silent: said within seconds, and forgotten when it is back."""

import json
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app_under_test import trial
from app_under_test.composition import Shop, open_shop
from app_under_test.kernel import logs, postgres
from app_under_test.kernel.database import Database
from app_under_test.settings import SERVICES, Settings
from sayso.target.proxies import Proxy
from sayso.target.waiting import eventually
from tests.shop.postgres import SERVER, server

RELAYS_SAY = "the outbox cannot be read"
ORDER = "/api/orders/ORD-20260101-ABCDEFGH"


@dataclass(frozen=True)
class Asked:
    """An answer, and the seconds it took."""

    response: httpx2.Response
    seconds: float


@dataclass(frozen=True)
class Remote:
    """A shop, and the line to its database."""

    shop: Shop
    proxy: Proxy

    def ask(self, part: str, path: str, **headers: str) -> Asked:
        """What a part answers somebody who has the internal key."""
        key = {"X-Internal-Key": self.shop.settings.internal_key.get_secret_value(), **headers}
        with httpx2.Client(headers=key, timeout=15, trust_env=False) as client:
            started = time.monotonic()
            response = client.get(self.shop.settings.url_of(part) + path)
            return Asked(response, time.monotonic() - started)

    def wait_until_well(self) -> None:
        eventually(
            lambda: [self.ask(part, "/health").response.status_code for part in SERVICES],
            equals=[200] * len(SERVICES),
            what="health of the services",
            where="/health",
            within=10,
        )


@pytest.fixture(scope="module")
def started() -> Iterator[Remote]:
    with server():  # skips where there is none
        pass
    name = f"shop_trial_{uuid4().hex}"
    direct = Settings(database_url=f"{SERVER}/{name}")
    trial.create(direct)
    with Proxy("127.0.0.1:5432") as proxy:
        url = f"postgresql+psycopg://postgres@{proxy.address}/{name}"
        settings = Settings(
            environment="test", database_url=url, smtp_url="smtp://127.0.0.1:9", password_cost="low"
        )
        with open_shop(settings) as shop:
            yield Remote(shop, proxy)
    trial.drop(direct)


@pytest.fixture
def remote(started: Remote) -> Iterator[Remote]:
    started.wait_until_well()
    yield started
    started.proxy.restore()


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """The log lines so far."""
    before = structlog.get_config()
    logs.configure()
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    structlog.configure(**before)
    logging.basicConfig(handlers=[], force=True)


@pytest.mark.parametrize("trouble", [Proxy.cut, Proxy.freeze])
def test_every_part_says_that_its_database_is_away(
    remote: Remote, trouble: Callable[[Proxy], None]
) -> None:
    trouble(remote.proxy)
    with ThreadPoolExecutor(len(SERVICES)) as threads:
        answers = list(threads.map(lambda part: remote.ask(part, "/health"), SERVICES))
    for part, asked in zip(SERVICES, answers, strict=True):
        assert asked.response.status_code == 503, part
        assert asked.response.json() == {"status": "unhealthy", "reason": "database"}
        assert asked.response.headers["Retry-After"] == "2"
        assert asked.seconds < 2, part
    assert remote.ask("gateway", "/health").response.status_code == 503
    assert remote.ask("identity", "/live").response.status_code == 200


@pytest.mark.parametrize("trouble", [Proxy.cut, Proxy.freeze])
def test_a_request_without_a_database_ends_in_503_and_works_again(
    remote: Remote, trouble: Callable[[Proxy], None]
) -> None:
    trouble(remote.proxy)
    for part, path in (("catalogue", "/api/products"), ("gateway", "/api/products")):
        asked = remote.ask(part, path)
        assert asked.response.status_code == 503, asked.response.text
        assert asked.response.headers["content-type"] == "application/problem+json"
        assert asked.response.json()["type"] == "database-away"
        assert asked.response.headers["Retry-After"] == "2"
        assert asked.seconds < 5, "the caller was kept waiting"
    asked = remote.ask("gateway", "/api/orders", Authorization="Bearer of-somebody")
    assert (asked.response.status_code, asked.response.headers["Retry-After"]) == (503, "2")
    remote.proxy.restore()
    remote.wait_until_well()
    assert remote.ask("gateway", "/api/products").response.status_code == 200
    assert remote.ask("orders", ORDER).response.status_code == 404


def test_a_database_that_freezes_within_a_transaction_is_given_up(remote: Remote) -> None:
    def transaction() -> None:
        with remote.shop.database.begin() as session:
            session.execute(text("SELECT 1"))
            remote.proxy.freeze()
            frozen.append(time.monotonic())
            session.execute(text("SELECT 1"))

    frozen: list[float] = []
    with pytest.raises(OperationalError, match="did not answer within"):
        transaction()
    assert time.monotonic() - frozen[0] < 5


def test_a_client_that_is_gone_does_not_keep_its_locks(
    remote: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "IDLE_MS", 300)
    lock = text("SELECT pg_advisory_xact_lock(1)")
    url = str(remote.shop.settings.database_url)
    gone, other = Database(url), Database(url.replace(remote.proxy.address, "127.0.0.1:5432"))

    def lose_the_server() -> None:
        with gone.begin() as session:
            session.execute(lock)
            remote.proxy.freeze()

    with pytest.raises(OperationalError, match="did not answer within"):
        lose_the_server()
    with other.begin() as session:
        session.execute(lock)
    gone.dispose()
    other.dispose()


def test_the_log_has_one_line_about_it_and_no_traceback(
    remote: Remote, said: Callable[[], list[dict[str, Any]]]
) -> None:
    remote.proxy.cut()
    asked = remote.ask("catalogue", "/api/products")
    lines: list[dict[str, Any]] = []

    def events() -> bool:
        lines.extend(said())
        return RELAYS_SAY in {line["event"] for line in lines}

    eventually(events, equals=True, what=f"a line {RELAYS_SAY!r}", where="the log")
    assert [line["event"] for line in lines if "exception" in line] == []
    request_id = asked.response.headers["X-Request-ID"]
    mine = [line["event"] for line in lines if line["request_id"] == request_id]
    assert mine == ["the database is away", "request"]


def test_a_file_that_is_gone_is_noticed_and_used_again_when_it_is_back(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    settings = Settings(database_url=f"sqlite:///{file}", mail_dir=tmp_path).at(
        {"inventory": "http://127.0.0.1:9"}
    )
    with open_shop(settings, ["catalogue"], migrate=True) as shop:
        key = {"X-Internal-Key": settings.internal_key.get_secret_value()}
        with httpx2.Client(base_url=shop.settings.url_of("catalogue"), headers=key) as client:
            assert client.get("/api/products").status_code == 200
            file.rename(tmp_path / "away.db")
            assert client.get("/health").json() == {"status": "unhealthy", "reason": "database"}
            assert client.get("/api/products").status_code == 503
            assert not file.exists(), "an empty database took its place"
            (tmp_path / "away.db").rename(file)
            assert client.get("/health").status_code == 200
            assert client.get("/api/products").status_code == 200

"""The process: it says when it is ready, and ends when it is told."""

import http.client
import json
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import psutil
import pytest

from app_under_test.commands import migrate
from app_under_test.composition import open_shop
from app_under_test.kernel.server import listen
from app_under_test.settings import SERVICES, Settings
from tests.shop.process.conftest import ELSEWHERE, NOWHERE
from tests.shop.process.started import addresses, running


@contextmanager
def clinging_clients(url: str) -> Iterator[None]:
    """One that keeps its connection open, and one in the middle of what it has to say."""
    port = urlsplit(url).port or 0
    idle = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    idle.request("GET", "/live")
    idle.getresponse().read()
    with closing(idle), socket.create_connection(("127.0.0.1", port), timeout=5) as speaking:
        speaking.sendall(b"POST /register HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        yield


def test_the_whole_shop_starts_and_ends(tmp_path: Path) -> None:
    with running(tmp_path, "--demo", SHOP_ENVIRONMENT="test", SHOP_PASSWORD_COST="low") as shop:
        parts = addresses(shop.line)
        assert set(parts) == {"gateway", "storefront", "payment_sandbox", *SERVICES}
        assert len(set(parts.values())) == 9, "every part has a port of its own"
        assert shop.line["database"].startswith(f"sqlite:///{tmp_path}")
        assert shop.line["mail"] is None
        assert shop.line["payment_key"]
        for name, url in parts.items():
            answer = httpx2.get(f"{url}/health")
            assert (answer.status_code, answer.json()) == (200, {"status": "healthy"}), name
        assert httpx2.get(f"{parts['gateway']}/api/products").json()
        told = shop.errors.read_text()
        assert f"open {parts['storefront']}/ in a browser" in told
        password = told.partition("sam@shop.example ")[2].split()[0]
        form = {"username": "sam@shop.example", "password": password}
        assert httpx2.post(f"{parts['gateway']}/login", data=form).status_code == 200

        assert psutil.Process(shop.process.pid).children() == []
        with clinging_clients(parts["gateway"]):
            assert shop.end(signal.SIGTERM) < 2
    assert shop.process.returncode == 0
    for url in parts.values():
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(f"{url}/health")
    assert list(tmp_path.iterdir()) == [], "its temporary directory is left"
    for text in shop.errors.read_text().splitlines()[2:]:  # the first two are for people
        assert {"request_id", "service", "event", "level", "timestamp"} <= json.loads(text).keys()


def test_one_part_runs_alone_where_it_is_told_to(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'kept.db'}"
    options = ("identity", "--database", database, "--host", "127.0.0.1")
    migrate(Settings(database_url=database))
    listeners = ("inventory", "notifications", "orders")
    told = {f"SHOP_{part.upper()}_URL": NOWHERE for part in listeners}
    with running(tmp_path, *options, **told) as shop:
        assert shop.line["services"] == {
            "identity": shop.line["services"]["identity"],
            **dict.fromkeys(listeners, NOWHERE),
        }
        assert (shop.line["gateway"], shop.line["database"]) == (None, database)
        assert "payment_key" not in shop.line
        assert httpx2.get(f"{shop.line['services']['identity']}/health").status_code == 200
        assert shop.end(signal.SIGINT) < 2
    assert shop.process.returncode == 0
    assert migrate(Settings(database_url=database)) == (
        "the database is at the newest version already"
    )


def test_a_gateway_alone_is_ready_without_the_parts_behind_it(tmp_path: Path) -> None:
    with running(tmp_path, "gateway", **ELSEWHERE) as shop:
        assert httpx2.get(f"{shop.line['gateway']}/live").status_code == 200
        assert httpx2.get(f"{shop.line['gateway']}/health").status_code == 503
        assert shop.end(signal.SIGTERM) < 2


def test_nothing_of_a_shop_is_left_in_the_process_it_ran_in() -> None:
    elsewhere = Settings().at(dict.fromkeys(SERVICES, NOWHERE))
    before = set(threading.enumerate())
    with open_shop(elsewhere, ["gateway", "notifications"]) as shop:
        address = shop.settings.url_of("gateway")
        assert httpx2.get(f"{address}/live").status_code == 200
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"{address}/live")
    left = [thread.name for thread in set(threading.enumerate()) - before]
    assert left == []


def test_answers_are_not_held_back() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP, "asyncio would leave Nagle's algorithm on"

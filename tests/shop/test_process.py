"""The process: it says when it is ready, refuses nonsense in one line, and ends when it is told."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import psutil
import pytest
import structlog

from app_under_test.__main__ import main
from app_under_test.composition import open_shop
from app_under_test.gateway.parts import Parts
from app_under_test.kernel.server import listen
from app_under_test.settings import SERVICES, Settings

PROJECT = Path(__file__).parents[2]
NOWHERE = "http://127.0.0.1:9"
ELSEWHERE = {f"SHOP_{name.upper()}_URL": NOWHERE for name in SERVICES}


@dataclass(frozen=True)
class Running:
    """A started shop: its process and what it said."""

    process: subprocess.Popen[str]
    line: dict[str, Any]
    errors: Path

    def end(self, number: signal.Signals) -> float:
        """Seconds until the process was gone after this signal."""
        started = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(10)
        return time.monotonic() - started


def surroundings(temporary: Path, more: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHOP_")}
    return kept | {"TMPDIR": str(temporary)} | dict(more)


@contextmanager
def running(temporary: Path, *arguments: str, **environment: str) -> Iterator[Running]:
    errors = temporary.parent / f"{temporary.name}.log"
    with (
        errors.open("w") as log,
        subprocess.Popen(  # noqa: S603 - the arguments are ours
            [sys.executable, "-m", "app_under_test", *arguments],
            cwd=PROJECT,
            env=surroundings(temporary, environment),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, f"it said nothing; its log: {errors.read_text()}"
            yield Running(process, json.loads(line), errors)
        finally:
            process.kill()


@pytest.fixture
def refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., str]]:
    """Runs a shop that does not start, in this process, and returns what it says to people."""
    handlers = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}
    log_lines = structlog.get_config()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def refuse(*arguments: str, **environment: str) -> str:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        try:
            code: object = main(arguments)
        except SystemExit as ended:  # argparse does so
            code = ended.code
        said = capsys.readouterr()
        assert (code, said.out) == (2, ""), said.err
        assert list(tmp_path.iterdir()) == [], "something is left of a shop that did not start"
        return said.err

    yield refuse
    structlog.configure(**log_lines)
    for number, handler in handlers.items():
        signal.signal(number, handler)


def addresses(line: dict[str, Any]) -> dict[str, str]:
    own = {name: line[name] for name in ("gateway", "storefront", "payment_sandbox")}
    return {name: url for name, url in (own | line["services"]).items() if url}


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
    with running(tmp_path, *options, SHOP_NOTIFICATIONS_URL=NOWHERE) as shop:
        assert shop.line["services"] == {
            "identity": shop.line["services"]["identity"],
            "notifications": NOWHERE,
        }
        assert (shop.line["gateway"], shop.line["database"]) == (None, database)
        assert "payment_key" not in shop.line
        assert httpx2.get(f"{shop.line['services']['identity']}/health").status_code == 200
        assert shop.end(signal.SIGINT) < 2
    assert shop.process.returncode == 0
    assert (tmp_path / "kept.db").exists()


def test_a_gateway_alone_is_ready_without_the_parts_behind_it(tmp_path: Path) -> None:
    with running(tmp_path, "gateway", **ELSEWHERE) as shop:
        assert httpx2.get(f"{shop.line['gateway']}/live").status_code == 200
        assert httpx2.get(f"{shop.line['gateway']}/health").status_code == 503
        assert shop.end(signal.SIGTERM) < 2


@pytest.mark.parametrize(
    ("arguments", "environment", "reason"),
    [
        (("ordrs",), {}, "ordrs is no part of the shop"),
        (("--port", "gateway"), {}, "'gateway' is not NAME=PORT"),
        (("--port", "gateway=99999"), {}, "'gateway=99999' is not NAME=PORT"),
        (("--port", "ordrs=8000"), {}, "ordrs is no part of the shop; there are identity,"),
        (("orders",), {}, "the address of"),
        (("--database", "nonsense"), {}, "SHOP_DATABASE_URL: must be an SQLAlchemy URL"),
        (("gateway", "--host", "192.0.2.1"), ELSEWHERE, "gateway cannot listen on 192.0.2.1"),
        ((), {"SHOP_PASWORD_COST": "low"}, "did you mean SHOP_PASSWORD_COST?"),
        (
            (),
            {"SHOP_PASSWORD_COST": "low", "SHOP_ENVIRONMENT": "production"},
            "SHOP_PASSWORD_COST=low is a test switch",
        ),
        ((), {"SHOP_INTERNAL_KEY": "hunter2"}, "SHOP_INTERNAL_KEY: Value should have at least 16"),
        (
            ("gateway",),
            ELSEWHERE | {"SHOP_DATABASE_URL": "sqlite:////nowhere/shop.db"},
            "unable to open database file",
        ),
    ],
)
def test_nonsense_is_refused_in_a_line(
    refused: Callable[..., str],
    arguments: tuple[str, ...],
    environment: dict[str, str],
    reason: str,
) -> None:
    said = refused(*arguments, **environment)
    assert reason in said
    assert "hunter2" not in said


@pytest.mark.parametrize("address", ["postgresql+psycopg://shop@db/shop", "postgresql://db/shop"])
def test_a_missing_driver_is_named_with_its_remedy(
    refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)  # to Python, that is: not installed
    said = refused("gateway", **ELSEWHERE, SHOP_DATABASE_URL=address)
    assert "PostgreSQL needs psycopg, which is not installed" in said
    assert "run `uv sync --extra postgres`" in said


def test_a_part_that_is_missing_is_named() -> None:
    with (
        pytest.raises(ImportError, match="bakery"),
        open_shop(Settings(), ["bakery"]),
    ):
        pass


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


def test_a_port_that_is_taken_is_named(refused: Callable[..., str]) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        said = refused("gateway", "--port", f"gateway={port}", **ELSEWHERE)
    assert f"gateway cannot listen on 127.0.0.1:{port}: Address already in use" in said


def test_a_part_that_does_not_get_healthy_is_named(
    refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: Parts) -> None:
        raise OSError("no")

    monkeypatch.setattr(Parts, "__aenter__", fail)
    assert "gateway did not start" in refused("gateway", **ELSEWHERE)

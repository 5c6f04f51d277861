"""Every part in a process of its own."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest
import requests

from app_under_test.kernel import migrations
from app_under_test.kernel.database import Database
from tests.shop.process.started import Running, addresses, running


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with in_processes(tmp_path_factory.mktemp("shop"), "--gateways", "2") as shop:
        yield shop


@contextmanager
def in_processes(folder: Path, *arguments: str) -> Iterator[Running]:
    url = f"sqlite:///{folder / 'shop.db'}"
    migrations.make_ready(Database(url))
    more = {"SHOP_DATABASE_URL": url, "SHOP_MAIL_DIR": str(folder / "mail")}
    with running(folder, "--processes", *arguments, **more) as shop:
        yield shop


def listener(address: str) -> psutil.Process:
    port = int(address.rpartition(":")[2])
    [pid] = [
        found.pid
        for found in psutil.net_connections("tcp")
        if found.status == psutil.CONN_LISTEN and found.laddr and found.laddr.port == port
    ]
    return psutil.Process(pid)


def test_every_part_listens_in_a_process_of_its_own(shop: Running) -> None:
    urls = [*addresses(shop.line).values(), *shop.line["gateways"]]
    owners = {url: listener(url).pid for url in urls}
    assert len(set(owners.values())) == 10  # nine parts, one of them twice
    assert shop.process.pid not in owners.values()


def test_each_gateway_reaches_every_part(shop: Running) -> None:
    said = [requests.get(f"{url}/health", timeout=5).json() for url in shop.line["gateways"]]
    assert said == [{"status": "healthy"}, {"status": "healthy"}]


def test_killed_part_is_started_again_at_its_address(shop: Running) -> None:
    address = shop.line["services"]["orders"]
    killed = listener(address)
    killed.send_signal(signal.SIGKILL)
    killed.wait(5)
    health = f"{shop.line['gateway']}/health"
    assert requests.get(health, timeout=5).json()["parts"] == {"orders": "unreachable"}
    deadline = time.monotonic() + 10
    while requests.get(health, timeout=5).status_code != 200:
        assert time.monotonic() < deadline, "orders was not started again"
    assert listener(address).pid != killed.pid
    assert "by SIGKILL" in shop.errors.read_text()


def test_no_part_outlives_a_killed_parent(tmp_path: Path) -> None:
    with in_processes(tmp_path) as shop:
        parts = psutil.Process(shop.process.pid).children()
        assert len(parts) == 9
        os.kill(shop.process.pid, signal.SIGKILL)
        _, alive = psutil.wait_procs(parts, timeout=5)
        assert alive == []


def test_a_part_that_is_told_twice_to_end_ends_in_order(tmp_path: Path) -> None:
    with in_processes(tmp_path) as shop:
        part = listener(shop.line["services"]["catalogue"])
        deadline = time.monotonic() + 10
        while "a part ended" not in (said := shop.errors.read_text()):
            with suppress(psutil.NoSuchProcess):
                part.send_signal(signal.SIGTERM)
            assert time.monotonic() < deadline, "the part did not end"
        assert "with exit code 0" in said

"""Which addresses of somebody else's system are asked for, and what is said of a silent one."""

from __future__ import annotations

import socket

import pytest

from sayso.target.ports import free_port
from sayso.target.reachability import unreachable


def test_what_cannot_be_reached_is_named_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")  # not for this machine
    port = free_port()
    inner = {"orders": f"http://ada:secret@localhost:{port}/x"}
    assert list(unreachable({"shop": f"http://127.0.0.1:{port}", "services": inner})) == [
        f"shop at 127.0.0.1:{port}: connection refused",
        f"services.orders at localhost:{port}: connection refused",
    ]


def test_somebody_who_listens_is_enough() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert not list(unreachable({"database": f"postgresql+psycopg://me@127.0.0.1:{port}/shop"}))


def test_a_usual_port_need_not_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def connect(place: tuple[str, int], timeout: float) -> socket.socket:
        asked.append((place, timeout))
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", connect)
    addresses = {"database": "postgresql+psycopg://me@db.example/shop"}
    assert list(unreachable(addresses)) == ["database at db.example:5432: does not answer"]
    assert asked == [(("db.example", 5432), 5.0)]


@pytest.mark.parametrize("value", ["9:00", "sqlite:///shop.db", "http://host:99999", "file://x", 7])
def test_what_leads_to_no_port_is_passed_over(value: object) -> None:
    assert not list(unreachable({"value": value}))


def test_what_goes_through_a_proxy_cannot_be_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    assert not list(unreachable({"shop": "http://nobody.invalid"}))

"""Calls between parts: every way they can fail has a name, and the part is in it."""

import socket
from collections.abc import Iterator

import pytest
from structlog.contextvars import bound_contextvars

from app_under_test.kernel.calls import Broken, ServiceClient, TooLate, Unreachable
from app_under_test.kernel.problems import Problem
from tests.shop.listener import Listener


@pytest.fixture
def stock() -> Iterator[Listener]:
    with Listener() as listener:
        yield listener


@pytest.fixture
def client(stock: Listener) -> Iterator[ServiceClient]:
    with ServiceClient("inventory", stock.url, "k" * 20, seconds=0.3) as client:
        yield client


def test_a_good_answer_is_decoded(stock: Listener, client: ServiceClient) -> None:
    stock.statuses["/mugs"], stock.bodies["/mugs"] = 200, {"on_hand": 5}
    with bound_contextvars(request_id="abc-1"):
        assert client.get("/mugs", {"q": "a b"}) == {"on_hand": 5}
    ((method, path, headers, _),) = stock.requests
    assert (method, path) == ("GET", "/mugs?q=a+b")
    assert (headers["x-request-id"], headers["x-internal-key"]) == ("abc-1", "k" * 20)


def test_an_empty_answer_is_none(client: ServiceClient) -> None:
    assert client.post("/mugs", {"n": 1}) is None


def test_a_refusal_arrives_as_it_was_said(stock: Listener, client: ServiceClient) -> None:
    stock.statuses["/mugs"] = 409
    stock.bodies["/mugs"] = {"type": "sold-out", "title": "Gone", "detail": "No.", "lines": [1]}
    stock.headers["Retry-After"] = "3"
    with pytest.raises(Problem) as refusal:
        client.get("/mugs")
    problem = refusal.value
    assert (problem.status, problem.type, problem.title) == (409, "sold-out", "Gone")
    assert (problem.detail, problem.extra) == ("No.", {"lines": [1]})
    assert problem.headers == {"Retry-After": "3"}


@pytest.mark.parametrize(("status", "body"), [(500, {}), (200, b"<html>"), (404, b"<html>")])
def test_an_answer_nobody_can_use_is_broken(
    stock: Listener, client: ServiceClient, status: int, body: object
) -> None:
    stock.statuses["/mugs"], stock.bodies["/mugs"] = status, body
    with pytest.raises(Broken, match="inventory") as refusal:
        client.get("/mugs")
    assert (refusal.value.status, refusal.value.extra) == (502, {"part": "inventory"})


def test_a_silent_part_is_too_late(stock: Listener, client: ServiceClient) -> None:
    stock.delay.clear()
    with pytest.raises(TooLate, match="inventory") as refusal:
        client.get("/mugs")
    assert (refusal.value.status, refusal.value.extra) == (504, {"part": "inventory"})


def test_a_part_that_is_not_there_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
    client = ServiceClient("orders", address, "k" * 20)
    with client, pytest.raises(Unreachable, match="orders") as refusal:
        client.get("/")
    assert (refusal.value.status, refusal.value.extra) == (503, {"part": "orders"})

"""Every service: the same doors, headers, refusals and log lines."""

import http.client
import json
import logging
import threading
from collections.abc import Callable, Iterator
from typing import Annotated, Any
from urllib.parse import quote

import pytest
import structlog
from fastapi import APIRouter, Form
from fastapi.testclient import TestClient

from app_under_test.kernel import logs
from app_under_test.kernel.application import create_service
from app_under_test.kernel.bodies import LIMIT
from app_under_test.kernel.fields import Body, Line
from app_under_test.kernel.problems import Problem
from app_under_test.kernel.server import Server, listen
from app_under_test.settings import Settings

SETTINGS = Settings()
KEY = {"X-Internal-Key": SETTINGS.internal_key.get_secret_value()}


class Mug(Body):
    name: Line


class SoldOut(Problem):
    status = 409
    type = "sold-out"
    title = "Sold out"


def shelf() -> APIRouter:
    router = APIRouter()

    @router.post("/mugs")
    def add(mug: Mug) -> dict[str, str]:
        return {"name": mug.name}

    @router.post("/forms")
    def fill_in(mug: Annotated[Mug, Form()]) -> dict[str, str]:
        return {"name": mug.name}

    @router.get("/mugs/blue")
    def take() -> None:
        raise SoldOut("No blue mug is left.", available=0)

    @router.get("/mistake")
    def mistake() -> None:
        raise ZeroDivisionError("secret details")

    return router


@pytest.fixture
def service() -> Iterator[TestClient]:
    with TestClient(create_service("shelf", SETTINGS, shelf()), headers=KEY) as client:
        yield client


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """The log lines so far."""
    before = structlog.get_config()
    logs.configure()
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    structlog.configure(**before)
    logging.basicConfig(handlers=[], force=True)


def test_the_pulse_needs_no_key_and_everything_else_does(service: TestClient) -> None:
    del service.headers["X-Internal-Key"]
    assert service.get("/health").json() == {"status": "healthy"}
    assert service.get("/live").json() == {"status": "alive"}
    for key in (b"", b"wrong", "ü".encode("latin-1")):
        response = service.post("/mugs", json={"name": "Mug"}, headers={b"X-Internal-Key": key})
        assert response.status_code == 403, key


def test_a_refusal_is_a_problem_detail(service: TestClient) -> None:
    response = service.get("/mugs/blue", headers={"X-Request-ID": "abc-1"})
    assert response.status_code == 409
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {
        "type": "sold-out",
        "title": "Sold out",
        "status": 409,
        "detail": "No blue mug is left.",
        "instance": "/mugs/blue",
        "request_id": "abc-1",
        "available": 0,
    }


@pytest.mark.parametrize(
    ("method", "path", "kind", "body", "status"),
    [
        ("GET", "/nothing", None, b"", 404),
        ("GET", "/mugs", None, b"", 405),
        ("GET", "/mugs/%00", None, b"", 400),
        ("GET", "/mugs/blue?q=%00", None, b"", 400),
        ("POST", "/mugs", "application/json", b"{", 400),
        ("POST", "/mugs", "application/json", b"\xff\xfe", 400),
        ("POST", "/mugs", "application/json", b"[" * 100_000, 400),
        ("POST", "/mugs", "application/json", b"[]", 422),
        ("POST", "/mugs", "application/json", b"{}", 422),
        ("POST", "/mugs", "application/json", b'{"name": "\\ud800"}', 422),
        ("POST", "/mugs", "application/json", b'{"name": "\\u0000"}', 422),
        ("POST", "/mugs", "application/json", b"", 422),
        ("POST", "/mugs", "application/x-www-form-urlencoded", b"name=Mug", 415),
        ("POST", "/mugs", "text/plain", b"Mug", 415),
        ("POST", "/forms", "application/json", b'{"name": "Mug"}', 415),
        ("POST", "/forms", "application/x-www-form-urlencoded", b"", 422),
        ("POST", "/mugs", "application/json", b" " * (LIMIT + 1), 413),
    ],
)
def test_bad_input_is_refused_with_a_reason(
    service: TestClient, method: str, path: str, kind: str | None, body: bytes, status: int
) -> None:
    headers = {"Content-Type": kind} if kind else {}
    response = service.request(method, path, content=body, headers=headers)
    assert (response.status_code, response.headers["content-type"]) == (
        status,
        "application/problem+json",
    )
    assert response.json()["request_id"] == response.headers["X-Request-ID"]


def test_invalid_fields_are_listed_and_their_values_are_not(service: TestClient) -> None:
    problem = service.post("/mugs", json={"name": "x" * 201}).json()
    assert problem["errors"] == [
        {"loc": ["body", "name"], "msg": "String should have at most 200 characters"}
    ]
    assert "xxx" not in json.dumps(problem)


def test_a_mistake_of_ours_tells_nothing_but_the_request_id(
    service: TestClient, said: Callable[[], list[dict[str, Any]]]
) -> None:
    response = service.get("/mistake", headers={"X-Request-ID": "abc-2"})
    assert response.status_code == 500
    assert response.json()["request_id"] == response.headers["X-Request-ID"] == "abc-2"
    assert "secret details" not in response.text
    assert "ZeroDivision" not in response.text
    (line,) = [line for line in said() if line["event"] == "unexpected error"]
    assert (line["request_id"], line["service"]) == ("abc-2", "shelf")
    assert line["exception"][0]["exc_type"] == "ZeroDivisionError"


@pytest.mark.parametrize("given", ["", "a b", "x" * 129, "a\nb", "{}", "ü"])
def test_a_request_id_that_could_forge_something_is_replaced(
    service: TestClient, given: str
) -> None:
    response = service.get("/health", headers={b"X-Request-ID": given.encode("latin-1")})
    assert response.headers["X-Request-ID"] != given
    assert response.headers["X-Served-By"] == "shelf"


def test_a_log_line_holds_the_path_and_never_the_query(
    service: TestClient, said: Callable[[], list[dict[str, Any]]]
) -> None:
    service.get("/nothing%0Aforged?key=secret", headers={"Authorization": "Bearer secret"})
    (line,) = said()
    assert "secret" not in json.dumps(line)
    assert (line["event"], line["path"], line["status"]) == ("request", "/nothing\nforged", 404)
    assert {"request_id", "service", "level", "timestamp"} <= line.keys()


def test_no_character_ends_a_log_line_early(
    service: TestClient, said: Callable[[], list[dict[str, Any]]]
) -> None:
    ends = "\x0b\x0c\x1c\x1d\x1e\x7f\x85\u2028\u2029"
    service.get(f"/nothing{quote(ends)}é")
    (line,) = said()
    assert line["path"] == f"/nothing{ends}é"


def slowly(size: int) -> Iterator[bytes]:
    """A body in pieces, so that an answer could come while it is still being sent."""
    for _ in range(32):
        threading.Event().wait(0.005)
        yield b" " * (size // 32)


def test_a_client_that_sends_too_much_gets_to_read_why() -> None:
    listener = listen("127.0.0.1", 0)
    server = Server("shelf", create_service("shelf", SETTINGS, shelf()), listener)
    server.start()
    connection = http.client.HTTPConnection("127.0.0.1", listener.getsockname()[1], timeout=5)
    size = 4 * LIMIT
    try:
        headers = {**KEY, "Content-Type": "application/json", "Content-Length": str(size)}
        connection.request("POST", "/mugs", body=slowly(size), headers=headers)
        response = connection.getresponse()
        assert (response.status, response.read()[:8]) == (413, b'{"type":')
    finally:
        connection.close()
        server.stop()
        assert server.join(5), "the server did not end"

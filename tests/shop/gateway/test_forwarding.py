"""Where calls go, what they carry there and back, and what happens when they cannot."""

import socket

import httpx2
import pytest

from app_under_test.gateway import parts as gateway_parts
from app_under_test.gateway.routing import part_for
from tests.shop.gateway.conftest import TOKEN, gateway
from tests.shop.listener import Listener


def free_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def forwarded(listener: Listener) -> list[tuple[str, str]]:
    return [(method, path) for method, path, _, _ in listener.requests if "/internal" not in path]


@pytest.mark.parametrize(
    ("method", "path", "part"),
    [
        ("POST", "/register", "identity"),
        ("POST", "/login", "identity"),
        ("POST", "/logout", "identity"),
        ("PUT", "/profile", "identity"),
        ("POST", "/password/reset", "identity"),
        ("POST", "/email/confirm", "identity"),
        ("GET", "/api/users/1", "identity"),
        ("GET", "/api/protected", "identity"),
        ("GET", "/api/products?q=blue%20mug&x=%2F", "catalogue"),
        ("GET", "/api/inventory/low-stock?threshold=5", "inventory"),
        ("DELETE", "/api/cart/lines/BLUE%2FMUG", "orders"),
        ("POST", "/api/orders", "orders"),
        ("POST", "/api/payments", "payments"),
        ("POST", "/webhooks/payments", "payments"),
    ],
)
def test_each_address_reaches_its_own_part_as_it_was_typed(
    door: httpx2.Client, parts: dict[str, Listener], method: str, path: str, part: str
) -> None:
    assert door.request(method, path).status_code == 200
    assert {name: forwarded(listener) for name, listener in parts.items()} == {
        name: ([(method, path)] if name == part else []) for name in parts
    }


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/docs", "/metrics", "/internal/introspect", "/registers"),
        *("/api", "/api/", "/api/productsx", "/webhooks", "/password", "/api/unknown"),
        *("/api/orders/../../internal/x", "/api/orders/%2e%2e/%2e%2e/internal/x"),
        *("/api/orders/..%2f..%2finternal/x", "//api/orders", "/api//orders", "/api/orders/.."),
    ],
)
def test_what_belongs_to_nobody_is_not_found(
    door: httpx2.Client, parts: dict[str, Listener], path: str
) -> None:
    target = httpx2.URL(str(door.base_url)).copy_with(raw_path=path.encode())
    answer = door.get(target)
    assert (answer.status_code, answer.json()["status"]) == (404, 404)
    assert [forwarded(listener) for listener in parts.values()] == [[]] * len(parts)


def raw_request(door: httpx2.Client, target: bytes) -> int:
    """The status of a request whose target no HTTP client would send."""
    address = (str(door.base_url.host), int(door.base_url.port or 80))
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        return int(connection.makefile("rb").readline().split()[1])


@pytest.mark.parametrize(
    "target",
    [
        *(
            b"%2fapi%2fusers%2f@HOST/x",
            b"@HOST/api/users",
            b".HOST/api/users",
            b"http://HOST/api/users",
        ),
        *(
            b"/api/users\\@HOST/x",
            b"%2Fapi%2Fusers%2F1",
            b"*",
            b"/api/users/\xff",
            b"/api/users/%ff",
        ),
        *(
            b"/api/users/%00",
            b"/api/users/%0d%0aX:%20y",
            b"/api/users/a:b@HOST/x",
            b"/api/users?@HOST",
        ),
    ],
)
def test_target_never_leads_to_another_host(
    door: httpx2.Client, parts: dict[str, Listener], target: bytes
) -> None:
    with Listener() as stranger:
        host = stranger.url.removeprefix("http://").encode()
        status = raw_request(door, target.replace(b"HOST", host))
        assert stranger.requests == []
    assert status in {200, 400, 404}, "a path is answered or refused"
    assert (status == 200) == bool(forwarded(parts["identity"]))


def test_a_path_that_climbs_belongs_to_nobody() -> None:
    assert part_for("/api/orders/SO-1") == "orders"
    for path in ("/api/orders/../users", "/api/orders/./x", "/api/orders/..", "/api//orders"):
        assert part_for(path) is None, path


def test_identity_headers_from_outside_are_thrown_away(
    door: httpx2.Client, parts: dict[str, Listener]
) -> None:
    forged = {
        "X-User-Id": "somebody",
        "X-User-Role": "staff",
        "X-Session-Id": "stolen",
        "X-Client-Address": "10.0.0.1",
        "X-Internal-Key": "guess",
        "X-Forwarded-For": "10.0.0.1",
        "Cookie": "a=b",
        "X-Cart-Token": "mine",
        "Connection": "X-Secret-Hop, close",
        "X-Secret-Hop": "yes",
        "TE": "trailers",
    }
    door.get("/api/orders", headers=forged)
    door.get("/api/orders", headers=forged | TOKEN)
    (_, _, guest, _), (_, _, person, _) = parts["orders"].requests
    for headers in (guest, person):
        assert headers["x-cart-token"] == "mine"
        assert headers["x-client-address"] == "127.0.0.1"
        assert headers["x-internal-key"] not in {"guess", ""}
        assert not {"cookie", "authorization", "x-forwarded-for", "x-secret-hop", "te"} & set(
            headers
        )
    assert not {"x-user-id", "x-user-role", "x-session-id"} & set(guest)
    assert (person["x-user-id"], person["x-user-role"]) == ("ada-id", "customer")
    assert person["x-session-id"] == "session-1"


def test_what_a_part_says_comes_through(door: httpx2.Client, parts: dict[str, Listener]) -> None:
    parts["orders"].statuses["/api/orders"] = 201
    parts["orders"].bodies["/api/orders"] = {"number": "SO-1"}
    parts["orders"].headers = {
        "Location": "/api/orders/SO-1",
        "X-Cart-Token": "t",
        "X-Served-By": "orders",
        "Keep-Alive": "timeout=5",
        "Server": "secret/1.0",
        "Content-Type": "application/json",
    }
    answer = door.post("/api/orders", content=b'{"a":1}', headers={"X-Request-ID": "abc-1"})
    assert (answer.status_code, answer.json()) == (201, {"number": "SO-1"})
    assert answer.headers["Location"] == "/api/orders/SO-1"
    assert (answer.headers["X-Cart-Token"], answer.headers["X-Served-By"]) == ("t", "orders")
    assert answer.headers["X-Request-ID"] == "abc-1"
    assert not {"server", "keep-alive"} & set(answer.headers)
    ((_, _, headers, body),) = parts["orders"].requests
    assert (headers["x-request-id"], body) == ("abc-1", b'{"a":1}')


def test_a_part_that_is_not_there_is_named(parts: dict[str, Listener]) -> None:
    with gateway(parts, orders=free_address()) as door:
        answer = door.get("/api/orders")
        assert (answer.status_code, answer.json()["part"]) == (503, "orders")
        assert door.get("/api/products").status_code == 200
        health = door.get("/health")
        assert health.status_code == 503
        assert health.json() == {"status": "unhealthy", "parts": {"orders": "unreachable"}}
        assert door.get("/live").json() == {"status": "alive"}


def test_a_part_that_is_late_is_named(
    parts: dict[str, Listener], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway_parts, "ANSWER_SECONDS", 0.2)
    monkeypatch.setattr(gateway_parts, "PULSE_SECONDS", 0.2)
    parts["payments"].delay.clear()
    with gateway(parts) as door:
        answer = door.post("/api/payments")
        assert (answer.status_code, answer.json()["part"]) == (504, "payments")
        assert door.get("/health").json()["parts"] == {"payments": "late"}


def test_a_healthy_shop_says_so_and_nothing_else(door: httpx2.Client) -> None:
    answer = door.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "healthy"})
    refused = door.post("/health")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET")


def test_an_unhealthy_part_is_named(door: httpx2.Client, parts: dict[str, Listener]) -> None:
    parts["inventory"].statuses["/health"] = 500
    assert door.get("/health").json()["parts"] == {"inventory": "unhealthy"}


def test_nobody_is_let_in_while_identity_is_away(parts: dict[str, Listener]) -> None:
    with gateway(parts, identity=free_address()) as door:
        answer = door.get("/api/orders", headers=TOKEN)
        assert (answer.status_code, answer.json()["part"]) == (503, "identity")
        assert door.get("/api/products").status_code == 200, "guests need no identity"
    assert forwarded(parts["orders"]) == []


def test_an_answer_of_identity_that_makes_no_sense_lets_nobody_in(
    door: httpx2.Client, parts: dict[str, Listener]
) -> None:
    parts["identity"].statuses["/internal/introspect"] = 500
    answer = door.get("/api/orders", headers=TOKEN)
    assert (answer.status_code, answer.json()["part"]) == (502, "identity")
    assert forwarded(parts["orders"]) == []


def test_a_refusal_is_written_down_and_answered_even_if_it_cannot_be(
    door: httpx2.Client, parts: dict[str, Listener]
) -> None:
    parts["inventory"].statuses["/api/inventory"] = 403
    for status in (204, 500):
        parts["identity"].statuses["/internal/audit"] = status
        assert door.get("/api/inventory", headers=TOKEN).status_code == 403
    noted = [e for e in parts["identity"].received() if e.get("action") == "access.denied"]
    assert noted[0] == {
        "actor": "ada-id",
        "action": "access.denied",
        "subject": "GET /api/inventory",
        "outcome": "refused",
        "address": "127.0.0.1",
    }


def test_a_foreign_page_is_told_nothing(door: httpx2.Client, parts: dict[str, Listener]) -> None:
    parts["orders"].statuses["/api/orders"] = 405
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = door.options("/api/orders", headers=headers)
    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]

"""Whose word is taken about where a call came from."""

import pytest
from starlette.requests import Request

from app_under_test.kernel.proxies import Proxies

OURS = "10.0.0.0/8, 192.0.2.1"


def caller(trusted: str, connecting: str, *forwarded: str) -> str:
    headers = [(b"x-forwarded-for", text.encode()) for text in forwarded]
    scope = {"type": "http", "headers": headers, "client": (connecting, 1234)}
    return Proxies(trusted).caller(Request(scope))


@pytest.mark.parametrize(
    ("trusted", "connecting", "forwarded", "expected"),
    [
        ("", "10.0.0.1", ["203.0.113.9"], "10.0.0.1"),
        (OURS, "203.0.113.1", ["203.0.113.9"], "203.0.113.1"),
        (OURS, "10.0.0.1", [], "10.0.0.1"),
        (OURS, "10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        (OURS, "10.0.0.1", ["198.51.100.66, 203.0.113.9, 192.0.2.1"], "203.0.113.9"),
        (OURS, "10.0.0.1", ["198.51.100.66", "203.0.113.9"], "203.0.113.9"),
        (OURS, "10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        (OURS, "10.0.0.1", ["203.0.113.9, unknown"], "10.0.0.1"),
        (OURS, "10.0.0.1", ["2001:db8::7"], "2001:db8::7"),
        (OURS, "testclient", ["203.0.113.9"], "testclient"),
    ],
)
def test_nearest_untrusted_address_is_the_caller(
    trusted: str, connecting: str, forwarded: list[str], expected: str
) -> None:
    assert caller(trusted, connecting, *forwarded) == expected

"""Which headers pass the gateway, and in which direction."""

from collections.abc import Iterable

from starlette.datastructures import Headers

from app_under_test.kernel.caller import IDENTITY_HEADERS
from app_under_test.kernel.internal_key import HEADER as INTERNAL_KEY

Header = tuple[bytes, bytes]

HOP_BY_HOP = frozenset(
    {
        *(b"connection", b"keep-alive", b"proxy-authenticate", b"proxy-authorization"),
        *(b"proxy-connection", b"te", b"trailer", b"transfer-encoding", b"upgrade"),
    }
)
"""RFC 9110 7.6.1: they speak of one connection only."""

STOPPED_INWARD = frozenset(
    {
        *(name.lower().encode() for name in (*IDENTITY_HEADERS, INTERNAL_KEY)),
        *(b"authorization", b"cookie", b"host", b"content-length", b"x-request-id"),
        *(b"accept-encoding", b"forwarded", b"x-forwarded-for", b"x-forwarded-host"),
        *(b"x-forwarded-proto", b"expect"),
    }
)
"""What parts are to hear from the gateway alone, or not at all."""

STOPPED_OUTWARD = frozenset({b"content-length", b"date", b"server", b"x-request-id"})
"""What the gateway says itself."""


def inward(headers: Headers) -> list[Header]:
    """What a part gets to see of the caller's headers."""
    return _without(headers.raw, STOPPED_INWARD | _named_in_connection(headers))


def outward(headers: Iterable[Header]) -> list[Header]:
    """What the caller gets to see of a part's headers."""
    return _without(headers, STOPPED_OUTWARD)


def _named_in_connection(headers: Headers) -> frozenset[bytes]:
    names = ",".join(headers.getlist("connection")).split(",")
    return frozenset(name.strip().lower().encode("latin-1") for name in names)


def _without(headers: Iterable[Header], stopped: frozenset[bytes]) -> list[Header]:
    lowered = ((name.lower(), value) for name, value in headers)
    return [(name, value) for name, value in lowered if name not in HOP_BY_HOP | stopped]

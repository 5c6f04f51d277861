"""Whether anybody is at the addresses of a system that somebody else has started."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

from sayso.evidence.http import is_loopback
from sayso.target.servers import refusal

ANSWERS_WITHIN = 5.0  # seconds to connect, for each place
PORTS = {"http": 80, "https": 443, "postgresql": 5432, "mysql": 3306, "redis": 6379, "amqp": 5672}


def unreachable(addresses: Mapping[str, Any]) -> Iterator[str]:
    """A line for each address that nobody can be reached at: its name, its place, and why.

    What is no address, leads to no port, or goes through a proxy is passed over.
    """
    asked: dict[tuple[str, int], str] = {}
    for name, place in _places(addresses, ""):
        if place not in asked:
            asked[place] = _why_closed(place)
        if asked[place]:
            yield f"{name} at {place[0]}:{place[1]}: {asked[place]}"


def _places(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, tuple[str, int]]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _places(value, f"{prefix}{key}.")
        elif isinstance(value, str) and (place := _place(value)):
            yield f"{prefix}{key}", place


def _place(value: str) -> tuple[str, int] | None:
    """Host and port of an address that is reached directly."""
    try:
        parts = urlsplit(value)
        port = parts.port or PORTS.get(parts.scheme.partition("+")[0])
    except ValueError:  # whoever uses it will say what is wrong with it
        return None
    if not parts.hostname or not port or _through_proxy(parts):
        return None
    return parts.hostname, port


def _through_proxy(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    return (
        parts.scheme in getproxies() and not is_loopback(parts.geturl()) and not proxy_bypass(host)
    )


def _why_closed(place: tuple[str, int]) -> str:
    try:
        socket.create_connection(place, timeout=ANSWERS_WITHIN).close()
    except OSError as error:
        return refusal(error)
    return ""

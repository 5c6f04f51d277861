"""Web addresses: which texts are one, and where each of them leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

PORTS = {"http": 80, "https": 443}


def is_web_address(value: object) -> bool:
    """Whether this is the address of a page or a service."""
    return isinstance(value, str) and urlsplit(value).scheme in PORTS


def host_and_port_of(address: str) -> tuple[str, int]:
    """Where a web address leads."""
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)


def web_addresses(value: Any) -> list[tuple[str, int]]:
    """Host and port of every web address in a table."""
    if isinstance(value, Mapping):
        return [each for entry in value.values() for each in web_addresses(entry)]
    return [host_and_port_of(value)] if is_web_address(value) else []

"""Loopback: free ports, and which addresses lead to this machine."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now; whoever takes it next should do so soon."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_loopback(address: str) -> bool:
    """Whether an address leads to this machine."""
    host = urlsplit(address).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")

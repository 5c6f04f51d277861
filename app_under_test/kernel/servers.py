"""Servers that the shop can do without for a while, and what /health says of them."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

SERVERS = ("redis", "broker")
"""Their names in the answers to /health."""

REACHABLE, UNREACHABLE = "reachable", "unreachable"


class Server(AbstractContextManager[Any], Protocol):
    """One of them as a part uses it, open between `with` and its end."""

    name: str

    def is_there(self) -> bool:
        """Whether it can be used now; answers within a third of a second."""


def states(servers: Sequence[Server]) -> dict[str, str]:
    """Server by server, what /health says."""
    return worst({one.name: REACHABLE if one.is_there() else UNREACHABLE} for one in servers)


def worst(said: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """What several say of the same servers: one that anybody misses is unreachable."""
    known: dict[str, str] = {}
    for one in said:
        missed = {name: state for name, state in known.items() if state == UNREACHABLE}
        known |= {**one, **missed}
    return known

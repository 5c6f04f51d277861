"""Where a call comes from, when proxies stand in front of the shop."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.requests import HTTPConnection

HEADER = "X-Forwarded-For"

Network = IPv4Network | IPv6Network


def networks(text: str) -> tuple[Network, ...]:
    """The addresses and networks in a list with commas; `ValueError` if one is neither."""
    return tuple(ip_network(each.strip()) for each in text.split(",") if each.strip())


class Proxies:
    """Takes the word of trusted proxies about who calls, and nobody else's (ASVS 5.0, 4.1.3)."""

    def __init__(self, trusted: str = "") -> None:
        self._trusted = networks(trusted)

    def caller(self, connection: HTTPConnection) -> str:
        """The address that is nearest to the shop and not a trusted proxy's.

        Each proxy adds the address that called it at the end, so what stands further to the left
        may have been made up by the caller.
        """
        nearest = connection.client.host if connection.client else ""
        said = ",".join(connection.headers.getlist(HEADER)).split(",")
        for address in reversed([each.strip() for each in said]):
            if not (self._trusts(nearest) and is_address(address)):
                break
            nearest = address
        return nearest

    def _trusts(self, text: str) -> bool:
        return is_address(text) and _is_in(ip_address(text), self._trusted)


def is_address(text: str) -> bool:
    """Whether a text is an address of the network, and not the name of a host, say."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_in(address: IPv4Address | IPv6Address, trusted: Iterable[Network]) -> bool:
    return any(address in network for network in trusted)

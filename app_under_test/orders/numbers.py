"""Order numbers, and the keys that let a guest see an order without an account."""

import base64
import hashlib
import hmac
from collections.abc import Iterable

from app_under_test.orders.pricing import PricedLine

ALPHABET = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O and U, so that a number can be read out over the telephone."""

_CROCKFORD = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)


def order_number(cart_id: str, earlier_orders: int, lines: Iterable[PricedLine]) -> str:
    """The number of the order this cart becomes, such as SO-7K3M9Q2P.

    It is worked out, not drawn: whoever places the same cart again, at the same moment or after
    a crash, comes to the same number, and so to the same reservation and the same order.
    """
    bought = sorted((line.product_id, line.quantity, line.unit_price_minor) for line in lines)
    digest = hashlib.sha256(repr((cart_id, earlier_orders, bought)).encode()).digest()
    return "SO-" + base64.b32encode(digest[:5]).translate(_CROCKFORD).decode()


class OrderKeys:
    """The secret that belongs to each order number; worked out, so that none is stored."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def of(self, number: str) -> str:
        """22 characters that nobody can guess from the number."""
        mac = hmac.new(self._secret, f"order-key:{number}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(mac[:16]).rstrip(b"=").decode()

    def opens(self, number: str, key: str | None) -> bool:
        """Whether this is the key of that order; takes the same time for every wrong key."""
        return key is not None and hmac.compare_digest(self.of(number).encode(), key.encode())

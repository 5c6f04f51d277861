"""Products read a moment ago, kept where every process of the shop finds them.

Orders never read here: what they ask for, and the prices in it, comes from the database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from app_under_test.catalogue.schemas import ProductShown

if TYPE_CHECKING:  # redis is an extra: whoever keeps nothing there does without
    from app_under_test.kernel.redis_server import RedisServer

KEPT_FOR_MS = 2000
"""How long a page may show what a product was before it was changed (milliseconds)."""


class Kept(Protocol):
    """Somewhere to keep products by the address of their page."""

    def find(self, slug: str) -> ProductShown | None:
        """What was kept under this address, None if nothing is."""

    def keep(self, product: ProductShown) -> None:
        """Keep it for a moment."""


class KeptNowhere:
    """Every product is read anew."""

    def find(self, _slug: str) -> None:
        """Nothing."""

    def keep(self, _product: ProductShown) -> None:
        """Nothing happens."""


class KeptInRedis:
    """Shared by every catalogue with the same server and namespace; empty while that is away."""

    def __init__(self, server: RedisServer, namespace: str) -> None:
        self._server = server
        self._prefix = f"{namespace}:products:"

    def find(self, slug: str) -> ProductShown | None:
        """What was kept under this address, None if nothing is or nobody can say."""
        found = self._server.ask(lambda: self._server.client.get(self._prefix + slug))
        return ProductShown.model_validate_json(found) if isinstance(found, bytes) else None

    def keep(self, product: ProductShown) -> None:
        """Keep it for `KEPT_FOR_MS`; while the server is away nothing happens."""
        key, value = self._prefix + product.slug, product.model_dump_json()
        self._server.ask(lambda: self._server.client.set(key, value, px=KEPT_FOR_MS))

"""The catalogue as the other parts of the shop ask it."""

from collections.abc import Iterable

from app_under_test.catalogue.schemas import ProductRecord
from app_under_test.kernel.calls import ServiceClient


class Products:
    """Products by what they are known as; raises what `ServiceClient.call` raises."""

    def __init__(self, calls: ServiceClient) -> None:
        self._calls = calls

    def by_ids(self, ids: Iterable[str]) -> dict[str, ProductRecord]:
        """Those of the products that exist, by id."""
        wanted = sorted(set(ids))
        if not wanted:
            return {}
        return {product.id: product for product in self._lookup(ids=wanted)}

    def by_sku(self, sku: str) -> ProductRecord | None:
        """The product with this stock number, None if there is none."""
        return next(iter(self._lookup(skus=[sku])), None)

    def by_skus(self, skus: Iterable[str]) -> dict[str, ProductRecord]:
        """Those of the products that exist, by stock number."""
        return {product.sku: product for product in self._lookup(skus=sorted(skus))}

    def _lookup(self, **wanted: list[str]) -> list[ProductRecord]:
        found = self._calls.post("/internal/products/lookup", wanted)
        return [ProductRecord.model_validate(product) for product in found]

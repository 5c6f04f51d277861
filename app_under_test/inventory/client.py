"""The inventory as the other parts of the shop ask it."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from app_under_test.inventory.schemas import StockLevel
from app_under_test.kernel.calls import ServiceClient

KEPT_WITHOUT_ORDER = timedelta(minutes=10)
"""How long stock stays promised to an order that is not written; asking again starts anew."""


class StockKeeper:
    """Asks for stock and for promises of it; raises what `ServiceClient.call` raises."""

    def __init__(self, calls: ServiceClient) -> None:
        self._calls = calls

    def available(self, product_ids: Iterable[str]) -> dict[str, int]:
        """How many of each product can still be promised; 0 for those never stocked."""
        levels = self.levels(product_ids)
        return {one: level.available for one, level in levels.items()}

    def levels(self, product_ids: Iterable[str]) -> dict[str, StockLevel]:
        """The stock of each product; all zeros for those never stocked."""
        wanted = sorted(set(product_ids))
        if not wanted:
            return {}
        answer = self._calls.post("/internal/stock", {"product_ids": wanted})
        found = [StockLevel.model_validate(level) for level in answer]
        none = [StockLevel(product_id=one) for one in wanted]
        return {level.product_id: level for level in (*none, *found)}

    def reserve(self, order_number: str, quantities: Mapping[str, int]) -> None:
        """Promise all of it to the order; a repeat only renews the promise.

        It is kept for `KEPT_WITHOUT_ORDER`, and then as long as the order waits for payment.
        Raises Problem `insufficient-stock` with `lines` (product_id, available) and promises
        nothing if one of the products is short.
        """
        lines = [{"product_id": one, "quantity": many} for one, many in quantities.items()]
        self._calls.post("/internal/reservations", {"order_number": order_number, "lines": lines})

    def release(self, order_number: str) -> None:
        """Take the promise back; a repeat changes nothing."""
        self._calls.post(f"/internal/reservations/{order_number}/release", None)

    def take_back(
        self, order_number: str, line: Mapping[str, str], quantity: int, actor: str
    ) -> None:
        """Have sold goods back on the shelf; Problem `not-returnable` if they are too many."""
        goods = {"line": dict(line), "quantity": quantity, "actor": actor}
        self._calls.post(f"/internal/reservations/{order_number}/returns", goods)

"""The orders as the other parts of the shop ask for them."""

from collections.abc import Sequence
from urllib.parse import quote

from app_under_test.kernel.calls import ServiceClient
from app_under_test.kernel.problems import Problem
from app_under_test.orders.schemas import OrderKnown, OrderNumbers


class OrderBook:
    """Orders by number; raises what `ServiceClient.call` raises."""

    def __init__(self, calls: ServiceClient) -> None:
        self._calls = calls

    def find(self, number: str) -> OrderKnown | None:
        """The order with this number, None if there is none."""
        try:
            found = self._calls.get(f"/internal/orders/{quote(number, safe='')}")
        except Problem as problem:
            if problem.status == 404:
                return None
            raise
        return OrderKnown.model_validate(found)

    def written(self, numbers: Sequence[str]) -> set[str]:
        """Those of the numbers that belong to an order."""
        asked = OrderNumbers(numbers=list(numbers)).model_dump()
        found = self._calls.post("/internal/orders/written", asked)
        return set(OrderNumbers.model_validate(found).numbers)

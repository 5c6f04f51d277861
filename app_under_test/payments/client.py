"""The payments as the other parts of the shop ask them."""

from app_under_test.kernel.calls import ServiceClient


class Till:
    """Raises what `ServiceClient.call` raises."""

    def __init__(self, calls: ServiceClient) -> None:
        self._calls = calls

    def close(self, order_number: str, amount_minor: int, currency: str) -> None:
        """From now on take no money for this order.

        Raises Problem `already-paid` or `payment-in-progress` if it is too late for that.
        """
        body = {"amount_minor": amount_minor, "currency": currency}
        self._calls.post(f"/internal/payments/{order_number}/closure", body)

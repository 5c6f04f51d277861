"""What carts and orders refuse."""

from collections.abc import Sequence
from typing import Any

from app_under_test.kernel.problems import Problem
from app_under_test.orders.discounts import REASONS


class InsufficientStock(Problem):
    """Less is left than was asked for."""

    status = 409
    type = "insufficient-stock"
    title = "Not enough in stock"


class EmptyCart(Problem):
    """There is nothing to order."""

    status = 409
    type = "empty-cart"
    title = "The cart is empty"

    def __init__(self) -> None:
        super().__init__("There is nothing in the cart.")


class CartChanged(Problem):
    """The cart was changed or bought from another window while it was being ordered."""

    status = 409
    type = "cart-changed"
    title = "The cart has changed"

    def __init__(self) -> None:
        super().__init__("The cart changed while it was being ordered. Look at it and try again.")


class NotCancellable(Problem):
    """The order has come to another end."""

    status = 409
    type = "not-cancellable"
    title = "The order cannot be cancelled"

    def __init__(self, status: str) -> None:
        super().__init__(NO_MORE[status])


NO_MORE = {
    "expired": "This order was not paid for in time and has expired already.",
    "dispatched": "This order has left the shop already.",
    "refunded": "This order has been refunded already.",
}
"""Why an order cannot be cancelled, by its status."""


class PaidMeanwhile(Problem):
    """The customer looked at an unpaid order, and it has been paid since."""

    status = 409
    type = "paid-meanwhile"
    title = "The order was paid meanwhile"

    def __init__(self) -> None:
        super().__init__("This order has been paid meanwhile. Look at it before you cancel it.")


class NotDispatchable(Problem):
    """Only what is paid and not yet gone leaves the shop."""

    status = 409
    type = "not-dispatchable"
    title = "The order cannot be dispatched"

    def __init__(self) -> None:
        super().__init__("Only an order that is paid can be dispatched.")


class DispatchedOtherwise(Problem):
    """The customer has been told already, and of no such parcel."""

    status = 409
    type = "dispatched-otherwise"
    title = "The order has left the shop already"

    def __init__(self) -> None:
        super().__init__("This order has left the shop already, without this tracking number.")


class NothingToReturn(Problem):
    """The goods of the order have not left the shop, or were never in it."""

    status = 409
    type = "not-returnable"
    title = "Nothing can come back"

    def __init__(self) -> None:
        super().__init__("The goods of this order have not left the shop.")


class NoDelivery(Problem):
    """The goods cannot be delivered there in that way."""

    status = 409
    type = "no-delivery"
    title = "It cannot be delivered"

    def __init__(self) -> None:
        super().__init__("We cannot deliver this cart to that country in that way.")


class VoucherRefused(Problem):
    """The voucher takes nothing off this cart."""

    status = 409
    type = "voucher-refused"
    title = "The voucher cannot be used"

    def __init__(self, reason: str) -> None:
        super().__init__(REASONS[reason], reason=reason)


def only_left(available: int) -> InsufficientStock:
    """The refusal of a quantity, with the highest possible one."""
    detail = f"Only {available} left." if available else "Sold out."
    return InsufficientStock(detail, available=available)


def short_lines(lines: Sequence[dict[str, Any]]) -> InsufficientStock:
    """The refusal of a whole order, naming every product that is short (sku, name, available)."""
    names = ", ".join(f"{line['name']} ({line['available']} left)" for line in lines)
    return InsufficientStock(f"There is not enough in stock: {names}.", lines=list(lines))

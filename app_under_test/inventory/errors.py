"""What the inventory refuses."""

from app_under_test.kernel.problems import Problem


class InsufficientStock(Problem):
    """Less is left than was asked for; `lines` names the products and what they have."""

    status = 409
    type = "insufficient-stock"
    title = "Not enough in stock"


class ReservationConflict(Problem):
    """The order was promised something else before."""

    status = 409
    type = "reservation-conflict"
    title = "The order has another reservation"


class ShelfFull(Problem):
    """More would be on hand than the shop can count."""

    status = 409
    type = "shelf-full"
    title = "Too many in stock"


class NotReturnable(Problem):
    """More comes back than was sold and has not come back yet."""

    status = 409
    type = "not-returnable"
    title = "More than can come back"

    def __init__(self, left: int) -> None:
        super().__init__(f"Of this product {left} of the order can still come back.", left=left)

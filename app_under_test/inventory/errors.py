"""What the inventory refuses."""

from collections.abc import Mapping

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


class BelowReserved(Problem):
    """Fewer would be on hand than have been promised to orders."""

    status = 409
    type = "below-reserved"
    title = "Fewer than are promised"


class StillThere(Problem):
    """Nobody has to wait for what can be bought."""

    status = 409
    type = "still-there"
    title = "It is in stock"

    def __init__(self) -> None:
        super().__init__("This can be bought now.")


class WrongList(Problem):
    """A stock list with wrong lines, none of which was used; `errors` says what is wrong where."""

    status = 422
    type = "invalid-request"
    title = "Invalid request"

    def __init__(self, wrong: Mapping[int, str]) -> None:
        errors = [{"loc": ["body", f"line {line}"], "msg": wrong[line]} for line in sorted(wrong)]
        said = "; ".join(f"line {line}: {wrong[line]}" for line in sorted(wrong))
        super().__init__(f"Nothing was changed. {said}", errors=errors)

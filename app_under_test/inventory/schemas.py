"""Stock as it is asked for, changed and shown."""

from collections import Counter
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app_under_test.kernel.fields import Body, Email, Line

Quantity = Annotated[int, Field(strict=True, ge=1, le=100_000)]

MOST_ON_HAND = 1_000_000
"""What the shop can count of one product."""


class StockLevel(BaseModel):
    """The stock of a product as the other parts see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    product_id: str
    on_hand: int = 0
    reserved: int = 0
    available: int = 0
    """How many can be bought."""
    ready: int = 0
    """How many of those need not arrive first."""


class StockShown(BaseModel):
    """The stock of a product by the number it has in the shop."""

    sku: str
    name: str
    on_hand: int
    reserved: int
    available: int
    low_threshold: int
    counted: bool
    backorder_limit: int


class Replenishment(Body):
    """Goods that arrived; `reason` is for the ledger."""

    quantity: Quantity
    reason: Line | None = None


class Count(Body):
    """How many lie on the shelf; `reason` is for the ledger."""

    on_hand: Annotated[int, Field(strict=True, ge=0, le=MOST_ON_HAND)]
    reason: Line | None = None


class Keeping(Body):
    """Whether the stock of a product is kept, and how many may be sold beyond it."""

    counted: bool = True
    backorder_limit: Annotated[int, Field(strict=True, ge=0, le=MOST_ON_HAND)] = 0


class MoveShown(BaseModel):
    """One line of the ledger, and how many were on hand after it."""

    created_at: datetime
    quantity: int
    reason: str
    reference: str
    actor: str
    on_hand: int


class ListTaken(BaseModel):
    """How many products a stock list was about."""

    products: int


class Wait(Body):
    """Whom to tell when a product is back."""

    email: Email


class StockQuestion(Body):
    """Which products another part wants to know the stock of."""

    product_ids: list[str] = Field(max_length=10_000)


class ReservedLine(Body):
    """So many of one product."""

    product_id: str = Field(max_length=36)
    quantity: Quantity


class Reservation(Body):
    """What an order wants to be promised, all of it or nothing."""

    order_number: str = Field(min_length=1, max_length=20)
    lines: list[ReservedLine] = Field(min_length=1, max_length=1000)

    @property
    def quantities(self) -> dict[str, int]:
        """How many of each product id; lines for the same product are added up."""
        total: Counter[str] = Counter()
        for line in self.lines:
            total[line.product_id] += line.quantity
        return dict(total)


class PaidLine(BaseModel):
    """A line of a paid order; the names go into mails to the stock team."""

    product_id: str
    sku: str
    name: str


class PaidOrder(BaseModel):
    """What the inventory needs to know of a paid order."""

    number: str
    user_id: str | None = None
    lines: list[PaidLine]


class ReturnedGoods(Body):
    """So many of a sold product come back; `actor` took them in."""

    line: PaidLine
    quantity: Quantity
    actor: str = Field(max_length=100)

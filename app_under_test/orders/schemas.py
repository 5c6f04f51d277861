"""Carts and orders as they are asked for and shown."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from app_under_test.kernel.carriers import CARRIERS, TRACKING_NUMBER
from app_under_test.kernel.fields import Body, Email, Line
from app_under_test.kernel.postal_address import PostalAddress

MOST_OF_A_PRODUCT = 999
"""How many of one product a cart may hold."""


class NewLine(Body):
    """A product to put into the cart."""

    sku: str = Field(max_length=64)
    quantity: int = Field(strict=True, ge=1, le=MOST_OF_A_PRODUCT)


class LineChange(Body):
    """How many of a product shall be in the cart; 0 takes it out."""

    quantity: int = Field(strict=True, ge=0, le=MOST_OF_A_PRODUCT)


class VoucherEntry(Body):
    """A voucher as somebody typed it."""

    code: Annotated[Line, Field(max_length=40)]


Delivery = Literal["standard", "express"]


class DeliveryShown(BaseModel):
    """A way in which a cart can be delivered."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    price_minor: int


class Checkout(Body):
    """What a customer says to place an order; prices are the shop's alone."""

    email: Email | None = None
    shipping: PostalAddress
    delivery: Delivery = "standard"


class Cancellation(Body):
    """What the customer saw of an order when asking to cancel it."""

    seen: str | None = Field(default=None, max_length=20)


class Parcel(Body):
    """What is known of a parcel when it leaves: who takes it, and its number there, or neither."""

    carrier: str | None = None
    tracking_number: Annotated[str, Field(pattern=rf"^{TRACKING_NUMBER}$")] | None = None

    @field_validator("carrier")
    @classmethod
    def _is_known(cls, value: str | None) -> str | None:
        if value is not None and value not in CARRIERS:
            message = f"must be one of {', '.join(CARRIERS)}"
            raise ValueError(message)
        return value

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.carrier is None) != (self.tracking_number is None):
            message = "carrier and tracking_number belong together"
            raise ValueError(message)
        return self


class Returned(Body):
    """So many of a product of an order came back."""

    sku: str = Field(max_length=64)
    quantity: int = Field(strict=True, ge=1, le=MOST_OF_A_PRODUCT)


class _Figures(BaseModel):
    subtotal_minor: int
    shipping_minor: int
    discount_minor: int
    tax_minor: int
    total_minor: int
    currency: str


class CartLineShown(BaseModel):
    """A line of a cart; `available` is None while the inventory cannot be asked."""

    product_id: str
    sku: str
    slug: str
    name: str
    unit_price_minor: int
    quantity: int
    line_total_minor: int
    available: int | None


class VoucherShown(BaseModel):
    """The voucher of a cart; `problem` tells why it takes nothing off now."""

    code: str
    problem: str | None


class CartShown(_Figures):
    """A cart at today's prices."""

    voucher: VoucherShown | None

    lines: list[CartLineShown]
    count: int


class OrderLineShown(BaseModel):
    """A line of an order, as it was sold."""

    model_config = ConfigDict(from_attributes=True)

    product_id: str
    sku: str
    name: str
    unit_price_minor: int
    quantity: int
    line_total_minor: int


class Address(BaseModel):
    """Where an order goes."""

    name: str
    line1: str
    city: str
    postcode: str
    country: str


class OrderFacts(_Figures):
    """An order as it may be written down anywhere."""

    number: str
    status: str
    email: str
    language: str
    lines: list[OrderLineShown]
    shipping: Address
    voucher_code: str | None
    delivery: str
    refunded_minor: int
    placed_at: datetime
    paid_at: datetime | None
    dispatched_at: datetime | None
    carrier: str | None
    tracking_number: str | None
    tracking_link: str | None


class OrderShown(OrderFacts):
    """An order for those who may see it; the key opens it to anybody."""

    key: str


class OrderKnown(OrderShown):
    """An order as other parts of the shop see it."""

    user_id: str | None


class OrderNumbers(Body):
    """Orders that another part asks after, and those of them that exist."""

    numbers: list[str] = Field(max_length=1000)

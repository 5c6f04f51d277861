"""Payments as they are asked for and shown."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from app_under_test.kernel.fields import Body, Line


def _card_number(typed: str) -> str:
    digits = re.sub(r"[ -]", "", typed)
    if not re.fullmatch(r"[0-9]{12,19}", digits):
        message = "must be the 12 to 19 digits on the card"
        raise ValueError(message)
    return digits


def _expiry(typed: str) -> str:
    expiry = typed.replace(" ", "")
    if not re.fullmatch(r"(0[1-9]|1[0-2])/[0-9]{2}", expiry):
        message = "must be month and year as on the card, such as 04/29"
        raise ValueError(message)
    return expiry


def _security_code(typed: str) -> str:
    if not re.fullmatch(r"[0-9]{3,4}", typed.strip()):
        message = "must be the 3 or 4 digits on the card"
        raise ValueError(message)
    return typed.strip()


Typed = Annotated[str, StringConstraints(max_length=40)]


class Card(Body):
    """A card on its way to the card company; it is never kept and never shown."""

    number: Annotated[Typed, AfterValidator(_card_number)] = Field(repr=False)
    expiry: Annotated[Typed, AfterValidator(_expiry)] = Field(repr=False)
    security_code: Annotated[Typed, AfterValidator(_security_code)] = Field(repr=False)

    @property
    def month(self) -> int:
        """1 to 12."""
        return int(self.expiry[:2])

    @property
    def year(self) -> int:
        """With its century."""
        return 2000 + int(self.expiry[3:])


class PaymentRequest(Body):
    """Whoever pays says for which order and with which card; the amount is the order's."""

    order_number: str = Field(min_length=1, max_length=64)
    card: Card
    key: str | None = Field(default=None, max_length=200)


class PaymentShown(BaseModel):
    """A payment as its owner sees it."""

    payment_id: str
    order_number: str
    status: str
    amount_minor: int
    currency: str
    card_last4: str | None
    challenge_url: str | None = None
    """Where the customer has to answer the bank first."""


class RefundRequest(Body):
    """How much goes back and why; the same `request_key` again is the same refund."""

    amount_minor: int = Field(strict=True, ge=1, le=99_999_999)
    reason: Line
    request_key: Annotated[Line, Field(max_length=64)]


class RefundShown(BaseModel):
    """A refund; `pending` until the card company has answered."""

    refund_id: str
    order_number: str
    status: str
    amount_minor: int
    currency: str


class RefundGiven(Body):
    """The card company's receipt for money that went back."""

    id: str = Field(min_length=1, max_length=64)


class Closure(Body):
    """An order that is given up, and what it would have cost."""

    amount_minor: int
    currency: str


class ChargedCard(Body):
    """What the card company tells of a card."""

    last4: str = Field(max_length=4)


class ChargeMetadata(Body):
    """What the shop wrote on a charge and gets back with it."""

    order_number: str = Field(default="", max_length=64)
    attempt_id: str | None = Field(default=None, max_length=64)


class Charge(Body):
    """A charge as the card company tells of it."""

    id: str = Field(min_length=1, max_length=64)
    status: str = Field(max_length=40)
    amount: int
    currency: str = Field(max_length=10)
    card: ChargedCard
    metadata: ChargeMetadata = ChargeMetadata()
    decline_code: str | None = Field(default=None, max_length=40)
    next_action_url: str | None = Field(default=None, max_length=500)


class Notice(Body):
    """What the card company sends unasked."""

    id: str = Field(min_length=1, max_length=64)
    type: str = Field(max_length=64)
    data: Charge

"""What is said at the card company's counter, in both directions."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app_under_test.payment_sandbox.cards import Card

Outcome = Literal["succeeded", "declined", "conflict", "requires_action", "error"]
Text = Annotated[str, StringConstraints(max_length=200)]


class _Spoken(BaseModel):
    model_config = ConfigDict(frozen=True)


class CardDetails(_Spoken):
    number: Annotated[str, StringConstraints(max_length=40)] = Field(repr=False)
    exp_month: int = Field(ge=1, le=12)
    exp_year: int = Field(ge=2000, le=2999)
    cvc: Annotated[str, StringConstraints(pattern=r"^[0-9]{3,4}$")] = Field(repr=False)

    def card(self) -> Card:
        return Card(self.number, self.exp_month, self.exp_year, self.cvc)


class ChargeRequest(_Spoken):
    amount: int = Field(strict=True, ge=1, le=99_999_999, description="in minor units")
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{3}$")]
    card: CardDetails
    metadata: dict[Text, Text] = Field(default_factory=dict, max_length=20)
    return_url: Annotated[str, StringConstraints(max_length=500)] = Field(
        default="", description="where the card's owner goes on after a question of the bank"
    )

    @property
    def order_number(self) -> str:
        return self.metadata.get("order_number", "")


class CardShown(_Spoken):
    last4: str


class Charge(_Spoken):
    id: str
    status: Literal["succeeded", "failed", "requires_action"]
    amount: int
    currency: str
    card: CardShown
    metadata: dict[str, str]
    created: int
    failure_code: str | None = None
    decline_code: str | None = None
    next_action_url: str | None = None

    @property
    def order_number(self) -> str:
        return self.metadata.get("order_number", "")


class NoticeCause(_Spoken):
    """The call that led to a notice."""

    idempotency_key: str


class Notice(_Spoken):
    id: str
    type: Literal["charge.succeeded", "charge.failed"]
    created: int
    data: Charge
    request: NoticeCause


class Hold(_Spoken):
    """The order whose notices are not sent by themselves from now on."""

    order_number: Annotated[str, StringConstraints(max_length=64)]


class CardError(_Spoken):
    type: Literal["card_error"] = "card_error"
    code: str
    decline_code: str
    message: str
    charge: str


class Refusal(_Spoken):
    """The answer to a card that was declined."""

    error: CardError


class RefundRequest(_Spoken):
    charge: Annotated[str, StringConstraints(max_length=64)]
    amount: int = Field(strict=True, ge=1, le=99_999_999, description="in minor units")


class Refund(_Spoken):
    """Money that went back to the card of a charge."""

    id: str
    charge: str
    amount: int
    currency: str
    order_number: str
    created: int


class JournalEntry(_Spoken):
    """One call for money, in either direction, kept without the card."""

    at: str
    method: str
    path: str
    idempotency_key: str
    order_number: str
    amount: int
    currency: str
    status: int
    outcome: Outcome
    decline_code: str | None
    repeated: bool = False


class Delivery(_Spoken):
    """The status the merchant answered a notice with; None if it could not be reached."""

    delivered_status: int | None

"""Which cards are good: the number alone chooses the outcome, as with Stripe's test cards.

Source of the numbers: https://docs.stripe.com/testing#declined-payments
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Card:
    """A card as it was typed; it is never kept."""

    number: str
    exp_month: int
    exp_year: int
    cvc: str

    @property
    def last4(self) -> str:
        return self.number[-4:]


@dataclass(frozen=True)
class Decline:
    """Why a card was refused: `code` for the kind, `decline_code` for the bank's reason."""

    code: str
    decline_code: str
    message: str


EXPIRED = Decline("expired_card", "expired_card", "The card has expired.")
INCORRECT_NUMBER = Decline("incorrect_number", "incorrect_number", "The card number is incorrect.")

_DECLINES = {
    "4000000000000002": Decline("card_declined", "generic_decline", "The card was declined."),
    "4000000000009995": Decline(
        "card_declined", "insufficient_funds", "The card has insufficient funds."
    ),
    "4000000000009987": Decline("card_declined", "lost_card", "The card was declined."),
    "4000000000000069": EXPIRED,
    "4000000000000127": Decline(
        "incorrect_cvc", "incorrect_cvc", "The card's security code is incorrect."
    ),
}

NOT_CONFIRMED = Decline(
    "authentication_required", "authentication_failed", "The card's owner did not confirm it."
)

CHALLENGED = "4000000000003220"
"""The bank of this card asks its owner (https://docs.stripe.com/testing#regulatory-cards)."""

TAKES_NOTHING_BACK = "4000000000005126"
"""The bank of this card refuses refunds (https://docs.stripe.com/testing#refunds).

With Stripe such a refund fails afterwards; here it is refused at once.
"""

TROUBLE = {
    "4000000000000507": (500, 2),
    "4000000000000515": (500, 99),
    "4000000000000424": (429, 99),
}
"""Cards of our own for which the company itself fails: how it answers, and how often."""


def decline_of(card: Card, today: date) -> Decline | None:
    """The refusal this card meets, or None for a good card."""
    if not is_card_number(card.number):
        return INCORRECT_NUMBER
    if card.number in _DECLINES:
        return _DECLINES[card.number]
    # A card is good until the last day of the month printed on it.
    if (card.exp_year, card.exp_month) < (today.year, today.month):
        return EXPIRED
    return None


def is_card_number(number: str) -> bool:
    """True for 12 to 19 digits that satisfy the Luhn check (ISO/IEC 7812-1)."""
    if not (number.isascii() and number.isdigit() and 12 <= len(number) <= 19):
        return False
    digits = [int(digit) for digit in reversed(number)]
    doubled = (digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0

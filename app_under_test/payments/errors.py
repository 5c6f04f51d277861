"""What the payments refuse."""

from app_under_test.kernel.money import format_money
from app_under_test.kernel.problems import Problem

REASONS = {
    "insufficient_funds": "there is not enough money on it",
    "expired_card": "it has expired",
    "incorrect_cvc": "the security code is not right",
    "authentication_failed": "your bank did not confirm it",
    "incorrect_number": "the card number is not right",
}
"""Why a card was refused, for customers. A lost card is not called so: whoever holds it must not
learn what the bank knows (https://docs.stripe.com/declines/codes)."""


class CardDeclined(Problem):
    """The card company refused the card; another one may be tried."""

    status = 402
    type = "card-declined"
    title = "Card declined"

    def __init__(self, decline_code: str) -> None:
        reason = REASONS.get(decline_code, "the bank did not say why")
        super().__init__(f"Your card was declined: {reason}.", decline_code=decline_code)


class AlreadyPaid(Problem):
    """Money was taken for this order before."""

    status = 409
    type = "already-paid"
    title = "Already paid"

    def __init__(self) -> None:
        super().__init__("This order has been paid.")


class OrderClosed(Problem):
    """The order was given up; no money is taken for it."""

    status = 409
    type = "order-closed"
    title = "The order is closed"

    def __init__(self) -> None:
        super().__init__("This order can no longer be paid.")


class NothingToRefund(Problem):
    """No money was taken that could be given back."""

    status = 409
    type = "not-paid"
    title = "Nothing was paid"

    def __init__(self) -> None:
        super().__init__("No money was taken for this order.")


class RefundTooLarge(Problem):
    """More would be given back than was paid."""

    status = 409
    type = "refund-too-large"
    title = "More than was paid"

    def __init__(self, left_minor: int, currency: str) -> None:
        left = format_money(left_minor, currency)
        super().__init__(f"Only {left} of this order can be refunded.", left_minor=left_minor)


class RefundChanged(Problem):
    """The key of an earlier refund came with another amount."""

    status = 409
    type = "refund-changed"
    title = "Another refund has this key"

    def __init__(self) -> None:
        super().__init__("This refund was asked for before, with another amount.")


class PaymentInProgress(Problem):
    """The outcome of an earlier try is not known yet."""

    status = 409
    type = "payment-in-progress"
    title = "A payment is being checked"

    def __init__(self) -> None:
        super().__init__("An earlier payment for this order is still being checked. Please wait.")


class ProviderUnreachable(Problem):
    """Nobody answers at the card company; no money was taken."""

    status = 503
    type = "payment-unavailable"
    title = "Payments are not possible now"

    def __init__(self) -> None:
        super().__init__("The card company cannot be reached. You have not been charged.")


class ProviderTroubled(Problem):
    """The card company answers that it cannot do its work; no money was taken."""

    status = 503
    type = "payment-unavailable"
    title = "Payments are not possible now"

    def __init__(self) -> None:
        super().__init__("The card company has trouble. You have not been charged; try later.")


class PaymentUnknown(Problem):
    """The card company was asked and did not say in time how it went."""

    status = 504
    type = "payment-unknown"
    title = "Your payment is being checked"

    def __init__(self) -> None:
        super().__init__("The card company has not answered yet. We are checking your payment.")


class BadSignature(Problem):
    """A notice that the card company did not sign, or not just now."""

    status = 400
    type = "bad-signature"
    title = "The signature is not right"

    def __init__(self) -> None:
        super().__init__("This notice is not signed by the card company, or too old.")

"""Giving money back to the card it came from, never more than was taken."""

import secrets
from datetime import UTC, datetime

from app_under_test.payment_sandbox.cards import TAKES_NOTHING_BACK
from app_under_test.payment_sandbox.errors import (
    KeyReusedError,
    NotTakenBackError,
    TooMuchError,
    UnknownError,
)
from app_under_test.payment_sandbox.ledger import Ledger
from app_under_test.payment_sandbox.schemas import Charge, JournalEntry, Refund, RefundRequest


class Refunds:
    """The company's counter for money that goes back."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def refund(self, asked: RefundRequest, idempotency_key: str) -> Refund:
        """Give money back, or repeat what this key was told before.

        Raises UnknownError, KeyReusedError, or with nothing given back TooMuchError or
        NotTakenBackError.
        """
        with self._ledger.lock:
            charge = self._ledger.charge(asked.charge)
            if charge is None or charge.status != "succeeded":
                raise UnknownError(f"No such charge: {asked.charge}")
            earlier = self._ledger.refund_for(idempotency_key)
            if earlier is not None:
                return self._repeated(earlier, asked, idempotency_key)
            return self._first(charge, asked, idempotency_key)

    def _repeated(self, earlier: Refund, asked: RefundRequest, key: str) -> Refund:
        if (earlier.charge, earlier.amount) != (asked.charge, asked.amount):
            raise KeyReusedError("This idempotency key was used with another request.")
        self._ledger.note(_entry(earlier, key, 200, repeated=True))
        return earlier

    def _first(self, charge: Charge, asked: RefundRequest, key: str) -> Refund:
        refund = Refund(
            id=f"re_{secrets.token_hex(12)}",
            charge=charge.id,
            amount=asked.amount,
            currency=charge.currency,
            order_number=charge.order_number,
            created=int(datetime.now(UTC).timestamp()),
        )
        if charge.card.last4 == TAKES_NOTHING_BACK[-4:]:
            self._ledger.note(_entry(refund, key, 402))
            raise NotTakenBackError("The bank takes no money back for this card.")
        refunds = self._ledger.refunds(charge.order_number)
        given_back = sum(one.amount for one in refunds if one.charge == charge.id)
        if given_back + asked.amount > charge.amount:
            self._ledger.note(_entry(refund, key, 402))
            raise TooMuchError(f"{charge.amount - given_back} of this charge are left to refund.")
        self._ledger.record_refund(key, refund)
        self._ledger.note(_entry(refund, key, 200))
        return refund


def _entry(refund: Refund, key: str, status: int, *, repeated: bool = False) -> JournalEntry:
    return JournalEntry(
        at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        method="POST",
        path="/v1/refunds",
        idempotency_key=key,
        order_number=refund.order_number,
        amount=refund.amount,
        currency=refund.currency,
        status=status,
        outcome="succeeded" if status == 200 else "declined",
        decline_code=None,
        repeated=repeated,
    )

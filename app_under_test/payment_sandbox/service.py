"""Taking money from a card: decided once per idempotency key, noted every time."""

import secrets
from datetime import UTC, datetime

from app_under_test.payment_sandbox.cards import Decline, brand_of, decline_of
from app_under_test.payment_sandbox.errors import KeyReusedError, UnknownError
from app_under_test.payment_sandbox.ledger import Answer, Ledger, fingerprint_of
from app_under_test.payment_sandbox.notices import Courier
from app_under_test.payment_sandbox.refunds import Refunds
from app_under_test.payment_sandbox.schemas import (
    CardError,
    CardShown,
    Charge,
    ChargeRequest,
    JournalEntry,
    Notice,
    NoticeCause,
    Refusal,
)


class CardCompany:
    """The company behind the counter."""

    def __init__(self, ledger: Ledger, courier: Courier) -> None:
        self.ledger = ledger
        self.refunds = Refunds(ledger)
        self._courier = courier
        self._fingerprint_secret = secrets.token_bytes(32)

    def charge(self, request: ChargeRequest, idempotency_key: str) -> Answer:
        """Charge the card, or repeat the answer this key was given before.

        Raises KeyReusedError if the key was given with another request.
        """
        fingerprint = fingerprint_of(request, self._fingerprint_secret)
        with self.ledger.lock:
            earlier = self.ledger.answer_to(idempotency_key)
            if earlier is None:
                return self._first_answer(request, idempotency_key, fingerprint)
        if earlier.fingerprint != fingerprint:
            self._note(request, idempotency_key, 409, None, repeated=True)
            raise KeyReusedError("This idempotency key was used with another request.")
        self._note(request, idempotency_key, earlier.status, earlier.body, repeated=True)
        return earlier

    def deliver_again(self, notice_id: str) -> int | None:
        """Send a notice once more, at once; the merchant's status, None if unreachable."""
        notice = self.ledger.notice(notice_id)
        if notice is None:
            raise UnknownError(f"No such notice: {notice_id}")
        return self._courier.deliver(notice)

    def _first_answer(self, request: ChargeRequest, key: str, fingerprint: str) -> Answer:
        now = datetime.now(UTC)
        decline = decline_of(request.card.card(), now.date())
        charge = _charge(request, decline, now)
        notice = _notice(charge, key)
        if decline is None:
            answer = Answer(fingerprint, 200, charge)
        else:
            answer = Answer(fingerprint, 402, _refusal(decline, charge))
        self.ledger.record(key, answer, charge, notice)
        self._note(request, key, answer.status, answer.body)
        self._courier.post(notice)
        return answer

    def _note(
        self,
        request: ChargeRequest,
        key: str,
        status: int,
        body: Charge | Refusal | None,
        *,
        repeated: bool = False,
    ) -> None:
        refusal = body if isinstance(body, Refusal) else None
        self.ledger.note(
            JournalEntry(
                at=datetime.now(UTC).isoformat(timespec="milliseconds"),
                method="POST",
                path="/v1/charges",
                idempotency_key=key,
                order_number=request.order_number,
                amount=request.amount,
                currency=request.currency,
                status=status,
                outcome="conflict" if body is None else "declined" if refusal else "succeeded",
                decline_code=refusal.error.decline_code if refusal else None,
                repeated=repeated,
            )
        )


def _charge(request: ChargeRequest, decline: Decline | None, now: datetime) -> Charge:
    card = request.card.card()
    return Charge(
        id=f"ch_{secrets.token_hex(12)}",
        status="failed" if decline else "succeeded",
        amount=request.amount,
        currency=request.currency,
        card=CardShown(last4=card.last4, brand=brand_of(card.number)),
        metadata=request.metadata,
        created=int(now.timestamp()),
        failure_code=decline.code if decline else None,
        decline_code=decline.decline_code if decline else None,
    )


def _notice(charge: Charge, idempotency_key: str) -> Notice:
    return Notice(
        id=f"evt_{secrets.token_hex(12)}",
        type="charge.succeeded" if charge.status == "succeeded" else "charge.failed",
        created=charge.created,
        data=charge,
        request=NoticeCause(idempotency_key=idempotency_key),
    )


def _refusal(decline: Decline, charge: Charge) -> Refusal:
    return Refusal(
        error=CardError(
            code=decline.code,
            decline_code=decline.decline_code,
            message=decline.message,
            charge=charge.id,
        )
    )

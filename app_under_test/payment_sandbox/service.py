"""Taking money from a card: decided once per idempotency key, noted every time."""

import secrets
from datetime import UTC, datetime

from app_under_test.payment_sandbox.cards import CHALLENGED, TROUBLE, decline_of
from app_under_test.payment_sandbox.challenges import Challenge, Challenges
from app_under_test.payment_sandbox.errors import KeyReusedError, TroubleError, UnknownError
from app_under_test.payment_sandbox.ledger import Answer, Ledger, fingerprint_of
from app_under_test.payment_sandbox.notices import Courier
from app_under_test.payment_sandbox.outcomes import answer_of, new_charge, notice_of
from app_under_test.payment_sandbox.refunds import Refunds
from app_under_test.payment_sandbox.schemas import (
    Charge,
    ChargeRequest,
    JournalEntry,
    Outcome,
    Refusal,
)


class CardCompany:
    """The company behind the counter."""

    def __init__(self, ledger: Ledger, courier: Courier) -> None:
        self.ledger = ledger
        self.refunds = Refunds(ledger)
        self.challenges = Challenges(ledger, courier)
        self._courier = courier
        self._fingerprint_secret = secrets.token_bytes(32)

    def charge(self, request: ChargeRequest, idempotency_key: str, own_address: str) -> Answer:
        """Charge the card, or repeat the answer this key was given before.

        `own_address` is where the card's owner may be asked. Raises KeyReusedError if the key was
        given with another request, and TroubleError for cards that cause it.
        """
        fingerprint = fingerprint_of(request, self._fingerprint_secret)
        with self.ledger.lock:
            earlier = self.ledger.answer_to(idempotency_key)
            if earlier is None:
                return self._first_answer(request, idempotency_key, fingerprint, own_address)
        if earlier.fingerprint != fingerprint:
            self._note(request, idempotency_key, 409, "conflict", repeated=True)
            raise KeyReusedError("This idempotency key was used with another request.")
        outcome = outcome_of(earlier.body)
        self._note(request, idempotency_key, earlier.status, outcome, earlier.body, repeated=True)
        return earlier

    def hold_notices(self, order_number: str) -> None:
        """From now on notices about this order are sent only when somebody asks for it."""
        self._courier.hold(order_number)

    def deliver_again(self, notice_id: str, signed_ago: int = 0) -> int | None:
        """Send a notice once more, at once; the merchant's status, None if unreachable."""
        notice = self.ledger.notice(notice_id)
        if notice is None:
            raise UnknownError(f"No such notice: {notice_id}")
        return self._courier.deliver(notice, signed_ago)

    def _first_answer(
        self, request: ChargeRequest, key: str, fingerprint: str, own_address: str
    ) -> Answer:
        card = request.card.card()
        status, times = TROUBLE.get(card.number, (0, 0))
        if times and self.ledger.trouble(key) < times:
            self._note(request, key, status, "error")
            raise TroubleError(status)
        now = datetime.now(UTC)
        if card.number == CHALLENGED:
            return self._challenged(request, key, fingerprint, own_address)
        decline = decline_of(card, now.date())
        charge = new_charge(request, decline, now)
        notice = notice_of(charge, key)
        answer = Answer(fingerprint, *answer_of(charge, decline))
        self.ledger.record(key, answer, charge, notice)
        self._note(request, key, answer.status, outcome_of(answer.body), answer.body)
        self._courier.post(notice)
        return answer

    def _challenged(
        self, request: ChargeRequest, key: str, fingerprint: str, own_address: str
    ) -> Answer:
        """Nothing is charged before the card's owner has said yes."""
        charge = new_charge(request, None, datetime.now(UTC))
        asked = {
            "status": "requires_action",
            "next_action_url": f"{own_address}/challenges/{charge.id}",
        }
        charge = charge.model_copy(update=asked)
        answer = Answer(fingerprint, 200, charge)
        self.ledger.record(key, answer, charge)
        self.challenges.begin(charge, Challenge(key, fingerprint, request.return_url))
        self._note(request, key, 200, "requires_action")
        return answer

    def _note(
        self,
        request: ChargeRequest,
        key: str,
        status: int,
        outcome: Outcome,
        body: Charge | Refusal | None = None,
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
                outcome=outcome,
                decline_code=refusal.error.decline_code if refusal else None,
                repeated=repeated,
            )
        )


def outcome_of(body: Charge | Refusal) -> Outcome:
    """How the journal calls an answer."""
    if isinstance(body, Refusal):
        return "declined"
    return "requires_action" if body.status == "requires_action" else "succeeded"

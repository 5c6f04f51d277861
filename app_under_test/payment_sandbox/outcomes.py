"""A charge, what is answered about it, and the notice that follows."""

import secrets
from datetime import UTC, datetime

from app_under_test.payment_sandbox.cards import Decline
from app_under_test.payment_sandbox.schemas import (
    CardError,
    CardShown,
    Charge,
    ChargeRequest,
    Notice,
    NoticeCause,
    Refusal,
)


def new_charge(request: ChargeRequest, decline: Decline | None, now: datetime) -> Charge:
    """What becomes of a request for money."""
    card = request.card.card()
    return Charge(
        id=f"ch_{secrets.token_hex(12)}",
        status="failed" if decline else "succeeded",
        amount=request.amount,
        currency=request.currency,
        card=CardShown(last4=card.last4),
        metadata=request.metadata,
        created=int(now.timestamp()),
        failure_code=decline.code if decline else None,
        decline_code=decline.decline_code if decline else None,
    )


def settled(charge: Charge, decline: Decline | None) -> Charge:
    """The same charge after its owner was asked."""
    outcome = {
        "status": "failed" if decline else "succeeded",
        "created": int(datetime.now(UTC).timestamp()),
        "failure_code": decline.code if decline else None,
        "decline_code": decline.decline_code if decline else None,
        "next_action_url": None,
    }
    return charge.model_copy(update=outcome)


def answer_of(charge: Charge, decline: Decline | None) -> tuple[int, Charge | Refusal]:
    """Status and body of what the merchant is told."""
    if decline is None:
        return 200, charge
    error = CardError(
        code=decline.code,
        decline_code=decline.decline_code,
        message=decline.message,
        charge=charge.id,
    )
    return 402, Refusal(error=error)


def notice_of(charge: Charge, idempotency_key: str) -> Notice:
    """What the merchant is told unasked."""
    return Notice(
        id=f"evt_{secrets.token_hex(12)}",
        type="charge.succeeded" if charge.status == "succeeded" else "charge.failed",
        created=charge.created,
        data=charge,
        request=NoticeCause(idempotency_key=idempotency_key),
    )

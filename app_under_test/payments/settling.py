"""What happened to a payment, written down once however often it is heard.

Each function needs a transaction. The direct answer of the card company and its notice may come
in either order or at the same moment: one statement decides which of them counts.
"""

from datetime import datetime

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app_under_test.kernel.events import publish
from app_under_test.payments.models import Payment, PaymentAttempt
from app_under_test.payments.schemas import Charge

log = structlog.get_logger()


def payment_of(session: Session, order_number: str, *, lock: bool = False) -> Payment | None:
    """The payment of an order; `lock` holds it until the end of the transaction."""
    query = select(Payment).filter_by(order_number=order_number)
    return session.scalar(query.with_for_update() if lock else query)


def ensured_payment(
    session: Session, order_number: str, amount_minor: int, currency: str, now: datetime
) -> Payment:
    """The payment of an order, made if there is none yet; held until the transaction ends."""
    payment = payment_of(session, order_number, lock=True)
    if payment is not None:
        return payment
    payment = Payment(
        order_number=order_number,
        status="pending",
        amount_minor=amount_minor,
        currency=currency,
        created_at=now,
        updated_at=now,
    )
    try:
        with session.begin_nested():
            session.add(payment)
    except IntegrityError:
        # Made at the same moment by somebody else; now it can be found.
        return ensured_payment(session, order_number, amount_minor, currency, now)
    return payment


def open_attempt(session: Session, payment: Payment) -> PaymentAttempt | None:
    """The attempt whose outcome is not known yet."""
    query = select(PaymentAttempt).filter_by(payment_id=payment.id, outcome="unknown")
    return session.scalar(query)


def belongs_to(charge: Charge, payment: Payment) -> bool:
    """Whether money that was taken is exactly what this payment is about."""
    told = (charge.metadata.order_number, charge.amount, charge.currency)
    return told == (payment.order_number, payment.amount_minor, payment.currency)


def capture(session: Session, payment: Payment, charge: Charge, now: datetime) -> bool:
    """Write down that the charge succeeded; also true if that is known already.

    False, and logged for a person, if it does not fit the payment: another amount, currency or
    order, an order that was given up, or one that another charge has paid.
    """
    if charge.status != "succeeded" or not belongs_to(charge, payment):
        log.error("charge does not fit", order_number=payment.order_number, charge=charge.id)
        return False
    captured = session.scalar(
        update(Payment)
        .where(Payment.id == payment.id, Payment.status.in_(["pending", "declined"]))
        .values(
            status="captured",
            charge_id=charge.id,
            card_last4=charge.card.last4,
            updated_at=now,
        )
        .returning(Payment.id)
        .execution_options(synchronize_session=False)
    )
    session.refresh(payment)
    if captured is not None:
        _tell_captured(session, payment)
    elif payment.charge_id != charge.id:
        log.error("money to give back", order_number=payment.order_number, charge=charge.id)
        return False
    if charge.metadata.attempt_id:
        _end(session, charge.metadata.attempt_id, "captured")
    return True


def decline(
    session: Session, payment: Payment, attempt_id: str, decline_code: str, now: datetime
) -> None:
    """Write down that the attempt was refused; nothing happens if its outcome is known."""
    # Whoever takes a notice holds the payment before the attempt; the other way round both would
    # wait for each other.
    payment_of(session, payment.order_number, lock=True)
    if not _end(session, attempt_id, "declined", decline_code):
        return
    session.execute(
        update(Payment)
        .where(Payment.id == payment.id, Payment.status == "pending")
        .values(status="declined", updated_at=now)
    )
    told = {"order_number": payment.order_number, "decline_code": decline_code}
    publish(session, "payments", "payment.declined", payment.order_number, told)


def give_up(session: Session, attempt: PaymentAttempt) -> None:
    """Write down that the card company was never reached with this attempt."""
    _end(session, attempt.id, "failed")


def _end(session: Session, attempt_id: str, outcome: str, decline_code: str | None = None) -> bool:
    """Whether the attempt was still open; only the first outcome counts."""
    ended = session.scalar(
        update(PaymentAttempt)
        .where(PaymentAttempt.id == attempt_id, PaymentAttempt.outcome == "unknown")
        .values(outcome=outcome, decline_code=decline_code)
        .returning(PaymentAttempt.id)
        .execution_options(synchronize_session=False)
    )
    return ended is not None


def _tell_captured(session: Session, payment: Payment) -> None:
    told = {
        "order_number": payment.order_number,
        "payment_id": payment.id,
        "amount_minor": payment.amount_minor,
        "currency": payment.currency,
        "card_last4": payment.card_last4,
    }
    publish(session, "payments", "payment.captured", payment.order_number, told)

"""What the payments gave back, written down at the order. The function needs a transaction."""

from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app_under_test.kernel.events import Event, publish
from app_under_test.orders.models import Order
from app_under_test.orders.transitions import advance

log = structlog.get_logger()


def follow(session: Session, event: Event, now: datetime) -> None:
    """Count a refund, tell its customer, and end an order that has all of its money back.

    A cancelled order stays cancelled.
    """
    held = select(Order).filter_by(number=event.subject_id).with_for_update()
    order = session.scalar(held)
    if order is None:
        log.error("refund for an unknown order", order_number=event.subject_id)
        return
    amount = int(event.payload["amount_minor"])
    order.refunded_minor += amount
    session.flush()
    if order.refunded_minor == order.total_minor:
        advance(session, order, "refunded", "payments", now)
    told = order.addressee | {
        "refund_id": event.payload["refund_id"],
        "amount_minor": amount,
        "currency": order.currency,
    }
    publish(session, "orders", "order.refunded", order.number, told)

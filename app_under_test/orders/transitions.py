"""Changing the status of an order. Each function needs a transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app_under_test.orders.models import Order, OrderEvent
from app_under_test.orders.states import may_become


def advance(
    session: Session, order: Order, status: str, actor: str, now: datetime, **more: Any
) -> bool:
    """Give the order its next status and `more` columns, and write that down.

    False if that is not a legal step, or if somebody else made one since `order` was read.
    """
    if not may_become(order.status, status):
        return False
    moved = session.scalar(
        update(Order)
        .where(Order.id == order.id, Order.status == order.status)
        .values(status=status, **more)
        .returning(Order.id)
        .execution_options(synchronize_session=False)
    )
    if moved is not None:
        note(session, order, order.status, status, actor, now)
    return moved is not None


def note(
    session: Session, order: Order, earlier: str, status: str, actor: str, now: datetime
) -> None:
    """Write down a change of status."""
    session.add(
        OrderEvent(
            order_id=order.id, from_status=earlier, to_status=status, actor=actor, created_at=now
        )
    )

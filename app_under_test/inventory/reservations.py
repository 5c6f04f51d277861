"""Promising stock to orders, and what becomes of the promise. Each function needs a transaction.

Rows of stock are always touched in the order of their product ids, so that two orders for the
same products wait for each other instead of dead-locking.
"""

from collections.abc import Mapping
from datetime import datetime

import structlog
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app_under_test.inventory import alerts
from app_under_test.inventory.errors import InsufficientStock, ReservationConflict
from app_under_test.inventory.models import Stock, StockMove, StockReservation
from app_under_test.inventory.schemas import PaidLine, PaidOrder
from app_under_test.kernel.events import publish

log = structlog.get_logger()


def reserve(
    session: Session, order_number: str, quantities: Mapping[str, int], now: datetime
) -> None:
    """Promise all of `quantities` (by product id) to the order; a repeat changes nothing.

    Raises InsufficientStock, on which the caller has to roll back, or ReservationConflict.
    """
    _forget_released(session, order_number)
    if _is_reserved(session, order_number, quantities):
        return
    # Written before any stock is taken: a twin of this call waits here, and not in a queue for
    # the very items that it has been promised already.
    for product_id in sorted(quantities):
        session.add(_held(order_number, product_id, quantities[product_id], now))
    session.flush()
    short = [one for one in sorted(quantities) if not _take(session, one, quantities[one])]
    if short:
        raise InsufficientStock("There is not enough in stock.", lines=_left(session, short))
    _tell(session, "stock.reserved", order_number, quantities)


def release(session: Session, order_number: str) -> None:
    """Let go of what is still held for the order."""
    released = _settle(session, order_number, "released")
    for product_id, quantity in released.items():
        session.execute(
            update(Stock)
            .where(Stock.product_id == product_id)
            .values(reserved=Stock.reserved - quantity)
        )
    if released:
        _tell(session, "stock.released", order_number, released)


def commit(session: Session, order: PaidOrder, now: datetime) -> None:
    """Take what is held for the order off the shelf; it has been paid."""
    committed = _settle(session, order.number, "committed")
    if not committed:
        log.error("paid order holds no stock", order_number=order.number)
        return
    lines = {line.product_id: line for line in order.lines}
    for product_id, quantity in committed.items():
        _sell(session, order, lines[product_id], quantity, now)
    _tell(session, "stock.committed", order.number, committed)


def _forget_released(session: Session, order_number: str) -> None:
    """Placing an order can fail after its promise; the same order may then be tried again."""
    session.execute(
        delete(StockReservation).filter_by(order_number=order_number, status="released")
    )


def _is_reserved(session: Session, order_number: str, quantities: Mapping[str, int]) -> bool:
    rows = session.scalars(select(StockReservation).filter_by(order_number=order_number)).all()
    if not rows:
        return False
    if {row.product_id: row.quantity for row in rows if row.status == "held"} == quantities:
        return True
    raise ReservationConflict(f"Order {order_number} has been promised something else.")


def _held(order_number: str, product_id: str, quantity: int, now: datetime) -> StockReservation:
    return StockReservation(
        product_id=product_id, order_number=order_number, quantity=quantity, created_at=now
    )


def _take(session: Session, product_id: str, quantity: int) -> bool:
    """Whether there was enough left: the database decides in one statement, so nobody races."""
    taken = session.scalar(
        update(Stock)
        .where(Stock.product_id == product_id, Stock.on_hand - Stock.reserved >= quantity)
        .values(reserved=Stock.reserved + quantity)
        .returning(Stock.product_id)
    )
    return taken is not None


def _left(session: Session, product_ids: list[str]) -> list[dict[str, str | int]]:
    rows = session.scalars(select(Stock).where(Stock.product_id.in_(product_ids)))
    left = {row.product_id: row.available for row in rows}
    return [{"product_id": one, "available": left.get(one, 0)} for one in product_ids]


def _settle(session: Session, order_number: str, status: str) -> dict[str, int]:
    """Quantities by product that were held until now; each promise is settled only once."""
    settled = session.execute(
        update(StockReservation)
        .where(StockReservation.order_number == order_number, StockReservation.status == "held")
        .values(status=status)
        .returning(StockReservation.product_id, StockReservation.quantity)
    )
    return dict(sorted((product_id, quantity) for product_id, quantity in settled))


def _sell(session: Session, order: PaidOrder, line: PaidLine, quantity: int, now: datetime) -> None:
    stock = session.scalars(
        update(Stock)
        .where(Stock.product_id == line.product_id)
        .values(on_hand=Stock.on_hand - quantity, reserved=Stock.reserved - quantity)
        .returning(Stock)
    ).one()
    session.add(
        StockMove(
            product_id=line.product_id,
            quantity=-quantity,
            reason="sale",
            reference=order.number,
            actor=order.user_id or "guest",
            created_at=now,
        )
    )
    alerts.review(session, stock, line.sku, line.name, now)


def _tell(session: Session, topic: str, number: str, quantities: Mapping[str, int]) -> None:
    lines = [{"product_id": one, "quantity": quantities[one]} for one in sorted(quantities)]
    publish(session, "inventory", topic, number, {"order_number": number, "lines": lines})

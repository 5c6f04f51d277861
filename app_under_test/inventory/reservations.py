"""Promising stock to orders, and what becomes of the promise. Each function needs a transaction.

Rows of stock are always touched in the order of their product ids, so that two orders for the
same products wait for each other instead of dead-locking.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app_under_test.inventory import alerts
from app_under_test.inventory.errors import InsufficientStock, ReservationConflict
from app_under_test.inventory.models import Stock, StockMove, StockReservation
from app_under_test.inventory.schemas import PaidLine, PaidOrder
from app_under_test.inventory.waitlist import Waitlist
from app_under_test.kernel.events import publish

log = structlog.get_logger()


def reserve(
    session: Session, order_number: str, quantities: Mapping[str, int], now: datetime
) -> None:
    """Promise all of `quantities` (by product id) to the order; a repeat only renews the promise.

    What nobody counts is always there. Raises InsufficientStock or ReservationConflict, on which
    the caller has to roll back.
    """
    quantities = _counted(session, quantities)
    if _renew(session, order_number, quantities, now):
        return
    # Written before any stock is taken: a twin of this call waits here, and not in a queue for
    # the very items that it has been promised already.
    for product_id in sorted(quantities):
        session.add(_held(order_number, product_id, quantities[product_id], now))
    session.flush()
    short = [one for one in sorted(quantities) if not _take(session, one, quantities[one])]
    if short:
        raise InsufficientStock("There is not enough in stock.", lines=_left(session, short))
    if quantities:
        _tell(session, "stock.reserved", order_number, quantities)


def grown_old(session: Session, asked_before: datetime) -> Sequence[str]:
    """Numbers of the orders that hold a promise and last asked for it before this moment."""
    query = select(StockReservation.order_number).filter_by(status="held").distinct()
    return session.scalars(query.where(StockReservation.created_at < asked_before)).all()


def release(
    session: Session,
    order_number: str,
    waitlist: Waitlist,
    asked_before: datetime | None = None,
) -> bool:
    """Let go of what is still held for the order, if told so only of what is as old as that.

    False if that is nothing.
    """
    released = _settle(session, order_number, "released", asked_before)
    for product_id, quantity in released.items():
        stock = session.scalars(
            update(Stock)
            .where(Stock.product_id == product_id)
            .values(reserved=Stock.reserved - quantity)
            .returning(Stock)
        ).one()
        waitlist.tell(session, stock, quantity)
    if released:
        _tell(session, "stock.released", order_number, released)
    return bool(released)


def commit(session: Session, order: PaidOrder, now: datetime) -> None:
    """Take what is held for the order off the shelf; it has been paid."""
    committed = _settle(session, order.number, "committed")
    if not committed:
        if _counted(session, {line.product_id: 1 for line in order.lines}):
            log.error("paid order holds no stock", order_number=order.number)
        return
    lines = {line.product_id: line for line in order.lines}
    for product_id, quantity in committed.items():
        _sell(session, order, lines[product_id], quantity, now)
    _tell(session, "stock.committed", order.number, committed)


def _counted(session: Session, quantities: Mapping[str, int]) -> Mapping[str, int]:
    """Those of the quantities that are of products whose stock is kept."""
    uncounted = select(Stock.product_id).where(Stock.product_id.in_(quantities), ~Stock.counted)
    others = set(session.scalars(uncounted))
    return {one: quantity for one, quantity in quantities.items() if one not in others}


def _renew(
    session: Session, order_number: str, quantities: Mapping[str, int], now: datetime
) -> bool:
    """Whether just that is held for the order; if so, from now on as if just promised."""
    rows = rows_of(session, order_number)
    if all(row.status == "released" for row in rows):
        _forget(session, rows)
        return False
    if {row.product_id: row.quantity for row in rows if row.status == "held"} != quantities:
        raise ReservationConflict(f"Order {order_number} has been promised something else.")
    for row in rows:
        row.created_at = now
    return True


def _forget(session: Session, released: Sequence[StockReservation]) -> None:
    """Placing an order can fail after its promise; the same order may then be tried again."""
    for row in released:
        session.delete(row)
    session.flush()


def _held(order_number: str, product_id: str, quantity: int, now: datetime) -> StockReservation:
    return StockReservation(
        product_id=product_id, order_number=order_number, quantity=quantity, created_at=now
    )


def _take(session: Session, product_id: str, quantity: int) -> bool:
    """Whether there was enough left: the database decides in one statement, so nobody races."""
    free = Stock.on_hand - Stock.reserved + Stock.backorder_limit
    taken = session.scalar(
        update(Stock)
        .where(Stock.product_id == product_id, free >= quantity)
        .values(reserved=Stock.reserved + quantity)
        .returning(Stock.product_id)
    )
    return taken is not None


def _left(session: Session, product_ids: list[str]) -> list[dict[str, str | int]]:
    rows = session.scalars(select(Stock).where(Stock.product_id.in_(product_ids)))
    left = {row.product_id: row.available for row in rows}
    return [{"product_id": one, "available": left.get(one, 0)} for one in product_ids]


def _settle(
    session: Session, order_number: str, status: str, asked_before: datetime | None = None
) -> dict[str, int]:
    """Quantities by product that were held until now; each promise is settled only once."""
    held = [row for row in rows_of(session, order_number) if row.status == "held"]
    settled = [row for row in held if asked_before is None or row.created_at < asked_before]
    for row in settled:
        row.status = status
    return {row.product_id: row.quantity for row in settled}


def rows_of(session: Session, order_number: str) -> Sequence[StockReservation]:
    """What was promised to the order, by product, and locked: nobody else can change it."""
    rows = select(StockReservation).filter_by(order_number=order_number)
    return session.scalars(rows.order_by(StockReservation.product_id).with_for_update()).all()


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

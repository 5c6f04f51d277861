"""Sold goods that come back, each of them once. Each function needs a transaction."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app_under_test.inventory import alerts, reservations
from app_under_test.inventory.errors import NotReturnable
from app_under_test.inventory.models import Stock, StockMove, StockReservation
from app_under_test.inventory.schemas import PaidOrder, ReturnedGoods
from app_under_test.inventory.waitlist import Waitlist
from app_under_test.kernel.events import publish


def take_back(
    session: Session, order_number: str, goods: ReturnedGoods, waitlist: Waitlist, now: datetime
) -> None:
    """Put some of what an order bought back on the shelf; NotReturnable if it is too many."""
    rows = _sold(session, order_number)
    row = rows.get(goods.line.product_id)
    left = row.quantity - row.returned if row else 0
    if row is None or goods.quantity > left:
        raise NotReturnable(left)
    _put_back(session, row, goods, "return", waitlist, now)


def take_all_back(session: Session, order: PaidOrder, waitlist: Waitlist, now: datetime) -> None:
    """Put everything back that a cancelled order has bought and not brought back yet."""
    lines = {line.product_id: line for line in order.lines}
    for product_id, row in _sold(session, order.number).items():
        left = row.quantity - row.returned
        if left and product_id in lines:
            goods = ReturnedGoods(line=lines[product_id], quantity=left, actor="orders")
            _put_back(session, row, goods, "cancellation", waitlist, now)


def _sold(session: Session, order_number: str) -> dict[str, StockReservation]:
    """What the order bought, by product id and locked."""
    rows = reservations.rows_of(session, order_number)
    return {row.product_id: row for row in rows if row.status == "committed"}


def _put_back(
    session: Session,
    row: StockReservation,
    goods: ReturnedGoods,
    reason: str,
    waitlist: Waitlist,
    now: datetime,
) -> None:
    row.returned += goods.quantity
    stock = session.scalars(
        update(Stock)
        .where(Stock.product_id == row.product_id)
        .values(on_hand=Stock.on_hand + goods.quantity)
        .returning(Stock)
    ).one()
    session.add(
        StockMove(
            product_id=row.product_id,
            quantity=goods.quantity,
            reason=reason,
            reference=row.order_number,
            actor=goods.actor,
            created_at=now,
        )
    )
    told = {"product_id": row.product_id, "sku": goods.line.sku, "quantity": goods.quantity}
    publish(session, "inventory", "stock.returned", row.order_number, told)
    alerts.review(session, stock, goods.line.sku, goods.line.name, now)
    waitlist.tell(session, stock, goods.quantity)

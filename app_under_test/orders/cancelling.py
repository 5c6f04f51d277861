"""Giving up an order: its stock is free, and no money is taken for it, or all of it goes back."""

from typing import Literal

from sqlalchemy import select

from app_under_test.inventory.client import StockKeeper
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import publish
from app_under_test.orders import vouchers
from app_under_test.orders.errors import NotCancellable, PaidMeanwhile
from app_under_test.orders.finding import UNPAID
from app_under_test.orders.models import Order, OrderLine
from app_under_test.orders.transitions import advance
from app_under_test.payments.client import Till

Reason = Literal["asked for", "cart changed", "not paid in time"]
"""Why an order was given up; its customer is written to only about the first."""

TIME_LIMIT = "time limit"
"""The name under which the history of an order knows what made it lapse."""


class Cancelling:
    """Gives up orders.

    For an unpaid one all of it raises Problem `already-paid` or `payment-in-progress` and changes
    nothing if money was taken or is being taken: the payments are asked to close the order first,
    and from then on they take none.
    """

    def __init__(self, database: Database, stock: StockKeeper, till: Till, clock: Clock) -> None:
        self._database = database
        self._stock = stock
        self._till = till
        self._clock = clock

    def cancel_as_asked(self, order: Order, actor: str, seen: str | None = None) -> None:
        """Cancel an order for its customer, who gets paid money back; a repeat changes nothing.

        Raises PaidMeanwhile if the customer has `seen` it unpaid, and NotCancellable for an order
        that has lapsed, left the shop, or been refunded.
        """
        if order.status == "paid" and seen == UNPAID:
            raise PaidMeanwhile
        if order.status == UNPAID:
            self._give_up(order, "cancelled", actor, "asked for")
        elif order.status != "cancelled":
            self._cancel_paid(order, actor)

    def _cancel_paid(self, order: Order, actor: str) -> None:
        """The payments and the inventory hear of it, and give back what they have taken."""
        told = order.addressee | {"reason": "asked for"}
        goods = [goods_of(line) for line in order.lines]
        with self._database.begin() as session:
            if advance(session, order, "cancelled", actor, self._clock.now()):
                vouchers.give_back(session, order.number)
                publish(session, "orders", "order.cancelled", order.number, told | {"lines": goods})
                return
            status = session.scalars(select(Order.status).filter_by(id=order.id)).one()
        if status != "cancelled":
            raise NotCancellable(status)

    def cancel(self, order: Order, actor: str) -> None:
        """Cancel an order because its cart has changed; one cancelled meanwhile stays so."""
        self._give_up(order, "cancelled", actor, "cart changed")

    def expire(self, order: Order) -> bool:
        """Let an order lapse; False if it came to another end meanwhile."""
        return self._give_up(order, "expired", TIME_LIMIT, "not paid in time")

    def _give_up(self, order: Order, status: str, actor: str, reason: Reason) -> bool:
        self._till.close(order.number, order.total_minor, order.currency)
        told = order.addressee | {"reason": reason}
        with self._database.begin() as session:
            given_up = order.status == UNPAID and advance(
                session, order, status, actor, self._clock.now()
            )
            if given_up:
                vouchers.give_back(session, order.number)
                publish(session, "orders", f"order.{status}", order.number, told)
        # The event would do it too, but later than the next order of this cart needs it.
        self._stock.release(order.number)
        return given_up


def goods_of(line: OrderLine) -> dict[str, str]:
    """A product as the inventory needs to know it."""
    return {"product_id": line.product_id, "sku": line.sku, "name": line.name}

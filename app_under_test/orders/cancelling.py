"""Giving up an unpaid order: no money can be taken for it any more, and its stock is free."""

from app_under_test.inventory.client import StockKeeper
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import publish
from app_under_test.orders.models import Order
from app_under_test.orders.transitions import advance
from app_under_test.payments.client import Till


class Cancelling:
    """Cancels orders that were not paid."""

    def __init__(self, database: Database, stock: StockKeeper, till: Till, clock: Clock) -> None:
        self._database = database
        self._stock = stock
        self._till = till
        self._clock = clock

    def cancel(self, order: Order, actor: str) -> None:
        """Cancel an unpaid order; one that was cancelled meanwhile stays so.

        Raises Problem `already-paid` or `payment-in-progress` and changes nothing if money was
        taken or is being taken: the payments are asked to close the order first, and from then
        on they take none.
        """
        self._till.close(order.number, order.total_minor, order.currency)
        with self._database.begin() as session:
            if advance(session, order, "cancelled", actor, self._clock.now()):
                publish(
                    session, "orders", "order.cancelled", order.number, {"number": order.number}
                )
        # The event would do it too, but later than the next order of this cart needs it.
        self._stock.release(order.number)

"""What staff do with a paid order: send its goods out, and take them back."""

from app_under_test.inventory.client import StockKeeper
from app_under_test.kernel.carriers import tracking_link
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import publish
from app_under_test.kernel.problems import NotFound
from app_under_test.orders.cancelling import goods_of
from app_under_test.orders.errors import DispatchedOtherwise, NotDispatchable, NothingToReturn
from app_under_test.orders.models import Order
from app_under_test.orders.schemas import Parcel, Returned
from app_under_test.orders.transitions import advance


class Dispatching:
    """The way of the goods to the customer, and back."""

    def __init__(self, database: Database, stock: StockKeeper, clock: Clock) -> None:
        self._database = database
        self._stock = stock
        self._clock = clock

    def dispatch(self, order: Order, parcel: Parcel, actor: str) -> None:
        """Let the goods leave the shop today, and tell the customer; a repeat changes nothing.

        Raises NotDispatchable for an order that is not paid, or was cancelled or refunded, and
        DispatchedOtherwise if it has left with another number.
        """
        if order.status == "dispatched":
            _expect_same(order, parcel)
            return
        now, known = self._clock.now(), parcel.model_dump()
        link = tracking_link(parcel.carrier, parcel.tracking_number)
        told = order.addressee | {"dispatched_at": now.isoformat(), "tracking_link": link, **known}
        with self._database.begin() as session:
            if not advance(session, order, "dispatched", actor, now, dispatched_at=now, **known):
                raise NotDispatchable
            publish(session, "orders", "order.dispatched", order.number, told)

    def take_back(self, order: Order, returned: Returned, actor: str) -> None:
        """Put goods that came back on the shelf, or never left since all of their money went back.

        Raises NotFound for a product that is not of the order, NothingToReturn if the goods are
        still to be sent, and Problem `not-returnable` if they are too many.
        """
        if order.dispatched_at is None and order.status != "refunded":
            raise NothingToReturn
        line = next((line for line in order.lines if line.sku == returned.sku), None)
        if line is None:
            raise NotFound("There is no such product in this order.")
        self._stock.take_back(order.number, goods_of(line), returned.quantity, actor)


def _expect_same(order: Order, parcel: Parcel) -> None:
    """A number that comes too late for the mail must not get lost without a word."""
    known = (order.carrier, order.tracking_number)
    if parcel.carrier is not None and known != (parcel.carrier, parcel.tracking_number):
        raise DispatchedOtherwise

"""Letting go of stock that is promised to orders which nobody has written.

An order is written after its stock was promised. Where that does not happen, since the promise was
heard too late or the process ended in between, nobody else would ever take the promise back.
"""

from datetime import datetime

import structlog

from app_under_test.inventory import reservations
from app_under_test.inventory.client import KEPT_WITHOUT_ORDER
from app_under_test.inventory.waitlist import Waitlist
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.sweeper import Sweeper
from app_under_test.orders.client import OrderBook

ASKED_AT_ONCE = 1000
"""Orders that are looked for with one call."""

log = structlog.get_logger()


class Sweeping(Sweeper):
    """Takes back promises that have grown old and have no order."""

    things = "promises without orders"
    rest = 60.0
    """Seconds between looks at what is promised."""

    def __init__(
        self,
        database: Database,
        orders: OrderBook,
        waitlist: Waitlist,
        clock: Clock,
    ) -> None:
        super().__init__("sweeping", "inventory")
        self._database = database
        self._orders = orders
        self._waitlist = waitlist
        self._clock = clock

    def sweep(self) -> None:
        """Once through everything that is promised; raises what the orders answer."""
        asked_before = self._clock.now() - KEPT_WITHOUT_ORDER
        with self._database.read() as session:
            numbers = reservations.grown_old(session, asked_before)
        for start in range(0, len(numbers), ASKED_AT_ONCE):
            some = numbers[start : start + ASKED_AT_ONCE]
            for number in self.until_stopped(set(some) - self._orders.written(some)):
                self._take_back(number, asked_before)

    def _take_back(self, number: str, asked_before: datetime) -> None:
        """Let go of it, unless the order has asked again since we looked."""
        with self._database.begin() as session:
            released = reservations.release(session, number, self._waitlist, asked_before)
        if released:
            log.warning("promise without an order taken back", order_number=number)

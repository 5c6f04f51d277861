"""Letting unpaid orders lapse, so that what they hold is for sale again."""

from collections.abc import Sequence
from datetime import timedelta

import structlog
from sqlalchemy import select

from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.problems import Problem
from app_under_test.kernel.sweeper import Sweeper
from app_under_test.orders.cancelling import Cancelling
from app_under_test.orders.finding import UNPAID
from app_under_test.orders.models import Order

log = structlog.get_logger()


class Lapsing(Sweeper):
    """Lets every order lapse that was placed long ago and is not paid.

    Several processes may do so at once: one statement decides which of them changes the order.
    """

    things = "unpaid orders"
    rest = 1.0
    """Seconds between looks at unpaid orders; an index makes a look cheap."""

    def __init__(
        self,
        database: Database,
        cancelling: Cancelling,
        clock: Clock,
        within: timedelta,
    ) -> None:
        super().__init__("lapsing", "orders")
        self._database = database
        self._cancelling = cancelling
        self._clock = clock
        self._within = within

    def sweep(self) -> None:
        """Once through all of them; one that is being paid just now is left for the next time."""
        for order in self.until_stopped(self._overdue()):
            try:
                if self._cancelling.expire(order):
                    log.info("order lapsed", order_number=order.number)
            except Problem as problem:
                log.warning("not lapsed yet", order_number=order.number, reason=problem.type)

    def _overdue(self) -> Sequence[Order]:
        overdue = select(Order).where(
            Order.status == UNPAID, Order.placed_at < self._clock.now() - self._within
        )
        with self._database.read() as session:
            return session.scalars(overdue.order_by(Order.placed_at)).all()

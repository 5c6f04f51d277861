"""Letting unpaid orders lapse, so that what they hold is for sale again."""

from collections.abc import Sequence
from datetime import timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.outage import OUTAGES, reason
from app_under_test.kernel.problems import Problem
from app_under_test.kernel.worker import Worker
from app_under_test.orders.cancelling import Cancelling
from app_under_test.orders.finding import UNPAID
from app_under_test.orders.models import Order

LOOK_EVERY = 1.0
"""Seconds between looks at unpaid orders; an index makes a look cheap."""

log = structlog.get_logger()


class Lapsing(Worker):
    """Lets every order lapse that was placed long ago and is not paid.

    Several processes may do so at once: one statement decides which of them changes the order.
    """

    def __init__(
        self, database: Database, cancelling: Cancelling, clock: Clock, within: timedelta
    ) -> None:
        super().__init__("lapsing", "orders")
        self._database = database
        self._cancelling = cancelling
        self._clock = clock
        self._within = within

    def sweep(self) -> None:
        """Once through all of them; one that is being paid just now is left for the next time."""
        for order in self._overdue():
            if self.stopping:
                return
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

    def _round(self) -> float:
        try:
            self.sweep()
        except OUTAGES as error:
            log.warning("unpaid orders are not known", reason=reason(error))
        except (SQLAlchemyError, ValueError):
            log.exception("unpaid orders are not known")
        return LOOK_EVERY

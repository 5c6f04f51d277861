"""Letting guests' carts lapse that nobody has changed for a fortnight."""

from datetime import timedelta

import structlog
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError

from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.outage import OUTAGES, reason
from app_under_test.kernel.worker import Worker
from app_under_test.orders.models import Cart

KEPT_FOR = timedelta(days=14)
"""As long as the storefront lets a browser keep the token."""

LOOK_EVERY = 5.0
"""Seconds between looks; only carts that are open are looked at, and they have an index."""

log = structlog.get_logger()


class Abandoning(Worker):
    """Closes the open carts of guests who have stayed away; a person's own cart is kept."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__("abandoning", "orders")
        self._database = database
        self._clock = clock

    def sweep(self) -> None:
        """Once through all of them."""
        now = self._clock.now()
        guests = update(Cart).where(Cart.status == "open", Cart.token_hash.is_not(None))
        old = guests.where(Cart.updated_at <= now - KEPT_FOR)
        with self._database.begin() as session:
            session.execute(old.values(status="abandoned"))

    def _round(self) -> float:
        try:
            self.sweep()
        except OUTAGES as error:
            log.warning("old carts are not known", reason=reason(error))
        except (SQLAlchemyError, ValueError):
            log.exception("old carts are not known")
        return LOOK_EVERY

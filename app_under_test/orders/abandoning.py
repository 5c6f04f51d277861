"""Letting guests' carts lapse that nobody has changed for a fortnight."""

from datetime import timedelta

import structlog
from sqlalchemy import select, update

from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.sweeper import Sweeper
from app_under_test.orders.models import Cart

KEPT_FOR = timedelta(days=14)
"""As long as the storefront lets a browser keep the token."""

log = structlog.get_logger()


class Abandoning(Sweeper):
    """Closes the open carts of guests who have stayed away; a person's own cart is kept."""

    things = "old carts"
    rest = 2.0
    """Seconds between looks; only carts that are open are looked at, and they have an index."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__("abandoning", "orders")
        self._database = database
        self._clock = clock

    def sweep(self) -> None:
        """Once through all of them."""
        old = (
            Cart.status == "open",
            Cart.token_hash.is_not(None),
            Cart.updated_at <= self._clock.now() - KEPT_FOR,
        )
        with self._database.read() as session:  # most looks find nothing, and then nobody waits
            found = session.scalars(select(Cart.id).where(*old)).all()
        if found:
            with self._database.begin() as session:
                lapsed = update(Cart).where(Cart.id.in_(found), *old)
                session.execute(lapsed.values(status="abandoned"))

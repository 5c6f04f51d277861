"""Asking about payments whose outcome nobody heard.

The direct answer of the card company may be lost with the process that waited for it, and so may
the notice that is sent afterwards. The attempt stands open in the database: whoever starts next
asks.
"""

from datetime import timedelta

import structlog
from sqlalchemy import select

from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.problems import Problem
from app_under_test.kernel.sweeper import Sweeper
from app_under_test.payments.models import Payment, PaymentAttempt
from app_under_test.payments.service import Payments

IN_FLIGHT = timedelta(seconds=10)
"""For so long the process that began an attempt may still be waiting for its answer."""

log = structlog.get_logger()


class AttemptSweep(Sweeper):
    """Asks the card company what became of every attempt that has been open for long."""

    things = "open attempts to pay"
    rest = 5.0
    """Seconds between looks at open attempts."""

    def __init__(
        self,
        database: Database,
        payments: Payments,
        clock: Clock,
    ) -> None:
        super().__init__("attempt-sweep", "payments")
        self._database = database
        self._payments = payments
        self._clock = clock

    def sweep(self) -> None:
        """Once through all of them; one that cannot be asked about is left for the next time."""
        for number in self.until_stopped(self._open()):
            try:
                self._payments.ask_again(number)
            except Problem as problem:
                log.warning("outcome not known", order_number=number, reason=problem.type)

    def _open(self) -> list[str]:
        attempts = select(Payment.order_number).join(PaymentAttempt)
        old = PaymentAttempt.created_at < self._clock.now() - IN_FLIGHT
        with self._database.read() as session:
            return list(session.scalars(attempts.where(PaymentAttempt.outcome == "unknown", old)))

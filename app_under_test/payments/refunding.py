"""Giving money back: how much is decided here and once, the card company is asked afterwards.

A refund is written down while the payment is held, so that two at the same moment cannot give back
more than was paid. A worker then asks the card company, again and again with the same key, until it
answers.
"""

from collections.abc import Sequence

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import Event, consumed_once, publish
from app_under_test.kernel.problems import NotFound
from app_under_test.kernel.sweeper import Sweeper
from app_under_test.payments import settling
from app_under_test.payments.errors import (
    NothingToRefund,
    ProviderUnreachable,
    RefundChanged,
    RefundTooLarge,
)
from app_under_test.payments.models import Payment, Refund
from app_under_test.payments.provider import CardCompany, NoAnswer, RefundRefused
from app_under_test.payments.schemas import RefundRequest, RefundShown

CANCELLATION = "cancellation"
"""The key of the one refund that follows from the cancelling of an order."""

log = structlog.get_logger()


class Refunding(Sweeper):
    """The refunds of the shop, and the thread that brings them to the card company."""

    things = "refunds"
    rest = 2.0
    """Seconds between looks at refunds that nobody has answered."""

    def __init__(
        self,
        database: Database,
        provider: CardCompany,
        clock: Clock,
    ) -> None:
        super().__init__("refunding", "payments")
        self._database = database
        self._provider = provider
        self._clock = clock

    def ask_for(self, order_number: str, asked: RefundRequest, actor: str) -> RefundShown:
        """Give back a part of what was paid, or all of it; a repeat gives nothing more.

        Raises NotFound, NothingToRefund, RefundTooLarge or RefundChanged.
        """
        with self._database.begin() as session:
            payment = settling.payment_of(session, order_number, lock=True)
            if payment is None:
                raise NotFound("There is no payment for such an order.")
            refund = _asked_before(session, payment, asked.request_key)
            if refund is None:
                refund = self._write_down(session, payment, asked, actor)
            elif refund.amount_minor != asked.amount_minor:
                raise RefundChanged
        self.wake()
        return _shown(payment, refund)

    def of_order(self, order_number: str) -> list[RefundShown]:
        """Every refund of an order, oldest first, also those that failed; NotFound if unpaid."""
        with self._database.read() as session:
            payment = settling.payment_of(session, order_number)
            if payment is None:
                raise NotFound("There is no payment for such an order.")
            refunds = select(Refund).filter_by(payment_id=payment.id).order_by(Refund.created_at)
            return [_shown(payment, refund) for refund in session.scalars(refunds)]

    def take_event(self, event: Event) -> None:
        """Follow the orders: a paid one that is cancelled gets back what is left of its money."""
        with self._database.begin() as session:
            if consumed_once(session, event, "payments") and event.topic == "order.cancelled":
                self._give_all_back(session, event.subject_id)
        self.wake()

    def _give_all_back(self, session: Session, order_number: str) -> None:
        payment = settling.payment_of(session, order_number, lock=True)
        if payment is None or payment.charge_id is None:
            return
        left = payment.amount_minor - payment.refunded_minor
        if left > 0:
            asked = RefundRequest(
                amount_minor=left, reason="order cancelled", request_key=CANCELLATION
            )
            self._write_down(session, payment, asked, "orders")

    def _write_down(
        self, session: Session, payment: Payment, asked: RefundRequest, actor: str
    ) -> Refund:
        """Needs the payment locked: nobody else counts what goes back at the same time."""
        if payment.charge_id is None:
            raise NothingToRefund
        left = payment.amount_minor - payment.refunded_minor
        if asked.amount_minor > left:
            raise RefundTooLarge(left, payment.currency)
        payment.refunded_minor += asked.amount_minor
        refund = Refund(
            payment_id=payment.id,
            request_key=asked.request_key,
            amount_minor=asked.amount_minor,
            reason=asked.reason,
            actor=actor,
            status="pending",
            created_at=self._clock.now(),
        )
        session.add(refund)
        session.flush()
        return refund

    def sweep(self) -> None:
        """Once through all that wait; those without an answer are left for the next time."""
        for refund, payment in self.until_stopped(self._waiting()):
            self._carry_out(refund, payment)

    def _waiting(self) -> Sequence[tuple[Refund, Payment]]:
        query = select(Refund, Payment).join(Payment, Payment.id == Refund.payment_id)
        waiting = query.where(Refund.status == "pending").order_by(Refund.created_at)
        with self._database.read() as session:
            return [(refund, payment) for refund, payment in session.execute(waiting)]

    def _carry_out(self, refund: Refund, payment: Payment) -> None:
        try:
            given = self._provider.refund(payment, refund)
        except (NoAnswer, ProviderUnreachable):
            log.warning("refund not answered", order_number=payment.order_number)
            return
        except RefundRefused as refusal:
            log.error("refund refused", order_number=payment.order_number, said=str(refusal))
            self._fail(refund, payment)
            return
        with self._database.begin() as session:
            if _end(session, refund, "succeeded", given):
                _settle(session, payment)
                _tell(session, "payment.refunded", payment, refund)

    def _fail(self, refund: Refund, payment: Payment) -> None:
        """The money stays where it is, so as much can still be asked for; somebody has to know."""
        with self._database.begin() as session:
            if _end(session, refund, "failed"):
                session.execute(
                    update(Payment)
                    .where(Payment.id == refund.payment_id)
                    .values(refunded_minor=Payment.refunded_minor - refund.amount_minor)
                )
                _tell(session, "payment.refund_refused", payment, refund)


def _asked_before(session: Session, payment: Payment, key: str) -> Refund | None:
    return session.scalar(select(Refund).filter_by(payment_id=payment.id, request_key=key))


def _end(session: Session, refund: Refund, status: str, provider_id: str | None = None) -> bool:
    """Whether the refund was still waiting; several processes may bring it at once."""
    ended = session.scalar(
        update(Refund)
        .where(Refund.id == refund.id, Refund.status == "pending")
        .values(status=status, provider_id=provider_id)
        .returning(Refund.id)
        .execution_options(synchronize_session=False)
    )
    return ended is not None


def _settle(session: Session, payment: Payment) -> None:
    """A payment is refunded as soon as all of its money has gone back."""
    held = settling.payment_of(session, payment.order_number, lock=True)
    query = select(Refund.amount_minor).filter_by(payment_id=payment.id, status="succeeded")
    if held is not None and sum(session.scalars(query)) == held.amount_minor:
        held.status = "refunded"


def _tell(session: Session, topic: str, payment: Payment, refund: Refund) -> None:
    told = {
        "order_number": payment.order_number,
        "refund_id": refund.id,
        "amount_minor": refund.amount_minor,
        "currency": payment.currency,
        "reason": refund.reason,
    }
    publish(session, "payments", topic, payment.order_number, told)


def _shown(payment: Payment, refund: Refund) -> RefundShown:
    return RefundShown(
        refund_id=refund.id,
        order_number=payment.order_number,
        status=refund.status,
        amount_minor=refund.amount_minor,
        currency=payment.currency,
    )

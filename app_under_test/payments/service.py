"""Paying for orders: an attempt is written down, the card company asked, the outcome kept."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import structlog
from sqlalchemy import select

from app_under_test.kernel.caller import Caller
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.problems import NotFound
from app_under_test.orders.client import OrderBook
from app_under_test.orders.schemas import OrderKnown
from app_under_test.payments import settling
from app_under_test.payments.access import may_pay
from app_under_test.payments.errors import (
    AlreadyPaid,
    CardDeclined,
    OrderClosed,
    PaymentInProgress,
    PaymentUnknown,
    ProviderTroubled,
    ProviderUnreachable,
)
from app_under_test.payments.models import Payment, PaymentAttempt
from app_under_test.payments.provider import CardCompany, KeyInUse, NoAnswer, Refused, Troubled
from app_under_test.payments.schemas import Card, Closure, PaymentRequest, PaymentShown

WAITING = "requires_action"
"""How the card company calls a charge whose owner is being asked by the bank."""

LONGEST_FLIGHT = timedelta(minutes=1)
"""After this long an attempt the card company knows nothing of will not arrive any more."""

log = structlog.get_logger()


class Payments:
    """The money of the shop."""

    def __init__(
        self,
        database: Database,
        orders: OrderBook,
        provider: CardCompany,
        clock: Clock,
        link: Callable[[str], str],
    ) -> None:
        self._database = database
        self._orders = orders
        self._provider = provider
        self._clock = clock
        self._link = link

    def pay(self, caller: Caller, request: PaymentRequest) -> PaymentShown:
        """Pay for an order by card; the amount is the order's, whatever the caller thinks.

        Raises NotFound (also for other people's orders), AlreadyPaid, OrderClosed, CardDeclined,
        PaymentInProgress, ProviderUnreachable or PaymentUnknown.
        """
        order = self._orders.find(request.order_number)
        if order is None or not may_pay(order, caller, request.key):
            raise NotFound("There is no such order.")
        try:
            return self._attempt(order, request.card)
        except KeyInUse:
            # An earlier attempt with another card was still open: hear how that went first.
            self.ask_again(order.number, give_up_challenge=True)
        try:
            return self._attempt(order, request.card)
        except KeyInUse as error:
            raise PaymentInProgress from error

    def of_person(self, user_id: str) -> list[PaymentShown]:
        """What a person paid or tried to pay, newest first."""
        query = select(Payment).filter_by(user_id=user_id).order_by(Payment.created_at.desc())
        with self._database.read() as session:
            return [shown(payment) for payment in session.scalars(query)]

    def close(self, order_number: str, closure: Closure) -> None:
        """Take no money for this order any more; AlreadyPaid or PaymentInProgress if too late."""
        if self._is_closed(order_number, closure):
            return
        self.ask_again(order_number, give_up_challenge=True)
        if not self._is_closed(order_number, closure):
            raise PaymentInProgress

    def _attempt(self, order: OrderKnown, card: Card) -> PaymentShown:
        payment, attempt = self._begin(order)
        try:
            charge = self._provider.charge(payment, attempt, card, self._way_back(order))
        except Refused as refusal:
            with self._database.begin() as session:
                code = refusal.decline_code
                settling.decline(session, payment, attempt.id, code, self._clock.now())
            raise CardDeclined(code) from refusal
        except ProviderUnreachable:
            with self._database.begin() as session:
                settling.give_up(session, attempt)
            raise
        except Troubled:
            self._give_up_unless_charged(payment, attempt)
            raise ProviderTroubled from None
        except NoAnswer as error:
            log.warning("outcome of a payment is unknown", order_number=order.number)
            raise PaymentUnknown from error
        if charge.status == WAITING:
            return shown(payment, charge.next_action_url)
        with self._database.begin() as session:
            payment = session.get_one(Payment, payment.id)
            if not settling.capture(session, payment, charge, self._clock.now()):
                raise PaymentUnknown
        return shown(payment)

    def _give_up_unless_charged(self, payment: Payment, attempt: PaymentAttempt) -> None:
        """Trouble is an answer: no charge can still be on its way. May raise PaymentUnknown."""
        try:
            charge = self._provider.charge_of(payment, attempt)
        except (NoAnswer, ProviderUnreachable) as error:
            raise PaymentUnknown from error
        if charge is not None:
            raise PaymentUnknown
        with self._database.begin() as session:
            settling.give_up(session, attempt)

    def _way_back(self, order: OrderKnown) -> str:
        """Where the customer waits for the payment after an answer to the bank."""
        return self._link(f"/orders/{order.number}?{urlencode({'key': order.key, 'thanks': 1})}")

    def _begin(self, order: OrderKnown) -> tuple[Payment, PaymentAttempt]:
        """The payment and its open attempt: a new one, or the one nobody knows the outcome of."""
        if order.status not in {"pending_payment", "paid"}:
            raise OrderClosed
        now = self._clock.now()
        due = (order.number, order.total_minor, order.currency)
        with self._database.begin() as session:
            payment = settling.ensured_payment(session, *due, now)
            if payment.charge_id is not None or order.status == "paid":
                raise AlreadyPaid
            if payment.status == "closed":
                raise OrderClosed
            payment.status, payment.user_id, payment.updated_at = "pending", order.user_id, now
            attempt = settling.open_attempt(session, payment)
            if attempt is None:
                attempt = PaymentAttempt(payment_id=payment.id, created_at=now)
                session.add(attempt)
        return payment, attempt

    def ask_again(self, order_number: str, *, give_up_challenge: bool = False) -> None:
        """Ask the card company what became of the open attempt, and write it down.

        While the bank waits for the customer nothing has become of it, unless that is given up.
        """
        with self._database.read() as session:
            payment = settling.payment_of(session, order_number)
            attempt = settling.open_attempt(session, payment) if payment else None
        if payment is None or attempt is None:
            return
        try:
            charge = self._provider.charge_of(payment, attempt)
            if charge is not None and charge.status == WAITING:
                if not give_up_challenge:
                    return
                charge = self._provider.cancel(charge)
        except NoAnswer as error:
            raise PaymentInProgress from error
        now = self._clock.now()
        with self._database.begin() as session:
            payment = session.get_one(Payment, payment.id)
            if charge is None:
                if now - attempt.created_at > LONGEST_FLIGHT:
                    settling.give_up(session, attempt)
            elif charge.status == "succeeded":
                settling.capture(session, payment, charge, now)
            else:
                code = charge.decline_code or "unknown"
                settling.decline(session, payment, attempt.id, code, now)

    def _is_closed(self, order_number: str, closure: Closure) -> bool:
        """Whether the payment could be closed; not while the outcome of an attempt is unknown."""
        due = (order_number, closure.amount_minor, closure.currency)
        with self._database.begin() as session:
            payment = settling.ensured_payment(session, *due, self._clock.now())
            if payment.charge_id is not None:
                raise AlreadyPaid
            if settling.open_attempt(session, payment) is not None:
                return False
            payment.status, payment.updated_at = "closed", self._clock.now()
        return True


def shown(payment: Payment, challenge_url: str | None = None) -> PaymentShown:
    """The payment as its owner sees it."""
    return PaymentShown(
        payment_id=payment.id,
        order_number=payment.order_number,
        status=payment.status,
        amount_minor=payment.amount_minor,
        currency=payment.currency,
        card_last4=payment.card_last4,
        challenge_url=challenge_url,
    )

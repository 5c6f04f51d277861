"""What the card company tells unasked, taken in once per notice."""

from datetime import UTC, datetime

import structlog
from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.problems import Problem
from app_under_test.orders.client import OrderBook
from app_under_test.payments import settling
from app_under_test.payments.errors import BadSignature
from app_under_test.payments.models import Payment, WebhookEvent
from app_under_test.payments.schemas import Charge, Notice
from app_under_test.payments.signatures import is_genuine

log = structlog.get_logger()


class Notices:
    """The shop's letter box for the card company."""

    def __init__(self, database: Database, orders: OrderBook, secret: str, clock: Clock) -> None:
        self._database = database
        self._orders = orders
        self._secret = secret
        self._clock = clock

    def take(self, body: bytes, signature: str) -> None:
        """Act on a notice, or do nothing if it was taken before.

        Raises BadSignature, or Problem 400 for something that is no notice.
        """
        # Signed by the clock of the card company, which moves with no clock of ours.
        if not is_genuine(signature, body, self._secret, datetime.now(UTC)):
            log.warning("notice with a bad signature refused")
            raise BadSignature
        notice = _read(body)
        self._ensure_payment(notice.data.metadata.order_number)
        with self._database.begin() as session:
            written = self._first_time(session, notice)
            if written is not None and not self._follow(session, notice):
                written.set_aside = True
                log.error("notice set aside for a person", notice=notice.id)

    def _ensure_payment(self, order_number: str) -> None:
        """A notice may be faster than the shop's own record, or the record may be lost."""
        with self._database.read() as session:
            if settling.payment_of(session, order_number) is not None:
                return
        order = self._orders.find(order_number) if order_number else None
        if order is None or order.status != "pending_payment":
            return
        due = (order.number, order.total_minor, order.currency)
        with self._database.begin() as session:
            settling.ensured_payment(session, *due, self._clock.now()).user_id = order.user_id

    def _first_time(self, session: Session, notice: Notice) -> WebhookEvent | None:
        """The note that this notice came; None if it was there: its id can be written only once."""
        written = WebhookEvent(
            id=notice.id,
            type=notice.type,
            order_number=notice.data.metadata.order_number,
            received_at=self._clock.now(),
        )
        try:
            with session.begin_nested():
                session.add(written)
        except IntegrityError:
            return None
        return written

    def _follow(self, session: Session, notice: Notice) -> bool:
        """Whether the notice fits what the shop knows."""
        charge = notice.data
        payment = settling.payment_of(session, charge.metadata.order_number, lock=True)
        if payment is None:
            return False
        if notice.type == "charge.succeeded":
            return settling.capture(session, payment, charge, self._clock.now())
        if notice.type == "charge.failed":
            self._decline(session, payment, charge)
        return True

    def _decline(self, session: Session, payment: Payment, charge: Charge) -> None:
        if charge.metadata.attempt_id is not None:
            code = charge.decline_code or "unknown"
            attempt_id = charge.metadata.attempt_id
            settling.decline(session, payment, attempt_id, code, self._clock.now())


def _read(body: bytes) -> Notice:
    try:
        return Notice.model_validate_json(body)
    except ValidationError as error:
        detail = "The notice lacks something or holds something that cannot be."
        raise Problem(detail, status=400, type="invalid-request") from error

"""Showing orders to those who may see them, and following what the payments tell."""

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app_under_test.kernel.caller import Caller
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import Event, consumed_once
from app_under_test.kernel.problems import NotFound
from app_under_test.orders import owners, refunding
from app_under_test.orders.models import Order
from app_under_test.orders.numbers import OrderKeys
from app_under_test.orders.paying import columns, mark_paid
from app_under_test.orders.schemas import OrderKnown, OrderShown

log = structlog.get_logger()


class Orders:
    """The orders of the shop."""

    def __init__(self, database: Database, keys: OrderKeys, clock: Clock) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock

    def shown(self, order: Order) -> OrderShown:
        """The order with its key; only for those who may see it."""
        return OrderShown(**columns(order), key=self._keys.of(order.number))

    def known(self, number: str) -> OrderKnown:
        """The order as other parts see it; NotFound if there is none."""
        order = self._find(number)
        return OrderKnown(**columns(order), key=self._keys.of(number), user_id=order.user_id)

    def written(self, numbers: list[str]) -> list[str]:
        """Those of the numbers that belong to an order, whatever has become of it."""
        with self._database.read() as session:
            found = session.scalars(select(Order.number).where(Order.number.in_(numbers)))
            return list(found)

    def seen_by(self, caller: Caller, number: str, key: str | None) -> OrderShown:
        """The order for its owner, for staff, or for whoever has its key.

        NotFound for all others, so that nobody can find out which numbers exist.
        """
        order = self._find(number)
        if not (self._is_buyer(caller, order, key) or caller.is_staff):
            raise NotFound("There is no such order.")
        return self.shown(order)

    def of_buyer(self, caller: Caller, number: str, key: str | None) -> Order:
        """The order for its owner or for whoever has its key; NotFound for all others."""
        order = self._find(number)
        if not self._is_buyer(caller, order, key):
            raise NotFound("There is no such order.")
        return order

    def for_staff(self, number: str) -> Order:
        """The order, whoever it belongs to; NotFound if there is none."""
        return self._find(number)

    def of_person(self, user_id: str, limit: int, offset: int) -> list[OrderShown]:
        """What a person ordered, newest first: so many, after the first `offset`."""
        query = select(Order).filter_by(user_id=user_id)
        newest = query.order_by(Order.placed_at.desc(), Order.id).limit(limit).offset(offset)
        with self._database.read() as session:
            orders = session.scalars(newest).all()
        return [self.shown(order) for order in orders]

    def take_event(self, event: Event) -> None:
        """Follow payments and accounts: captured money makes an order paid, all back refunded."""
        with self._database.begin() as session:
            if not consumed_once(session, event, "orders"):
                return
            if event.topic == "payment.captured":
                self._pay(session, event.subject_id)
            elif event.topic == "payment.refunded":
                refunding.follow(session, event, self._clock.now())
            elif event.topic == "user.verified":
                owners.adopt(session, event.subject_id, event.payload["email"])
                if former := event.payload.get("former_email"):
                    owners.readdress(session, event.subject_id, former, event.payload["email"])
            elif event.topic == "user.deleted":
                owners.forget(session, event.subject_id, self._clock.now())

    def _is_buyer(self, caller: Caller, order: Order, key: str | None) -> bool:
        is_owner = caller.user_id is not None and caller.user_id == order.user_id
        return is_owner or self._keys.opens(order.number, key)

    def _pay(self, session: Session, number: str) -> None:
        order = session.scalar(select(Order).filter_by(number=number))
        now = self._clock.now()
        if order is None or not mark_paid(session, order, "payments", now):
            status = order.status if order else "unknown"
            log.error("money for an order that cannot be paid", order_number=number, status=status)
            return

    def _find(self, number: str) -> Order:
        with self._database.read() as session:
            order = session.scalar(select(Order).filter_by(number=number))
        if order is None:
            raise NotFound("There is no such order.")
        return order

"""Showing orders to those who may see them, and following what the payments tell."""

from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app_under_test.kernel.caller import Caller
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import Event, consumed_once, publish
from app_under_test.kernel.problems import NotFound
from app_under_test.orders import owners
from app_under_test.orders.models import Cart, CartLine, Order
from app_under_test.orders.numbers import OrderKeys
from app_under_test.orders.schemas import OrderFacts, OrderKnown, OrderShown
from app_under_test.orders.transitions import advance

log = structlog.get_logger()


class Orders:
    """The orders of the shop."""

    def __init__(self, database: Database, keys: OrderKeys, clock: Clock) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock

    def shown(self, order: Order) -> OrderShown:
        """The order with its key; only for those who may see it."""
        return OrderShown(**_columns(order), key=self._keys.of(order.number))

    def known(self, number: str) -> OrderKnown:
        """The order as other parts see it; NotFound if there is none."""
        order = self._find(number)
        return OrderKnown(**_columns(order), key=self._keys.of(number), user_id=order.user_id)

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

    def of_person(self, user_id: str, limit: int, offset: int) -> list[OrderShown]:
        """What a person ordered, newest first: so many, after the first `offset`."""
        query = select(Order).filter_by(user_id=user_id)
        newest = query.order_by(Order.placed_at.desc(), Order.id).limit(limit).offset(offset)
        with self._database.read() as session:
            orders = session.scalars(newest).all()
        return [self.shown(order) for order in orders]

    def take_event(self, event: Event) -> None:
        """Follow the payments and the accounts: captured money makes an order paid."""
        with self._database.begin() as session:
            if not consumed_once(session, event, "orders"):
                return
            if event.topic == "payment.captured":
                self._pay(session, event.subject_id)
            elif event.topic == "user.verified":
                owners.adopt(session, event.subject_id, event.payload["email"])
            elif event.topic == "user.deleted":
                owners.forget(session, event.subject_id, self._clock.now())

    def _is_buyer(self, caller: Caller, order: Order, key: str | None) -> bool:
        is_owner = caller.user_id is not None and caller.user_id == order.user_id
        return is_owner or self._keys.opens(order.number, key)

    def _pay(self, session: Session, number: str) -> None:
        order = session.scalar(select(Order).filter_by(number=number))
        now = self._clock.now()
        if order is None or not advance(session, order, "paid", "payments", now, paid_at=now):
            status = order.status if order else "unknown"
            log.error("money for an order that cannot be paid", order_number=number, status=status)
            return
        session.refresh(order)
        _close_cart(session, order)
        facts = OrderFacts(**_columns(order)).model_dump(mode="json")
        publish(session, "orders", "order.paid", number, facts | {"user_id": order.user_id})

    def _find(self, number: str) -> Order:
        with self._database.read() as session:
            order = session.scalar(select(Order).filter_by(number=number))
        if order is None:
            raise NotFound("There is no such order.")
        return order


def left_over(in_cart: dict[str, int], bought: dict[str, int]) -> dict[str, int]:
    """What was put into the cart after it was ordered, by product id."""
    left = {one: quantity - bought.get(one, 0) for one, quantity in in_cart.items()}
    return {one: quantity for one, quantity in left.items() if quantity > 0}


def _close_cart(session: Session, order: Order) -> None:
    """The cart was bought; whatever came into it since goes on in a new one."""
    cart = session.scalar(select(Cart).filter_by(id=order.cart_id, status="open").with_for_update())
    if cart is None:
        return
    now = order.paid_at or order.placed_at
    cart.status, cart.updated_at = "converted", now
    session.flush()  # before the next one opens: there is one open cart at most
    left = left_over(cart.quantities, {line.product_id: line.quantity for line in order.lines})
    if left:
        lines = [CartLine(product_id=one, quantity=many) for one, many in left.items()]
        session.add(
            Cart(
                user_id=cart.user_id,
                token_hash=cart.token_hash,
                created_at=now,
                updated_at=now,
                lines=lines,
            )
        )


def _columns(order: Order) -> dict[str, Any]:
    return {
        **{name: getattr(order, name) for name in OrderFacts.model_fields if name != "shipping"},
        "shipping": {
            "name": order.ship_name,
            "line1": order.ship_line1,
            "city": order.ship_city,
            "postcode": order.ship_postcode,
            "country": order.ship_country,
        },
    }

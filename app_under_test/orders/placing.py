"""Turning a cart into an order: the stock first, then the order, or neither."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app_under_test.inventory.client import KEPT_WITHOUT_ORDER, StockKeeper
from app_under_test.kernel.caller import Caller
from app_under_test.kernel.calls import TooLate
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import publish
from app_under_test.kernel.languages import Language
from app_under_test.kernel.problems import Invalid, Problem
from app_under_test.orders import vouchers
from app_under_test.orders.buyer import Buyer
from app_under_test.orders.cancelling import Cancelling
from app_under_test.orders.carts import Carts
from app_under_test.orders.delivery import choices
from app_under_test.orders.errors import (
    CartChanged,
    EmptyCart,
    NoDelivery,
    VoucherRefused,
    short_lines,
)
from app_under_test.orders.finding import (
    UNPAID,
    closed_orders,
    is_for,
    open_cart,
    unpaid_order,
)
from app_under_test.orders.models import Cart, Order, OrderLine
from app_under_test.orders.numbers import order_number
from app_under_test.orders.paying import mark_paid
from app_under_test.orders.people import People
from app_under_test.orders.pricing import PricedLine, totals_of
from app_under_test.orders.schemas import Checkout
from app_under_test.orders.transitions import note

WRITTEN_WITHIN = KEPT_WITHOUT_ORDER / 2
"""How long after asking for its stock an order may still be written: well before that is free."""


class Placing:
    """Places orders. The same cart placed again, even at the same moment, is the same order."""

    def __init__(
        self,
        database: Database,
        carts: Carts,
        stock: StockKeeper,
        people: People,
        cancelling: Cancelling,
        clock: Clock,
    ) -> None:
        self._database = database
        self._carts = carts
        self._stock = stock
        self._people = people
        self._cancelling = cancelling
        self._clock = clock

    def place(self, caller: Caller, checkout: Checkout, language: Language) -> tuple[Order, bool]:
        """The order the caller's cart has become, and whether it is a new one.

        A guest is written to in `language`, anybody else as the account says.
        An unpaid order of the same cart is brought up to date if the cart is unchanged and
        cancelled otherwise. One that costs nothing is paid at once. Raises EmptyCart,
        InsufficientStock, CartChanged, VoucherRefused, or Problem `already-paid` or
        `payment-in-progress` for the earlier order.
        """
        with self._database.read() as session:
            cart = open_cart(session, caller)
            unpaid = unpaid_order(session, cart)
        lines = self._carts.priced(cart)
        if cart is None or not lines:
            raise EmptyCart
        buyer = self._buyer(caller, checkout, language).of_account(unpaid)
        shipping = delivery_of(buyer, lines)
        is_same = unpaid is not None and unpaid.shipping_minor == shipping
        if unpaid is not None and is_same and _is_of(unpaid, cart, lines, buyer):
            return self._update(unpaid, buyer), False
        if unpaid is not None:
            self._cancelling.cancel(unpaid, buyer.actor)
        return self._place_new(cart, lines, buyer)

    def _buyer(self, caller: Caller, checkout: Checkout, language: Language) -> Buyer:
        email = checkout.email
        if caller.user_id is not None:
            email, language = self._people.addressee(caller.user_id)
        if email is None:
            raise Invalid("email", "is needed to order without an account")
        return Buyer(caller.user_id, email, language, checkout.shipping, checkout.delivery)

    def _update(self, unpaid: Order, buyer: Buyer) -> Order:
        same = (Order.id == unpaid.id, Order.status == UNPAID)
        with self._database.begin() as session:
            session.execute(update(Order).where(*same).values(**buyer.columns()))
            return session.scalars(select(Order).filter_by(id=unpaid.id)).one()

    def _place_new(
        self, cart: Cart, lines: Sequence[PricedLine], buyer: Buyer
    ) -> tuple[Order, bool]:
        with self._database.read() as session:
            number = order_number(cart.id, closed_orders(session, cart), lines)
        began = self._clock.now()
        self._reserve(number, lines)
        try:
            return self._record(number, cart, lines, buyer, began), True
        except IntegrityError as error:
            return self._placed_meanwhile(number, cart, error), False
        except (CartChanged, VoucherRefused):
            # Nobody can write this order any more. After other failures a twin of this call may be
            # about to; if none does, the inventory takes the promise back.
            self._take_back(number)
            raise

    def _reserve(self, number: str, lines: Sequence[PricedLine]) -> None:
        withdrawn = {line.product_id: 0 for line in lines if not line.on_sale}
        if withdrawn:
            raise _short(lines, withdrawn)
        try:
            self._stock.reserve(number, {line.product_id: line.quantity for line in lines})
        except Problem as problem:
            if problem.type != "insufficient-stock":
                raise
            left = {line["product_id"]: line["available"] for line in problem.extra["lines"]}
            raise _short(lines, left) from problem

    def _record(
        self, number: str, cart: Cart, lines: Sequence[PricedLine], buyer: Buyer, began: datetime
    ) -> Order:
        with self._database.begin() as session:
            _keep_open(session, cart)
            code = cart.voucher_code
            discount = vouchers.redeem(session, code, lines, buyer.customer, number, began)
            order = Order(
                number=number,
                cart_id=cart.id,
                status=UNPAID,
                placed_at=began,
                voucher_code=code,
                lines=[_sold(line) for line in lines],
                **asdict(totals_of(lines, delivery_of(buyer, lines), discount)),
                **buyer.columns(),
            )
            session.add(order)
            session.flush()
            note(session, order, "", UNPAID, buyer.actor, began)
            publish(session, "orders", "order.placed", number, {"number": number})
            if order.total_minor == 0:
                mark_paid(session, order, buyer.actor, began)
            if self._clock.now() - began > WRITTEN_WITHIN:  # the stock may be somebody else's soon
                raise TooLate("orders")
        return order

    def _placed_meanwhile(self, number: str, cart: Cart, error: IntegrityError) -> Order:
        """The same order, placed by a twin of this call; CartChanged if there is another one."""
        with self._database.read() as session:
            twin = session.scalar(select(Order).filter_by(number=number, cart_id=cart.id))
        if twin is None:
            self._take_back(number)
            raise CartChanged from error
        return twin

    def _take_back(self, number: str) -> None:
        """Let go of the promise, unless the order it was made for has been written by a twin."""
        with self._database.read() as session:
            written = session.scalar(select(Order.id).filter_by(number=number))
        if written is None:
            self._stock.release(number)


def delivery_of(buyer: Buyer, lines: Sequence[PricedLine]) -> int:
    """What the delivery costs that the buyer has chosen; NoDelivery if there is no such choice."""
    offered = {one.name: one.price_minor for one in choices(buyer.shipping.country, lines)}
    if buyer.delivery not in offered:
        raise NoDelivery
    return offered[buyer.delivery]


def _is_of(unpaid: Order, cart: Cart, lines: Sequence[PricedLine], buyer: Buyer) -> bool:
    """Whether the order is of this cart as it is now, and a voucher in it of this buyer."""
    uses_anew = cart.voucher_code and buyer.customer != (unpaid.user_id or unpaid.email)
    return is_for(unpaid, lines, cart.voucher_code) and not uses_anew


def _keep_open(session: Session, cart: Cart) -> None:
    """Hold the cart for this transaction; CartChanged if it was bought or merged meanwhile."""
    still = select(Cart.id).filter_by(id=cart.id, status="open").with_for_update()
    if session.scalar(still) is None:
        raise CartChanged


def _sold(line: PricedLine) -> OrderLine:
    return OrderLine(
        product_id=line.product_id,
        sku=line.sku,
        name=line.name,
        unit_price_minor=line.unit_price_minor,
        quantity=line.quantity,
    )


def _short(lines: Sequence[PricedLine], left: dict[str, int]) -> Problem:
    return short_lines(
        [
            {"sku": line.sku, "name": line.name, "available": left[line.product_id]}
            for line in lines
            if line.product_id in left
        ]
    )

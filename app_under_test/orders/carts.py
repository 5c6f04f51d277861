"""Filling a cart, within what the shop has in stock."""

from collections.abc import Mapping
from dataclasses import asdict, replace

import structlog
from sqlalchemy.orm import Session

from app_under_test.catalogue.client import Products
from app_under_test.catalogue.schemas import ProductRecord
from app_under_test.inventory.client import StockKeeper
from app_under_test.kernel.caller import Caller
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.problems import Invalid, NotFound, Problem
from app_under_test.orders import vouchers
from app_under_test.orders.delivery import Choice, choices
from app_under_test.orders.discounts import REASONS
from app_under_test.orders.errors import EmptyCart, VoucherRefused, only_left
from app_under_test.orders.finding import (
    held_for,
    is_for,
    open_cart,
    open_or_new_cart,
    unpaid_order,
)
from app_under_test.orders.models import Cart, CartLine
from app_under_test.orders.pricing import PricedLine, priced, totals_of
from app_under_test.orders.schemas import (
    MOST_OF_A_PRODUCT,
    CartLineShown,
    CartShown,
    VoucherShown,
)

log = structlog.get_logger()


class Carts:
    """The carts of people and guests."""

    def __init__(
        self, database: Database, products: Products, stock: StockKeeper, clock: Clock
    ) -> None:
        self._database = database
        self._products = products
        self._stock = stock
        self._clock = clock

    def shown(self, caller: Caller) -> CartShown:
        """The caller's cart at today's prices; an empty one if there is none."""
        with self._database.read() as session:
            cart = open_cart(session, caller)
            held = held_for(session, cart)
        lines = self.priced(cart)
        reduction = self._reduction(caller, cart, lines)
        return _shown(lines, self._available(lines, held), cart, reduction)

    def deliveries(self, caller: Caller, country: str) -> list[Choice]:
        """In which ways the caller's cart can be delivered to a country."""
        with self._database.read() as session:
            cart = open_cart(session, caller)
        return choices(country, self.priced(cart))

    def use_voucher(self, caller: Caller, code: str) -> CartShown:
        """Have a voucher in the cart; EmptyCart, or VoucherRefused if it takes nothing off.

        The one that was in it before stays if the new one is refused.
        """
        with self._database.begin() as session:
            cart = open_cart(session, caller, lock=True)
            if cart is None or not cart.lines:
                raise EmptyCart
            before = cart.voucher_code
            cart.voucher_code, cart.updated_at = code.upper(), self._clock.now()
        reduction = self._reduction(caller, cart, self.priced(cart))
        if reduction.reason is not None:
            self._have_voucher(caller, before)
            raise VoucherRefused(reduction.reason)
        return self.shown(caller)

    def take_voucher_out(self, caller: Caller) -> CartShown:
        """Have no voucher in the cart."""
        self._have_voucher(caller, None)
        return self.shown(caller)

    def _have_voucher(self, caller: Caller, code: str | None) -> None:
        with self._database.begin() as session:
            cart = open_cart(session, caller, lock=True)
            if cart is not None:
                cart.voucher_code, cart.updated_at = code, self._clock.now()

    def _reduction(
        self, caller: Caller, cart: Cart | None, lines: list[PricedLine]
    ) -> vouchers.Reduction:
        """What the cart's voucher takes off; its own unpaid order does not use it up.

        Nor does it lose what it was placed with, as long as it is the order of this cart.
        """
        if cart is None:
            return vouchers.Reduction()
        now = self._clock.now()
        with self._database.read() as session:
            unpaid = unpaid_order(session, cart)
            code, customer = cart.voucher_code, caller.user_id
            is_mine = unpaid is not None and unpaid.user_id == customer
            if unpaid is not None and is_mine and is_for(unpaid, lines, code):
                return vouchers.Reduction(unpaid.discount_minor)
            number = unpaid.number if unpaid else None
            return vouchers.reduction_for(session, code, lines, customer, now, but_for=number)

    def priced(self, cart: Cart | None) -> list[PricedLine]:
        """What is in the cart at today's prices, without products that are no more."""
        if cart is None:
            return []
        return priced(cart.quantities, self._products.by_ids(cart.quantities))

    def put(
        self, caller: Caller, sku: str, quantity: int, *, more: bool
    ) -> tuple[CartShown, str | None]:
        """Have `quantity` of a product in the cart, or so many `more`; the token of a new cart.

        Raises NotFound for a product that is not on sale and InsufficientStock with `available`
        if the shop has less.
        """
        product = self._product(sku)
        if not product.active:
            raise NotFound("There is no such product.")
        room = self._room_for(caller, product)
        with self._database.begin() as session:
            cart, token = open_or_new_cart(session, caller, self._clock.now())
            _put(session, cart, product.id, quantity, room, more=more)
            cart.updated_at = self._clock.now()
        mine = replace(caller, cart_token=token) if token else caller
        return self.shown(mine), token

    def take_out(self, caller: Caller, sku: str) -> CartShown:
        """Have none of a product in the cart; NotFound for an unknown product."""
        product = self._product(sku)
        with self._database.begin() as session:
            cart = open_cart(session, caller, lock=True)
            if cart is not None and product.id in cart.quantities:
                cart.lines = [line for line in cart.lines if line.product_id != product.id]
                cart.updated_at = self._clock.now()
        return self.shown(caller)

    def _product(self, sku: str) -> ProductRecord:
        product = self._products.by_sku(sku)
        if product is None:
            raise NotFound("There is no such product.")
        return product

    def _room_for(self, caller: Caller, product: ProductRecord) -> int:
        """How many the cart may hold: what is left, and what its own unpaid order holds."""
        with self._database.read() as session:
            held = held_for(session, open_cart(session, caller))
        return self._stock.available([product.id])[product.id] + held.get(product.id, 0)

    def _available(self, lines: list[PricedLine], held: Mapping[str, int]) -> dict[str, int | None]:
        """What is left of each product; None for all of them if the inventory is away."""
        ids = [line.product_id for line in lines]
        try:
            left = self._stock.available(ids)
        except Problem as problem:
            log.warning("cart shown without stock", reason=problem.detail)
            return dict.fromkeys(ids)
        on_sale = {line.product_id for line in lines if line.on_sale}
        return {one: left[one] + held.get(one, 0) if one in on_sale else 0 for one in ids}


def usual_delivery(lines: list[PricedLine]) -> int:
    """What a cart shows for delivery before anybody has said where it goes."""
    usual = choices("GB", lines)
    return usual[0].price_minor if usual else 0


def _put(
    session: Session, cart: Cart, product_id: str, quantity: int, room: int, *, more: bool
) -> None:
    line = next((line for line in cart.lines if line.product_id == product_id), None)
    wanted = quantity + (line.quantity if line and more else 0)
    if wanted > room:
        raise only_left(room)
    if wanted > MOST_OF_A_PRODUCT:
        raise Invalid("quantity", f"A cart holds {MOST_OF_A_PRODUCT} of a product at most")
    if line is None:
        session.add(CartLine(cart_id=cart.id, product_id=product_id, quantity=wanted))
    else:
        line.quantity = wanted


def _shown(
    lines: list[PricedLine],
    available: Mapping[str, int | None],
    cart: Cart | None,
    reduction: vouchers.Reduction,
) -> CartShown:
    code = cart.voucher_code if cart else None
    problem = REASONS[reduction.reason] if reduction.reason else None
    return CartShown(
        voucher=VoucherShown(code=code, problem=problem) if code else None,
        lines=[
            CartLineShown(
                **asdict(line),
                line_total_minor=line.line_total_minor,
                available=available[line.product_id],
            )
            for line in lines
        ],
        count=sum(line.quantity for line in lines),
        **asdict(totals_of(lines, usual_delivery(lines), reduction.discount_minor)),
    )

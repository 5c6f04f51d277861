"""Which cart is whose, and which order it waits with. Each function needs a transaction."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app_under_test.kernel.caller import Caller
from app_under_test.orders.models import Cart, Order
from app_under_test.orders.pricing import PricedLine

UNPAID = "pending_payment"


def hash_of(token: str) -> str:
    """What is stored of a guest's cart token."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_cart(session: Session, caller: Caller, *, lock: bool = False) -> Cart | None:
    """The cart of a signed-in person, else the one the caller's token opens."""
    if caller.user_id is not None:
        return _open(session, lock=lock, user_id=caller.user_id)
    return guest_cart(session, caller, lock=lock)


def guest_cart(session: Session, caller: Caller, *, lock: bool = False) -> Cart | None:
    """The open cart that the caller's token opens, whoever is signed in."""
    if caller.cart_token is None:
        return None
    return _open(session, lock=lock, token_hash=hash_of(caller.cart_token))


def open_or_new_cart(session: Session, caller: Caller, now: datetime) -> tuple[Cart, str | None]:
    """The caller's cart, locked; for a guest's new one also the token that opens it."""
    cart = open_cart(session, caller, lock=True)
    if cart is not None:
        return cart, None
    token = None if caller.user_id else secrets.token_urlsafe(24)
    token_hash = hash_of(token) if token else None
    cart = Cart(user_id=caller.user_id, token_hash=token_hash, created_at=now, updated_at=now)
    try:
        with session.begin_nested():
            session.add(cart)
    except IntegrityError:
        # The same person opened a cart in another window at this very moment.
        return open_or_new_cart(session, caller, now)
    return cart, token


def unpaid_order(session: Session, cart: Cart | None) -> Order | None:
    """The order this cart has become and that waits for payment."""
    if cart is None:
        return None
    return session.scalar(select(Order).filter_by(cart_id=cart.id, status=UNPAID))


def is_for(order: Order, lines: Sequence[PricedLine], voucher_code: str | None) -> bool:
    """Whether the order was placed for exactly these products, quantities, prices, and voucher."""
    ordered = {(line.product_id, line.quantity, line.unit_price_minor) for line in order.lines}
    wanted = {(line.product_id, line.quantity, line.unit_price_minor) for line in lines}
    return ordered == wanted and order.voucher_code == voucher_code


def held_for(session: Session, cart: Cart | None) -> dict[str, int]:
    """What the inventory holds for the cart's own unpaid order, by product id."""
    order = unpaid_order(session, cart)
    return {line.product_id: line.quantity for line in order.lines} if order else {}


def closed_orders(session: Session, cart: Cart) -> int:
    """How many orders of this cart came to an end."""
    query = select(func.count()).select_from(Order).where(Order.cart_id == cart.id)
    return session.scalar(query.where(Order.status != UNPAID)) or 0


def _open(session: Session, *, lock: bool, **whose: str) -> Cart | None:
    query = select(Cart).filter_by(status="open", **whose)
    return session.scalar(query.with_for_update() if lock else query)

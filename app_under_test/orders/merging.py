"""Signing in with a full cart: what a guest collected goes on in the person's own cart."""

from typing import Literal

import structlog
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app_under_test.inventory.client import StockKeeper
from app_under_test.kernel.caller import Caller
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.problems import Problem
from app_under_test.orders.cancelling import Cancelling
from app_under_test.orders.finding import guest_cart, held_for, open_cart, unpaid_order
from app_under_test.orders.models import Cart, CartLine
from app_under_test.orders.schemas import MOST_OF_A_PRODUCT

log = structlog.get_logger()

Outcome = Literal["whole", "in part", "later"]
"""Whether all of the guest's cart is in the person's now, or less since there was no more.

Or neither, while what it was ordered for is being paid.
"""


class Merging:
    """Leaves a person with one open cart."""

    def __init__(
        self, database: Database, stock: StockKeeper, cancelling: Cancelling, clock: Clock
    ) -> None:
        self._database = database
        self._stock = stock
        self._cancelling = cancelling
        self._clock = clock

    def settle(self, caller: Caller) -> Outcome | None:
        """Make the guest's cart the person's own, or add it to the one there is.

        Answers what became of two carts; None if there were no two with something in them.
        """
        if caller.user_id is None or caller.cart_token is None:
            return None
        with self._database.read() as session:
            guest, own = guest_cart(session, caller), open_cart(session, caller)
        if guest is None or (own is None and self._adopt(guest, caller.user_id)):
            return None
        if not self._is_free_of_orders(guest, caller.user_id):
            return "later"
        return self._merge(caller)

    def _adopt(self, guest: Cart, user_id: str) -> bool:
        """Whether the guest's cart could become the person's; not if one was just opened."""
        try:
            with self._database.begin() as session:
                session.execute(
                    update(Cart)
                    .where(Cart.id == guest.id, Cart.status == "open")
                    .values(user_id=user_id, token_hash=None, updated_at=self._clock.now())
                )
        except IntegrityError:
            return False
        return True

    def _is_free_of_orders(self, guest: Cart, user_id: str) -> bool:
        """Cancel the guest's unpaid order, if any; False while its payment is being taken."""
        with self._database.read() as session:
            unpaid = unpaid_order(session, guest)
        try:
            if unpaid is not None:
                self._cancelling.cancel(unpaid, actor=user_id)
        except Problem as problem:
            log.warning("guest cart not merged yet", reason=problem.detail)
            return False
        return True

    def _merge(self, caller: Caller) -> Outcome | None:
        with self._database.read() as session:
            guest, held = guest_cart(session, caller), held_for(session, open_cart(session, caller))
        room = self._stock.available(guest.quantities if guest else ())
        room = {one: left + held.get(one, 0) for one, left in room.items()}
        with self._database.begin() as session:
            guest = guest_cart(session, caller, lock=True)
            own = open_cart(session, caller, lock=True)
            if guest is None or own is None:
                return None  # somebody else was faster, in another window
            were_two = bool(own.lines and guest.lines)
            is_whole = _add(session, own, guest, room)
            own.voucher_code = own.voucher_code or guest.voucher_code
            guest.status = "merged"
            guest.updated_at = own.updated_at = self._clock.now()
        if not is_whole:
            return "in part"
        return "whole" if were_two else None


def _add(session: Session, own: Cart, guest: Cart, room: dict[str, int]) -> bool:
    """Add the guest's lines, and say whether there was room for all of it."""
    is_whole = True
    mine = {line.product_id: line for line in own.lines}
    for added in guest.lines:
        line = mine.get(added.product_id)
        before = line.quantity if line else 0
        quantity = merged(before, added.quantity, room.get(added.product_id, 0))
        is_whole = is_whole and quantity == before + added.quantity
        if line is not None:
            line.quantity = quantity
        elif quantity > 0:
            session.add(CartLine(cart_id=own.id, product_id=added.product_id, quantity=quantity))
    return is_whole


def merged(own: int, guest: int, room: int) -> int:
    """How many the cart holds after the merger: both, within what there is, but never fewer."""
    return max(own, min(own + guest, room, MOST_OF_A_PRODUCT))

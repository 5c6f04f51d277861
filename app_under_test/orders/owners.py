"""Whose orders are whose, as accounts come and go. Each function needs a transaction."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app_under_test.orders import vouchers
from app_under_test.orders.models import Cart, Order

NOBODY = {
    "user_id": None,
    "email": "",
    "ship_name": "",
    "ship_line1": "",
    "ship_city": "",
    "ship_postcode": "",
    "tracking_number": None,
}
"""What is left of the buyer in an order whose account was closed; the country stays, for taxes."""


def adopt(session: Session, user_id: str, email: str) -> None:
    """Give somebody the orders that were placed as a guest with this address, and its vouchers.

    Only for an address that is confirmed: anybody can open an account with a stranger's.
    """
    as_guest = update(Order).where(Order.user_id.is_(None), Order.email == email)
    session.execute(as_guest.values(user_id=user_id))
    vouchers.carry_over(session, email, user_id)


def readdress(session: Session, user_id: str, former: str, email: str) -> None:
    """Have orders written about to the new address: the former may be somebody else's by now."""
    under_former = update(Order).filter_by(user_id=user_id, email=former)
    session.execute(under_former.values(email=email))


def forget(session: Session, user_id: str, now: datetime) -> None:
    """Keep the orders without their buyer, and let the cart go."""
    session.execute(update(Order).filter_by(user_id=user_id).values(**NOBODY))
    own_cart = update(Cart).filter_by(user_id=user_id, status="open")
    session.execute(own_cart.values(status="abandoned", updated_at=now))

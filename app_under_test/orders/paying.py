"""An order becomes a paid one, and its cart is bought. Each function needs a transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app_under_test.kernel.events import publish
from app_under_test.orders.models import Cart, CartLine, Order
from app_under_test.orders.schemas import OrderFacts
from app_under_test.orders.transitions import advance


def mark_paid(session: Session, order: Order, actor: str, now: datetime) -> bool:
    """Write down that nothing is due any more, and tell the others; False if it cannot be paid."""
    if not advance(session, order, "paid", actor, now, paid_at=now):
        return False
    session.refresh(order)
    _close_cart(session, order)
    facts = OrderFacts(**columns(order)).model_dump(mode="json")
    publish(session, "orders", "order.paid", order.number, facts | {"user_id": order.user_id})
    return True


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


def columns(order: Order) -> dict[str, Any]:
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

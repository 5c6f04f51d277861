"""Who may pay for an order."""

from hmac import compare_digest

from app_under_test.kernel.caller import Caller
from app_under_test.orders.schemas import OrderKnown


def may_pay(order: OrderKnown, caller: Caller, key: str | None) -> bool:
    """Its owner, or whoever has its key; wrong keys all take the same time."""
    is_owner = caller.user_id is not None and caller.user_id == order.user_id
    return is_owner or (key is not None and compare_digest(order.key.encode(), key.encode()))

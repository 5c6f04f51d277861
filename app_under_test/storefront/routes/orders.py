"""What somebody has ordered, one page for each order."""

import re
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.kernel.problems import NotFound
from app_under_test.storefront.pages import page
from app_under_test.storefront.visit import Facts, Visitor

NUMBER = re.compile(r"[A-Z0-9-]{1,40}")
MOST_LOOKS = 30
"""How often the page looks for the payment by itself, once a second."""

router = APIRouter()


@router.get("/orders/{number}")
def show_order(visit: Visitor, number: str) -> Response:
    """An order, for its buyer, for staff, or for whoever holds its key; 404 for others."""
    if not NUMBER.fullmatch(number):
        raise NotFound("No order has that number.")
    query = visit.request.query_params
    key = {"key": query["key"]} if query.get("key") else {}
    order: Facts = visit.ask("GET", f"/api/orders/{number}", params=key)
    thanks = query.get("thanks") == "1" and order["status"] in {"paid", "pending_payment"}
    look = _looks_so_far(query.get("look", "")) + 1
    again = thanks and order["status"] == "pending_payment" and look <= MOST_LOOKS
    refresh_to = f"/orders/{number}?{urlencode({**key, 'thanks': 1, 'look': look})}"
    return page(
        *(visit, "order.html"), order=order, thanks=thanks, refresh_to=refresh_to if again else ""
    )


def _looks_so_far(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,3}", text) else 0

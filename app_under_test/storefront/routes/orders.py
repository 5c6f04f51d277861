"""What somebody has ordered, one page for each order."""

import re
from secrets import token_urlsafe
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.kernel.problems import NotFound, Unauthenticated
from app_under_test.storefront.forms.dispatch import DISPATCH
from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.forms.refund import REFUND
from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import AWAY, Facts, Visit, Visitor

NUMBER = re.compile(r"[A-Z0-9-]{1,40}")
MOST_LOOKS = 30
"""How often the page looks for the payment by itself, once a second."""

router = APIRouter()


@router.get("/orders/{number}")
def show_order(visit: Visitor, number: str) -> Response:
    """An order, for its buyer, for staff, or for whoever holds its key; 404 for others."""
    return order_page(visit, number)


def order_page(
    visit: Visit, number: str, refund_form: Form | None = None, dispatch_form: Form | None = None
) -> Response:
    """The page of an order, with the form that staff have filled in, if any."""
    refund_form, dispatch_form = refund_form or Form(REFUND), dispatch_form or Form(DISPATCH)
    refused_form = next((form for form in (refund_form, dispatch_form) if form.refused), None)
    query = visit.request.query_params
    key = _key_or_person(visit, number)
    order: Facts = visit.ask("GET", f"/api/orders/{number}", params=key)
    refused = query.get("redirect_status") == "failed" and order["status"] == "pending_payment"
    thanks = query.get("thanks") == "1" and order["status"] in {"paid", "pending_payment"}
    thanks = thanks and not refused
    look = _looks_so_far(query.get("look", "")) + 1
    again = thanks and order["status"] == "pending_payment" and look <= MOST_LOOKS
    refresh_to = f"/orders/{number}?{urlencode({**key, 'thanks': 1, 'look': look})}"
    return page(
        *(visit, "order.html", refused_form.status if refused_form else 200),
        order=order,
        refused_form=refused_form,
        refund_form=refund_form,
        dispatch_form=dispatch_form,
        thanks=thanks,
        refused=refused,
        refresh_to=refresh_to if again else "",
        may_cancel=_may_cancel(visit, order, key),
        cancel_path=order_path(number, key, "/cancellation"),
        refund_path=order_path(number, key, "/refund"),
        dispatch_path=order_path(number, key, "/dispatch"),
        request_key=token_urlsafe(16),
        refunds=_refunds(visit, order),
    )


@router.post("/orders/{number}/cancellation")
def cancel_order(visit: Visitor, number: str, sent: SentForm) -> Response:
    """Cancel an order as it was seen, and say on its page how that went."""
    key = _key_or_person(visit, number)
    seen = {"seen": sent.get("seen", "")}
    path = f"/api/orders/{number}/cancellation"
    refusal = visit.refusal({409}, "POST", path, params=key, json=seen)
    notice = refusal.detail if refusal else "Your order is cancelled."
    return onward(visit, order_path(number, key), notice)


def key_of(visit: Visit, number: str) -> dict[str, str]:
    """The key that the address holds, if any; NotFound for what can be no order's number."""
    if not NUMBER.fullmatch(number):
        raise NotFound("No order has that number.")
    key = visit.request.query_params.get("key")
    return {"key": key} if key else {}


def _key_or_person(visit: Visit, number: str) -> dict[str, str]:
    """As `key_of`; Unauthenticated for who was signed in until now, and has no key."""
    key = key_of(visit, number)
    if visit.session_ended and not key:
        raise Unauthenticated
    return key


def order_path(number: str, key: dict[str, str], further: str = "") -> str:
    """The address of the order's page, or of something that is done there."""
    path = f"/orders/{number}{further}"
    return f"{path}?{urlencode(key)}" if key else path


def _may_cancel(visit: Visit, order: Facts, key: dict[str, str]) -> bool:
    """Staff see everybody's orders, and give up only their own."""
    person = visit.person
    is_others = person is not None and person.is_staff and person.email != order["email"]
    return bool(key) or not is_others


def _refunds(visit: Visit, order: Facts) -> list[Facts] | None:
    """For staff; empty for others, and where nothing was ever asked for; None if not known."""
    if visit.person is None or not visit.person.is_staff or not order["paid_at"]:
        return []
    path = f"/api/payments/{order['number']}/refunds"
    refunds: list[Facts] | None
    refunds, refusal = visit.tried({404, *AWAY}, "GET", path)
    has_no_payment = refusal is not None and refusal.status == 404  # since it cost nothing
    return [] if has_no_payment else refunds


def _looks_so_far(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,3}", text) else 0

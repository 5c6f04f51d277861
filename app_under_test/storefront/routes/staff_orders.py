"""What staff do with an order on its page: give money back, send the goods out."""

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.kernel.money import format_money
from app_under_test.storefront.forms.dispatch import DISPATCH, parcel
from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.forms.refund import REFUND, minor
from app_under_test.storefront.pages import onward
from app_under_test.storefront.routes.orders import key_of, order_page, order_path
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import Member, Visit

router = APIRouter()


@router.post("/orders/{number}/refund")
def refund(visit: Member, number: str, sent: SentForm) -> Response:
    """Give back the amount that was typed; the payments refuse whoever is not staff."""
    path = order_path(number, key_of(visit, number))
    form = Form.sent(REFUND, sent)
    if not form.refused:
        _refund(visit, number, form, sent.get("request_key", ""))
    if form.refused:
        return order_page(visit, number, refund_form=form)
    done = f"{format_money(minor(form['amount']), 'GBP')} goes back to the card."
    return onward(visit, path, done)


def _refund(visit: Visit, number: str, form: Form, request_key: str) -> None:
    asked = {
        "amount_minor": minor(form["amount"]),
        "reason": form["reason"],
        "request_key": request_key,
    }
    address = f"/api/payments/{number}/refunds"
    form.refuse_as(visit.refusal({400, 409, 422}, "POST", address, json=asked), "amount")


@router.post("/orders/{number}/dispatch")
def dispatch(visit: Member, number: str, sent: SentForm) -> Response:
    """Note that the goods have left; the orders refuse whoever is not staff."""
    path = order_path(number, key_of(visit, number))
    form = Form.sent(DISPATCH, sent)
    told = parcel(form)
    if form.refused:
        return order_page(visit, number, dispatch_form=form)
    address = f"/api/orders/{number}/dispatch"
    refusal = visit.refusal({400, 409, 422}, "POST", address, json=told)
    return onward(visit, path, refusal.detail if refusal else "The order is dispatched.")

"""What a person sees of the own account."""

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.kernel.problems import Problem
from app_under_test.storefront.forms.account import PROFILE
from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import Member, Visit

router = APIRouter()


@router.get("/account")
def show_account(visit: Member) -> Response:
    """Details and orders."""
    return _page(visit, Form(PROFILE, {"name": visit.require_person().name}))


@router.post("/account")
def change_name(visit: Member, sent: SentForm) -> Response:
    """Save the name; every page greets with it from now on."""
    form = Form.sent(PROFILE, sent)
    if not form.refused:
        try:
            visit.ask("PUT", "/profile", json={"name": form["name"]})
            return onward(visit, "/account", "Your name is saved.")
        except Problem as refusal:
            if refusal.status != 422:
                raise
            form.refuse_as(refusal)
    return _page(visit, form, 422)


def _page(visit: Visit, form: Form, status: int = 200) -> Response:
    orders = visit.ask("GET", "/api/orders")
    return page(visit, "account.html", status, form=form, orders=orders)

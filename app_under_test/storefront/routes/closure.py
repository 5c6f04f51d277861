"""Closing an account for good."""

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.storefront.forms.account import CLOSURE
from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.routes.sessions import accepted
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import Member

CLOSED = "Your account is closed. Goodbye."

router = APIRouter(prefix="/account/closure")


@router.get("")
def show_closure(visit: Member) -> Response:
    """What will be gone, and the form that asks for the password."""
    return page(visit, "closure.html", form=Form(CLOSURE))


@router.post("")
def close(visit: Member, sent: SentForm) -> Response:
    """Close the account; whoever did it is a stranger from then on."""
    form = Form.sent(CLOSURE, sent)
    proof = {"current_password": form["current_password"]}
    if form.refused or not accepted(visit, form, "POST", "/profile/closure", proof):
        return page(visit, "closure.html", form.status, form=form)
    visit.end_session()
    return onward(visit, "/", CLOSED)

"""Changing the e-mail address of an account, and the page to which its link leads."""

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.storefront.forms.account import EMAIL_CHANGE
from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.routes.registration import follow_link
from app_under_test.storefront.routes.sessions import accepted
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import Member, Visitor

SENT = "We have sent a message to the new address. Follow its link to change to it."

router = APIRouter()


@router.get("/account/email")
def show_change(visit: Member) -> Response:
    """The form, which asks for the password as well."""
    return page(visit, "account_email.html", form=Form(EMAIL_CHANGE))


@router.post("/account/email")
def ask_for_change(visit: Member, sent: SentForm) -> Response:
    """Have a link sent; the answer is the same if the new address has an account already."""
    form = Form.sent(EMAIL_CHANGE, sent)
    change = {name: form[name] for name in ("email", "current_password")}
    if form.refused or not accepted(visit, form, "PUT", "/profile/email", change):
        return page(visit, "account_email.html", form.status, form=form)
    return onward(visit, "/account", SENT)


@router.get("/change-email")
def change_address(visit: Visitor) -> Response:
    """Where the link leads that was sent to the new address."""
    return follow_link(visit, "/email/change", "change_email.html")

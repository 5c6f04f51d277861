"""Opening an account, and confirming its address."""

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.storefront.forms.account import REGISTRATION, sent_with_new_password
from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import Visit, Visitor

MESSAGE_SENT = "Thank you. We have sent a message to your address. Sign in to go on."
NOT_COMPLETE = "This link is not complete. Please use the whole link from our message."

router = APIRouter()


@router.get("/register")
def show_registration(visit: Visitor) -> Response:
    """The form; their account page for those who have one."""
    if visit.person:
        return onward(visit, "/account")
    return page(visit, "register.html", form=Form(REGISTRATION))


@router.post("/register")
def open_account(visit: Visitor, sent: SentForm) -> Response:
    """Open the account; the same answer, after the same calls, for an address that is taken.

    Only its owner is told, by mail (ASVS 5.0, 6.3.8). Signing in here would tell everybody:
    docs/decisions/0011-opening-an-account-signs-nobody-in.md.
    """
    form = sent_with_new_password(REGISTRATION, sent)
    if not form.refused:
        _register(visit, form)
    if form.refused:
        return page(visit, "register.html", 422, form=form)
    return onward(visit, "/sign-in", MESSAGE_SENT)


@router.get("/confirm-email")
def confirm_address(visit: Visitor) -> Response:
    """Where the link in the welcome mail leads."""
    return follow_link(visit, "/email/confirm", "confirm_email.html")


def _register(visit: Visit, form: Form) -> None:
    typed = {name: form[name] for name in ("name", "email", "password")}
    account = {**typed, "marketing_consent": form["marketing_consent"] == "yes"}
    form.refuse_as(visit.refusal({422}, "POST", "/register", nobody=True, json=account))


def follow_link(visit: Visit, path: str, template: str) -> Response:
    """The page that says what became of a link from a mail, or what is wrong with it."""
    token = visit.request.query_params.get("token", "")
    refusal = visit.refusal({400, 410, 422}, "POST", path, nobody=True, json={"token": token})
    if refusal is None:
        return page(visit, template, problem="")
    problem = refusal.detail if refusal.status == 410 else NOT_COMPLETE
    status = 400 if refusal.status == 422 else refusal.status
    return page(visit, template, status, problem=problem)

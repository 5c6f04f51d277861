"""Opening an account, and confirming its address."""

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.kernel.problems import Problem
from app_under_test.storefront.forms.account import REGISTRATION, sent_with_new_password
from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.routes.sessions import sign_in
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import Visit, Visitor

router = APIRouter()


@router.get("/register")
def show_registration(visit: Visitor) -> Response:
    """The form; their account page for those who have one."""
    if visit.person:
        return onward(visit, "/account")
    return page(visit, "register.html", form=Form(REGISTRATION))


@router.post("/register")
def open_account(visit: Visitor, sent: SentForm) -> Response:
    """Open the account and sign in.

    The gateway answers the same for an address that is taken; then only its owner is told, by
    mail, and signing in fails here unless it was the owner.
    """
    form = sent_with_new_password(REGISTRATION, sent)
    if not form.refused:
        _register(visit, form)
    if form.refused:
        return page(visit, "register.html", 422, form=form)
    try:
        sign_in(visit, form["email"], form["password"])
    except Problem as refusal:
        if refusal.status != 401:
            raise
        return page(visit, "almost_there.html")
    return onward(visit, "/account", f"Welcome, {form['name']}.")


@router.get("/confirm-email")
def confirm_address(visit: Visitor) -> Response:
    """Where the link in the welcome mail leads."""
    token = visit.request.query_params.get("token", "")
    try:
        visit.ask("POST", "/email/confirm", nobody=True, json={"token": token})
    except Problem as refusal:
        if refusal.status not in {400, 410, 422}:
            raise
        status = 400 if refusal.status == 422 else refusal.status
        return page(visit, "confirm_email.html", status, problem=_said_of_link(refusal))
    return page(visit, "confirm_email.html", problem="")


def _register(visit: Visit, form: Form) -> None:
    typed = {name: form[name] for name in ("name", "email", "password")}
    account = {**typed, "marketing_consent": form["marketing_consent"] == "yes"}
    try:
        visit.ask("POST", "/register", nobody=True, json=account)
    except Problem as refusal:
        if refusal.status != 422:
            raise
        form.refuse_as(refusal)


def _said_of_link(refusal: Problem) -> str:
    if refusal.status == 410:
        return refusal.detail
    return "This link is not complete. Please use the whole link from our message."

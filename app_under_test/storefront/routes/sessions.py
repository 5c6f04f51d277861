"""Signing in and out."""

import math

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.kernel.problems import Problem
from app_under_test.storefront.forms.account import SIGN_IN
from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.own_paths import own_path
from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import Visit, Visitor

NO_MATCH = "That e-mail address and password do not match."

router = APIRouter()


@router.get("/sign-in")
def show_sign_in(visit: Visitor) -> Response:
    """The form; where it leads for those who are signed in."""
    wanted = own_path(visit.request.query_params.get("next"))
    if visit.person:
        return onward(visit, wanted)
    return page(visit, "sign_in.html", form=Form(SIGN_IN), next=wanted)


@router.post("/sign-in")
def check_password(visit: Visitor, sent: SentForm) -> Response:
    """To the page that was asked for, or back to the form with one answer for every mistake."""
    form, wanted = Form.sent(SIGN_IN, sent), own_path(sent.get("next"))
    status = 422
    if not form.refused:
        try:
            sign_in(visit, form["email"], form["password"])
            return onward(visit, wanted)
        except Problem as refusal:
            status = _refuse(form, refusal)
    return page(visit, "sign_in.html", status, form=form, next=wanted)


@router.post("/sign-out")
def sign_out(visit: Visitor) -> Response:
    """The session is over here in any case, and at the shop if it can be reached."""
    try:
        visit.ask("POST", "/logout")
    except Problem as refusal:
        if refusal.status not in {401, 502, 503, 504}:
            raise
    visit.end_session()
    return onward(visit, "/", "You are signed out.")


def sign_in(visit: Visit, email: str, password: str) -> None:
    """Begin a session; raises `Problem` 401 if the two do not match, 429 after many attempts."""
    form = {"username": email, "password": password}
    token = visit.ask("POST", "/login", nobody=True, data=form)
    visit.begin_session(token["access_token"], int(token["expires_in"]))


def _refuse(form: Form, refusal: Problem) -> int:
    if refusal.status in {401, 422}:
        form.refuse("email", NO_MATCH)
        return 422
    if refusal.status == 429:
        form.refuse("", too_many(refusal))
        return 429
    raise refusal


def too_many(refusal: Problem) -> str:
    """How long it takes until a password is looked at again, for people."""
    minutes = math.ceil(int(refusal.headers.get("Retry-After", "60")) / 60)
    wait = f"{minutes} {'minute' if minutes == 1 else 'minutes'}"
    return f"There were too many attempts. Please try again in {wait}."


def refuse_proof(form: Form, refusal: Problem) -> None:
    """Say in the form that the password is wrong, or how long it is not looked at."""
    if refusal.status == 429 and "Retry-After" in refusal.headers:
        form.refuse("", too_many(refusal))
    elif refusal.status == 422:
        form.refuse_as(refusal)
    else:
        raise refusal

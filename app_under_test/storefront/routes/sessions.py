"""Signing in and out."""

import math
from collections.abc import Mapping

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.kernel.problems import Problem
from app_under_test.storefront.forms.account import SIGN_IN
from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.own_paths import own_path
from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import AWAY, Visit, Visitor

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
    if not form.refused:
        _sign_in(visit, form)
    if form.refused:
        return page(visit, "sign_in.html", form.status, form=form, next=wanted)
    return onward(visit, wanted)


@router.post("/sign-out")
def sign_out(visit: Visitor) -> Response:
    """The session is over here in any case, and at the shop if it can be reached."""
    visit.refusal({401, *AWAY}, "POST", "/logout")
    visit.end_session()
    return onward(visit, "/", "You are signed out.")


def _sign_in(visit: Visit, form: Form) -> None:
    """Begin a session; the form says else that the two do not match, or how long to wait."""
    proof = {"username": form["email"], "password": form["password"]}
    token, refusal = visit.tried({401, 422, 429}, "POST", "/login", nobody=True, data=proof)
    if refusal is None:
        visit.begin_session(token["access_token"], int(token["expires_in"]))
    elif refusal.status == 429:
        form.refuse("", too_many(refusal), refusal.status)
    else:
        form.refuse("email", NO_MATCH)


def too_many(refusal: Problem) -> str:
    """How long it takes until a password is looked at again, for people."""
    minutes = math.ceil(int(refusal.headers.get("Retry-After", "60")) / 60)
    wait = f"{minutes} {'minute' if minutes == 1 else 'minutes'}"
    return f"There were too many attempts. Please try again in {wait}."


def accepted(visit: Visit, form: Form, method: str, path: str, said: Mapping[str, str]) -> bool:
    """Whether the account was changed; the form says else what is wrong, or how long to wait."""
    refusal = visit.refusal({422, 429}, method, path, json=said)
    if refusal is not None and refusal.status == 429:
        form.refuse("", too_many(refusal), refusal.status)
    else:
        form.refuse_as(refusal)
    return not form.refused

"""What a person sees of the own account."""

import re
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.storefront.forms.account import (
    CHANGE,
    PROFILE,
    sent_with_new_password,
)
from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.routes.sessions import accepted
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import AWAY, Member, Visit

LINK_SENT = "A new link is on its way to you. Earlier links do not work any more."

ORDERS_A_PAGE = 10

router = APIRouter()


@router.get("/account")
def show_account(visit: Member) -> Response:
    """Details, orders, and where the person is signed in."""
    return _page(visit)


@router.post("/account")
def change_details(visit: Member, sent: SentForm) -> Response:
    """Save the name, which every page greets with from now on, and the language of mails."""
    form = Form.sent(PROFILE, sent)
    said = {name: form[name] for name in ("name", "language")}
    if not form.refused and accepted(visit, form, "PUT", "/profile", said):
        return onward(visit, "/account", "Your details are saved.")
    return _page(visit, form.status, form=form)


@router.post("/account/password")
def change_password(visit: Member, sent: SentForm) -> Response:
    """A new password counts at once, and ends every other session."""
    form = sent_with_new_password(CHANGE, sent)
    new = {name: form[name] for name in ("current_password", "password")}
    if not form.refused and accepted(visit, form, "PUT", "/profile/password", new):
        return onward(visit, "/account", "Your password has been changed.")
    return _page(visit, form.status, password_form=form)


@router.post("/account/confirmation")
def send_confirmation(visit: Member) -> Response:
    """Another link to confirm the address."""
    visit.ask("POST", "/profile/confirmation-link")
    return onward(visit, "/account", LINK_SENT)


@router.post("/account/sessions/{session_id}")
def end_session(visit: Member, session_id: str) -> Response:
    """Sign out elsewhere; what has ended meanwhile has ended."""
    visit.refusal({404}, "DELETE", f"/profile/sessions/{quote(session_id, safe='')}")
    return onward(visit, "/account", "That session has ended.")


def _page(
    visit: Visit,
    status: int = 200,
    form: Form | None = None,
    password_form: Form | None = None,
) -> Response:
    number = _page_number(visit)
    person = visit.require_person()
    known = {"name": person.name, "language": person.language}
    asked = {"limit": ORDERS_A_PAGE + 1, "offset": (number - 1) * ORDERS_A_PAGE}
    orders, _ = visit.tried(AWAY, "GET", "/api/orders", params=asked)
    return page(
        *(visit, "account.html", status),
        form=form or Form(PROFILE, known),
        password_form=password_form or Form(CHANGE),
        orders=orders and orders[:ORDERS_A_PAGE],
        older=orders is not None and len(orders) > ORDERS_A_PAGE,
        page_number=number,
        sessions=visit.ask("GET", "/profile/sessions"),
    )


def _page_number(visit: Visit) -> int:
    text = visit.request.query_params.get("page", "")
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,3}", text) else 1

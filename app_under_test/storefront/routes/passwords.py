"""A forgotten password, and the new one."""

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.kernel.problems import Problem
from app_under_test.storefront.forms.account import FORGOTTEN, RESET, sent_with_new_password
from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import Visit, Visitor

ON_ITS_WAY = "If we know that address, a link is on its way to it."

router = APIRouter()


@router.get("/forgotten-password")
def show_forgotten(visit: Visitor) -> Response:
    """The form that asks for a link."""
    return page(visit, "forgotten_password.html", form=Form(FORGOTTEN))


@router.post("/forgotten-password")
def send_link(visit: Visitor, sent: SentForm) -> Response:
    """The same answer whether the address is known or not (ASVS 5.0, 6.3.8)."""
    form = Form.sent(FORGOTTEN, sent)
    if not form.refused:
        try:
            visit.ask("POST", "/password/forgotten", nobody=True, json={"email": form["email"]})
            return onward(visit, "/forgotten-password", ON_ITS_WAY)
        except Problem as refusal:
            if refusal.status != 422:
                raise
            form.refuse_as(refusal)
    return page(visit, "forgotten_password.html", 422, form=form)


@router.get("/reset-password")
def show_reset(visit: Visitor) -> Response:
    """Where the link in the mail leads; the token is judged when the form is sent."""
    token = visit.request.query_params.get("token", "")
    return page(visit, "reset_password.html", form=Form(RESET), token=token)


@router.post("/reset-password")
def set_password(visit: Visitor, sent: SentForm) -> Response:
    """The new password counts from now on, and whoever set it is signed in with it."""
    form, token = sent_with_new_password(RESET, sent), sent.get("token", "")
    status = 422
    if not form.refused:
        try:
            return _reset(visit, {"token": token, "password": form["password"]})
        except Problem as refusal:
            status = _refuse(form, refusal)
    return page(visit, "reset_password.html", status, form=form, token=token)


def _reset(visit: Visit, new: dict[str, str]) -> Response:
    """The answer brings the session along, see `Visit.ask`."""
    visit.ask("POST", "/password/reset", nobody=True, json=new)
    return onward(visit, "/account", "Your password has been changed.")


def _refuse(form: Form, refusal: Problem) -> int:
    if refusal.status == 410:
        form.refuse("", refusal.detail)
    elif refusal.status == 422 and refusal.extra.get("errors"):
        form.refuse_as(refusal)
    elif refusal.status in {400, 422}:
        form.refuse("", "This link is not complete. Please use the whole link from our message.")
    else:
        raise refusal
    return refusal.status

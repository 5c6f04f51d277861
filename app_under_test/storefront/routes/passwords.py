"""A forgotten password, and the new one."""

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.storefront.forms.account import FORGOTTEN, RESET, sent_with_new_password
from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.routes.registration import NOT_COMPLETE
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
        who = {"email": form["email"]}
        form.refuse_as(visit.refusal({422}, "POST", "/password/forgotten", nobody=True, json=who))
    if form.refused:
        return page(visit, "forgotten_password.html", 422, form=form)
    return onward(visit, "/forgotten-password", ON_ITS_WAY)


@router.get("/reset-password")
def show_reset(visit: Visitor) -> Response:
    """Where the link in the mail leads; the token is judged when the form is sent."""
    token = visit.request.query_params.get("token", "")
    return page(visit, "reset_password.html", form=Form(RESET), token=token)


@router.post("/reset-password")
def set_password(visit: Visitor, sent: SentForm) -> Response:
    """The new password counts from now on, and whoever set it is signed in with it."""
    form, token = sent_with_new_password(RESET, sent), sent.get("token", "")
    if not form.refused:
        _reset(visit, form, token)
    if form.refused:
        return page(visit, "reset_password.html", form.status, form=form, token=token)
    return onward(visit, "/account", "Your password has been changed.")


def _reset(visit: Visit, form: Form, token: str) -> None:
    """The answer brings the session along, see `Visit.ask`."""
    new = {"token": token, "password": form["password"]}
    refusal = visit.refusal({400, 410, 422}, "POST", "/password/reset", nobody=True, json=new)
    if refusal is not None and refusal.status == 400:
        form.refuse("", NOT_COMPLETE, refusal.status)
    else:
        form.refuse_as(refusal)

"""Messages that no part of the shop could process, for staff: a list, and a button to try again."""

from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import Member

ADDRESS = "/api/messages/dead"

router = APIRouter()


@router.get("/staff/messages")
def show_messages(visit: Member) -> Response:
    """All that wait for somebody; the gateway refuses whoever is not staff."""
    return page(visit, "messages.html", messages=visit.ask("GET", ADDRESS))


@router.post("/staff/messages")
def retry(visit: Member, sent: SentForm) -> Response:
    """Try one of them again, and say how it went."""
    path = f"{ADDRESS}/{quote(sent.get('message', ''), safe='')}/retry"
    refusal = visit.refusal({404, 409}, "POST", path)
    if refusal is None:
        told = "The message was taken in."
    elif refusal.status == 404:
        told = "The message was taken in by somebody else meanwhile."
    else:
        told = f"The message was refused again: {refusal.detail}"
    return onward(visit, "/staff/messages", told)

"""Messages that no part of the shop could process, for staff: a list, and a button to try again."""

from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.kernel.problems import Problem
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
    try:
        visit.ask("POST", path)
    except Problem as problem:
        if problem.status not in {404, 409}:
            raise
        gone = "The message was taken in by somebody else meanwhile."
        refused = f"The message was refused again: {problem.detail}"
        return onward(visit, "/staff/messages", gone if problem.status == 404 else refused)
    return onward(visit, "/staff/messages", "The message was taken in.")

"""Refusals and surprises as pages a person can do something with."""

from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.responses import Response
from structlog.contextvars import get_contextvars

from app_under_test.kernel.problems import Problem
from app_under_test.storefront.pages import onward, plain_page
from app_under_test.storefront.visit import AWAY, SESSION_ENDED, Visit

UNREADABLE = ("That did not work", "The shop cannot read what was sent to this address.")
ABSENT = (
    "Page not found",
    "There is nothing at this address. It may be mistyped, or we no longer sell what was here.",
)
RESTING = (
    "Back in a moment",
    "A part of the shop does not answer just now. Your cart is kept; please try again shortly.",
)
TEXTS = {
    400: UNREADABLE,
    403: ("Not open to you", "Your account does not have the rights for this page."),
    404: ABSENT,
    405: ("Not this way", "This address belongs to a form and cannot be opened by itself."),
    413: ("Too much at once", "What was sent is larger than any of our forms."),
    415: ("Not a form", "This address reads forms, and something else was sent."),
    500: ("Something went wrong", "The mistake is ours, and we have a note of it. Please go back."),
    **dict.fromkeys(AWAY, RESTING),
}
ANYWHERE = "/{path:path}"
"""The address of what is no page."""

FOREIGN_FORM = (
    "This form was not accepted",
    (
        "It did not come from a page of this shop, or its page was too old. Nothing was changed: "
        "please go back, load the page again and send the form once more."
    ),
)


def install(app: FastAPI) -> None:
    """Let everything that goes wrong in this application leave as a page."""
    app.add_exception_handler(Problem, _refuse)  # type: ignore[arg-type]  # narrower on purpose
    app.add_exception_handler(HTTPException, _refuse_http)  # type: ignore[arg-type]  # narrower on purpose
    app.add_exception_handler(RequestValidationError, _refuse_unreadable)
    app.add_exception_handler(Exception, _apologise)


def _refuse(request: Request, problem: Problem) -> Response:
    visit = _visit(request)
    if problem.status == 401:
        return _ask_to_sign_in(visit)
    heading, text = TEXTS.get(problem.status, UNREADABLE)
    if problem.type == "foreign-form":
        heading, text = FOREIGN_FORM
    return _page(visit, problem.status, heading, text, dict(problem.headers))


def _refuse_http(request: Request, error: HTTPException) -> Response:
    heading, text = TEXTS.get(error.status_code, UNREADABLE)
    return _page(_visit(request), error.status_code, heading, text, dict(error.headers or {}))


def _refuse_unreadable(request: Request, _error: Exception) -> Response:
    return _page(_visit(request), 400, *UNREADABLE)


def _apologise(request: Request, _error: Exception) -> Response:
    return _page(_visit(request), 500, *TEXTS[500])


def _ask_to_sign_in(visit: Visit) -> Response:
    """Back to the page that was asked for afterwards; a form has to be filled in again."""
    url = visit.request.url
    wanted = f"{url.path}?{url.query}" if url.query else url.path
    if visit.request.method != "GET":
        wanted = _page_of_form(visit.request.app, url.path)
    ended = visit.session is not None or visit.session_ended
    visit.end_session()
    return onward(
        visit, f"/sign-in?{urlencode({'next': wanted}, safe='/')}", SESSION_ENDED if ended else ""
    )


def _page_of_form(app: FastAPI, path: str) -> str:
    """Where a form stands: at the address it is sent to, or at the nearest page above that."""
    pages = [route for route in iter_route_contexts(app.routes) if "GET" in (route.methods or ())]
    while path and not any(page.path_regex.match(path) for page in pages if page.path != ANYWHERE):
        path = path.rpartition("/")[0]
    return path or "/"


def _page(
    visit: Visit, status: int, heading: str, text: str, headers: dict[str, str] | None = None
) -> Response:
    reference = get_contextvars().get("request_id", "")
    facts = {"heading": heading, "explanation": text, "reference": reference}
    response = plain_page(visit, "failure.html", status, **facts)
    response.headers.update(headers or {})
    return response


def _visit(request: Request) -> Visit:
    """The visit as far as it came; nobody is asked anything here, for asking may have failed."""
    known: Visit | None = getattr(request.state, "visit", None)
    return known or Visit(request)

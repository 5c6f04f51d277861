"""Refusals that a program and a person can both read (RFC 9457 problem details)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, params
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send
from structlog.contextvars import get_contextvars

MEDIA_TYPE = "application/problem+json"

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class Problem(Exception):  # noqa: N818 - what RFC 9457 calls it
    """A refusal. Parts derive their own kinds and set the three facts on the class."""

    status: int = 400
    type: str = "about:blank"
    title: str | None = None
    """Where it is None, the phrase that HTTP has for the status."""

    def __init__(
        self,
        detail: str,
        *,
        status: int | None = None,
        type: str | None = None,  # noqa: A002 - the name RFC 9457 gives it
        headers: Mapping[str, str] | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.status = status or self.status
        self.type = type or self.type
        self.headers = dict(headers or {})
        self.extra = extra


class Invalid(Problem):
    """A field that has the right shape and still cannot be accepted."""

    status = 422
    type = "invalid-request"
    title = "Invalid request"

    def __init__(self, field: str, message: str) -> None:
        errors = [{"loc": ["body", field], "msg": message}]
        super().__init__(f"{field}: {message}", errors=errors)


class NotFound(Problem):
    """What was asked for is not there, or not for this caller."""

    status = 404
    type = "not-found"
    title = "Not found"


class ChangedMeanwhile(Problem):
    """Somebody else changed it since the caller has read it (RFC 9110 13.1.1)."""

    status = 412
    type = "changed-meanwhile"
    title = "Changed meanwhile"


class Unauthenticated(Problem):
    """Nobody proved who is calling."""

    status = 401
    type = "unauthenticated"
    title = "Sign in first"

    def __init__(self, detail: str = "This needs a valid access token.") -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"})


class Forbidden(Problem):
    """The caller is known and may not do this."""

    status = 403
    type = "forbidden"
    title = "Not allowed"


def install(app: FastAPI, *, invalid_status: int = 422) -> None:
    """Let every refusal and every surprise of this application leave as a problem detail."""

    def refuse_invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return answer(request, _invalid(request, error, invalid_status))

    app.add_exception_handler(Problem, _answer_problem)  # type: ignore[arg-type]  # narrower on purpose
    app.add_exception_handler(HTTPException, _answer_http)  # type: ignore[arg-type]  # narrower on purpose
    app.add_exception_handler(RequestValidationError, refuse_invalid)  # type: ignore[arg-type]  # narrower on purpose
    app.add_exception_handler(Exception, _answer_surprise)


def answer(request: Request, problem: Problem) -> JSONResponse:
    """The problem as a response, with the path and the request id a person can quote."""
    body = {
        "type": problem.type,
        "title": problem.title or HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "instance": request.url.path,
        "request_id": get_contextvars().get("request_id"),
        **problem.extra,
    }
    return JSONResponse(body, problem.status, problem.headers, MEDIA_TYPE)


async def refuse(scope: Scope, receive: Receive, send: Send, error: Exception) -> None:
    """Answer with the application's own handler, from a layer that no handler is around.

    A program gets a problem detail that way and a person a page.
    """
    kind = Problem if isinstance(error, Problem) else Exception
    response = scope["app"].exception_handlers[kind](Request(scope), error)
    await response(scope, receive, send)


def _answer_problem(request: Request, problem: Problem) -> JSONResponse:
    return answer(request, problem)


def _answer_http(request: Request, error: HTTPException) -> JSONResponse:
    """What the web framework itself refuses: unknown paths, wrong methods, too much body."""
    problem = Problem(str(error.detail), status=error.status_code, headers=error.headers)
    return answer(request, problem)


def _answer_surprise(request: Request, _error: Exception) -> JSONResponse:
    detail = "Something went wrong on our side. Quote the request id if you ask us about it."
    return answer(request, Problem(detail, status=500))


def _invalid(request: Request, error: RequestValidationError, status: int) -> Problem:
    errors = error.errors()
    if any(one["type"] == "json_invalid" for one in errors):
        return Problem("The body is not valid JSON.", status=400, type="unreadable")
    if any(one["loc"][0] == "body" for one in errors) and not _is_readable(request):
        return Problem("The body has a media type that is not read here.", status=415)
    listed = [
        {"loc": list(one["loc"]), "msg": one["msg"].removeprefix("Value error, ")} for one in errors
    ]
    first = f"{listed[0]['loc'][-1]}: {listed[0]['msg']}"
    problem = Invalid("body", "")
    problem.detail, problem.status, problem.extra = first, status, {"errors": listed}
    return problem


def _is_readable(request: Request) -> bool:
    """Whether the body came in the form, JSON or HTML's own, that this address reads."""
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    field = getattr(request.scope.get("route"), "body_field", None)
    if field is not None and isinstance(field.field_info, params.Form):
        return sent in {"", *FORMS}
    return sent in {"", "application/json"} or sent.endswith("+json")

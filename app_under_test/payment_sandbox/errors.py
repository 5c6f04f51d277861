"""What can go wrong at the card company, and how it says so."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse


class SandboxError(Exception):
    """A call that is refused before any card is looked at."""

    status = 400
    kind = "invalid_request_error"


class WrongKeyError(SandboxError):
    """The caller did not show the merchant's key."""

    status = 401
    kind = "authentication_error"


class KeyReusedError(SandboxError):
    """An idempotency key came back with another request."""

    status = 409
    kind = "idempotency_error"


class TooMuchError(SandboxError):
    """More would go back than was taken."""

    status = 402
    kind = "refund_error"


class NotTakenBackError(SandboxError):
    """The bank of the card takes no money back."""

    status = 402
    kind = "refund_error"


class TroubleError(SandboxError):
    """The company itself fails, before it has looked at the card."""

    kind = "api_error"

    def __init__(self, status: int) -> None:
        super().__init__("Please try again later.")
        self.status = status


class UnknownError(SandboxError):
    """There is no such charge or notice."""

    status = 404


def _answer(status: int, kind: str, message: str, **more: Any) -> JSONResponse:
    return JSONResponse({"error": {"type": kind, "message": message, **more}}, status)


def install(app: FastAPI) -> None:
    """Let `app` answer every refusal in the company's own form."""

    @app.exception_handler(SandboxError)
    def refused(_request: Request, error: SandboxError) -> JSONResponse:
        return _answer(error.status, error.kind, str(error))

    @app.exception_handler(RequestValidationError)
    def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        # The rejected input itself is left out: it may hold a card number.
        first = error.errors()[0]
        param = ".".join(str(part) for part in first["loc"][1:])
        return _answer(400, SandboxError.kind, f"{param or 'body'}: {first['msg']}", param=param)

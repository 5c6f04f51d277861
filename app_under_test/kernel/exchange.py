"""What happens around every request: an id, a log line, and a last resort for surprises."""

import re
import time
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from app_under_test.kernel.problems import Problem, refuse

ACCEPTED_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")
"""Narrow enough that an id from outside can forge no log line and no header."""

QUIET = frozenset({"/health", "/live"})

log = structlog.get_logger()


class Exchange:
    """The outermost layer of a service; it names the request and the service in the answer."""

    def __init__(self, app: ASGIApp, service: str) -> None:
        self.app = app
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, bound to its id, and write its one line when it is answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(Headers(scope=scope))
        answered = _Answer(send, self.service, request_id)
        with bound_contextvars(request_id=request_id, service=self.service):
            started = time.perf_counter()
            try:
                await self._run(scope, receive, answered)
            finally:
                _write_line(scope, answered.status, time.perf_counter() - started)

    async def _run(self, scope: Scope, receive: Receive, answered: "_Answer") -> None:
        if b"%00" in scope["raw_path"] + scope["query_string"]:
            problem = Problem("A NUL character cannot be part of an address.", status=400)
            await refuse(scope, receive, answered, problem)
            return
        try:
            await self.app(scope, receive, answered)
        except Exception as error:
            log.exception("unexpected error", path=scope["path"])
            if not answered.status:
                # Left to the web framework, the answer would lack the request id.
                await refuse(scope, receive, answered, error)


class _Answer:
    """Sends on, adding the two headers and remembering the status."""

    def __init__(self, send: Send, service: str, request_id: str) -> None:
        self._send = send
        self._service = service
        self._request_id = request_id
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self._request_id
            headers.setdefault("X-Served-By", self._service)
            # No browser may take an answer for a page or a program (ASVS 5.0, 3.4.4).
            headers["X-Content-Type-Options"] = "nosniff"
            # Nobody between us and the caller keeps an answer, unless it says that it is for all.
            headers.setdefault("Cache-Control", "no-store")
        await self._send(message)


def _request_id(headers: Headers) -> str:
    given = headers.get("x-request-id", "")
    return given if ACCEPTED_ID.fullmatch(given) else uuid4().hex


def _write_line(scope: Scope, status: int, seconds: float) -> None:
    """Never the query string: it may hold the key of an order or a token from a mail."""
    if scope["path"] in QUIET and status == 200:
        return
    log.info(
        "request",
        method=scope["method"],
        path=scope["path"],
        status=status,
        milliseconds=round(seconds * 1000, 1),
    )

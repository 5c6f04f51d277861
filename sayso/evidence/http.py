"""A requests session that never waits for ever and leaves every exchange as evidence."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict

from sayso.errors import PlainError
from sayso.evidence.attachments import Evidence
from sayso.evidence.kinds import EXCHANGE
from sayso.redaction.rules import RULES
from sayso.redaction.sessions import remember_cookies, remember_tokens
from sayso.runner.scenario_info import CORRELATION_HEADER
from sayso.target.ports import is_loopback
from sayso.text import plural

TIME_LIMIT = 10.0  # seconds to connect, and again for each silence of the answer
MAX_BODY = 20_000  # characters of a body that are kept


class UnreachableError(requests.ConnectionError, PlainError):
    """Nobody listens at an address; shown without code, since the address is what is wrong."""


class HttpSession(requests.Session):
    """As `requests.Session`, for one scenario; refusals are answers, not errors."""

    def __init__(self, evidence: Evidence, correlation_id: str) -> None:
        super().__init__()
        self.headers[CORRELATION_HEADER] = correlation_id
        for scheme in ("http://", "https://"):
            self.mount(scheme, RecordingAdapter(evidence))


class RecordingAdapter(HTTPAdapter):
    """Sends one request, redirects included one by one, and records what came back."""

    def __init__(self, evidence: Evidence) -> None:
        super().__init__()
        self._evidence = evidence

    def send(  # type: ignore[override]  # only named arguments are passed by the session
        self, request: requests.PreparedRequest, **options: Any
    ) -> requests.Response:
        """The answer; raises what requests raises, after recording that."""
        options["timeout"] = options.get("timeout") or TIME_LIMIT
        if is_loopback(request.url or ""):
            options["proxies"] = {}  # a proxy of the environment cannot reach this machine
        _remember_tokens(request)
        started = time.perf_counter()
        try:
            answer = super().send(request, **options)
            if not options.get("stream"):
                _ = answer.content  # read now, so that the time and a broken body are recorded
        except requests.RequestException as error:
            self._record(request, None, type(error).__name__, started)
            if reason := _why_unreachable(error):
                raise UnreachableError(
                    f"{request.method} {request.url}: {reason}; start the system, or correct its "
                    "address in [tool.sayso.targets]",
                    request=request,
                ) from error
            raise
        remember_cookies((str(each.name), str(each.value)) for each in answer.cookies)
        shown = _answer(answer, streamed=bool(options.get("stream")))
        self._record(request, shown, None, started)
        return answer

    def _record(
        self,
        request: requests.PreparedRequest,
        answer: dict[str, Any] | None,
        error: str | None,
        started: float,
    ) -> None:
        outcome = error if answer is None else answer["status"]
        headers = _texts(request.headers)
        exchange = {
            "request": {
                "method": request.method,
                "url": request.url,
                "headers": RULES.headers(headers),
                "body": body_text(request.body, headers),
            },
            "response": answer,
            "error": error,
            "milliseconds": round((time.perf_counter() - started) * 1000, 1),
        }
        path = urlsplit(request.url or "").path
        self._evidence.add(
            json.dumps(exchange, ensure_ascii=False),
            kind=EXCHANGE,
            title=f"{request.method} {path}: {outcome}",
        )


def _why_unreachable(error: BaseException) -> str:
    """What the operating system says when a host is unknown or refuses; nothing otherwise."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ConnectionRefusedError | socket.gaierror):
            return (cause.strerror or str(cause)).lower()
        cause = cause.__cause__ or cause.__context__
    return ""


def _texts(headers: Mapping[str, Any]) -> Mapping[str, str]:
    """Headers of a request, whose values may be bytes; read as RFC 9110, 5.5 has them written."""
    return CaseInsensitiveDict(
        {
            name: value.decode("latin-1") if isinstance(value, bytes) else value
            for name, value in headers.items()
        }
    )


def _remember_tokens(request: requests.PreparedRequest) -> None:
    headers = _texts(request.headers)
    remember_tokens([headers.get("Authorization", "")], "a token of an Authorization header")
    pairs = (each.strip().partition("=") for each in headers.get("Cookie", "").split(";"))
    remember_cookies((name, value) for name, _, value in pairs)


def _answer(answer: requests.Response, *, streamed: bool) -> dict[str, Any]:
    return {
        "status": answer.status_code,
        "reason": answer.reason,
        "headers": RULES.headers(answer.headers),
        "body": "(streamed)" if streamed else body_text(answer.content, answer.headers),
    }


def body_text(body: Any, headers: Mapping[str, str]) -> str | None:
    """A body as text without secrets; other bodies by their size."""
    if not body:
        return None
    if isinstance(body, str):
        body = body.encode()
    if not isinstance(body, bytes):
        return "(streamed)"
    kind = headers.get("Content-Type", "")
    try:
        text = RULES.text(body.decode())
    except UnicodeDecodeError:
        return f"({plural(len(body), 'byte')} of {kind or 'unknown kind'})"
    cut = f"... ({len(text) - MAX_BODY} more characters)" if len(text) > MAX_BODY else ""
    return text[:MAX_BODY] + cut

"""How one part of the shop calls another: over HTTP, with a time limit, never silently."""

import ssl
from collections.abc import Mapping
from functools import cache
from types import TracebackType
from typing import Any, Self

import httpx2
from structlog.contextvars import get_contextvars

from app_under_test.kernel.internal_key import HEADER
from app_under_test.kernel.problems import Problem

SECONDS = 5.0
"""How long a call may take unless the caller knows better."""


@cache
def tls() -> ssl.SSLContext:
    """The certificates that are trusted, loaded once a process: it takes 20 ms."""
    return ssl.create_default_context()


class Unreachable(Problem):
    """Nobody answers at the address of a part."""

    status = 503
    type = "part-unreachable"
    title = "A part of the shop is not there"

    def __init__(self, part: str) -> None:
        super().__init__(f"The {part} service cannot be reached.", part=part)


class TooLate(Problem):
    """A part did not answer in time; whether it did its work is not known."""

    status = 504
    type = "part-too-late"
    title = "A part of the shop is too slow"

    def __init__(self, part: str) -> None:
        super().__init__(f"The {part} service did not answer in time.", part=part)


class Broken(Problem):
    """A part answered with something that nobody can use."""

    status = 502
    type = "part-broken"
    title = "A part of the shop is broken"

    def __init__(self, part: str) -> None:
        super().__init__(f"The {part} service failed.", part=part)


class ServiceClient:
    """Calls one part; a context manager that closes its connections at the end."""

    def __init__(
        self, part: str, address: str, internal_key: str, seconds: float = SECONDS
    ) -> None:
        self.part = part
        self._http = httpx2.Client(
            base_url=address,
            headers={HEADER: internal_key},
            timeout=httpx2.Timeout(seconds, connect=min(1.0, seconds)),
            verify=tls(),
            trust_env=False,
        )

    def __enter__(self) -> Self:
        """Nothing is opened before the first call."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close every connection."""
        self._http.close()

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Any:
        """The decoded answer; raises what `call` raises."""
        return self.call("GET", path, params=params)

    def post(self, path: str, body: Any) -> Any:
        """The decoded answer; raises what `call` raises."""
        return self.call("POST", path, json=body)

    def call(self, method: str, path: str, **how: Any) -> Any:
        """The decoded JSON of a good answer (None for an empty one); raises what `send` raises."""
        response = self.send(method, path, **how)
        return self._decode(response) if response.content else None

    def send(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **how: Any
    ) -> httpx2.Response:
        """A good answer as it is; `how` goes to the HTTP client (json, params, timeout, ...).

        Raises the part's own `Problem` for 4xx, `Broken` for 5xx (503 and 504 stay what they
        are), `Unreachable` when nobody is there and `TooLate` when time is up.
        """
        told = {"X-Request-ID": get_contextvars().get("request_id"), **(headers or {})}
        known = {name: value for name, value in told.items() if value is not None}
        try:
            response = self._http.request(method, path, headers=known, **how)
        except (httpx2.ReadTimeout, httpx2.WriteTimeout) as error:
            raise TooLate(self.part) from error
        except httpx2.HTTPError as error:
            raise Unreachable(self.part) from error
        if response.is_success:
            return response
        if response.status_code >= 500 and response.status_code not in {503, 504}:
            raise Broken(self.part)
        raise _problem(response, self._decode(response))

    def _decode(self, response: httpx2.Response) -> Any:
        try:
            return response.json()
        except ValueError as error:
            raise Broken(self.part) from error


def _problem(response: httpx2.Response, body: dict[str, Any]) -> Problem:
    """The refusal of another part as if it were our own, extra fields included."""
    own = {"type", "title", "status", "detail", "instance", "request_id"}
    extra = {name: value for name, value in body.items() if name not in own}
    wait = response.headers.get("Retry-After")
    problem = Problem(
        body.get("detail", ""),
        status=response.status_code,
        type=body.get("type"),
        headers={"Retry-After": wait} if wait else None,
        **extra,
    )
    problem.title = body.get("title")
    return problem

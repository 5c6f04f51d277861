"""The parts of the shop as the gateway sees them: addresses that may not answer."""

import asyncio
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import httpx2
import structlog
from structlog.contextvars import get_contextvars

from app_under_test.kernel.calls import Broken, TooLate, Unreachable, tls
from app_under_test.kernel.internal_key import HEADER
from app_under_test.kernel.servers import SERVERS, worst

CONNECT_SECONDS, ANSWER_SECONDS, PULSE_SECONDS = 1.0, 9.0, 1.0
"""Limits for a connection, for an answer as a whole, and for a sign of life."""

log = structlog.get_logger()


class Parts:
    """Calls to the parts over pooled connections; open between `async with` and its end."""

    def __init__(self, addresses: Mapping[str, str], internal_key: str) -> None:
        self._addresses = addresses
        self._http = httpx2.AsyncClient(
            headers={HEADER: internal_key, "Accept-Encoding": "identity"},
            timeout=httpx2.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
            limits=httpx2.Limits(max_connections=200, max_keepalive_connections=50),
            follow_redirects=False,
            trust_env=False,
            verify=tls(),
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Every part behind the gateway."""
        return tuple(self._addresses)

    async def __aenter__(self) -> Self:
        """Nothing is opened before the first call."""
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close every connection."""
        await self._http.aclose()

    async def call(
        self,
        part: str,
        method: str,
        target: str,
        headers: Sequence[tuple[bytes, bytes]] = (),
        body: bytes = b"",
    ) -> httpx2.Response:
        """The part's answer, whatever it is; `Unreachable` or `TooLate` if there is none.

        The target is set as path and query of the part's own address, and never joined to it as
        text: a target that does not begin with a slash could name another host (CWE-918).
        """
        request_id = str(get_contextvars().get("request_id", "")).encode()
        request = self._http.build_request(
            method,
            httpx2.URL(self._addresses[part]).copy_with(raw_path=target.encode("latin-1")),
            headers=[*headers, (b"X-Request-ID", request_id)],
            content=body or None,
        )
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await self._http.send(request)
        except (TimeoutError, httpx2.ReadTimeout, httpx2.WriteTimeout) as error:
            raise TooLate(part) from error
        except httpx2.HTTPError as error:
            raise Unreachable(part) from error

    async def ask(self, part: str, target: str, body: Mapping[str, Any]) -> Any:
        """The decoded answer to a question among parts; `Broken` if it is no good answer.

        A part that says itself that it cannot serve now is `Unreachable`, until when it says.
        """
        request = self._http.build_request("POST", "http://part", json=dict(body))
        kind = [(b"Content-Type", b"application/json")]
        response = await self.call(part, "POST", target, kind, request.content)
        if response.status_code == 503:
            unreachable = Unreachable(part)
            wait = response.headers.get("Retry-After")
            unreachable.headers = {"Retry-After": wait} if wait else {}
            raise unreachable
        if not response.is_success:
            raise Broken(part)
        return response.json() if response.content else None

    async def pulse(self) -> tuple[dict[str, str], dict[str, str]]:
        """What is wrong with which part, and how the servers are that parts can do without."""
        answers = await asyncio.gather(*(self._answer(part) for part in self._addresses))
        said = dict(zip(self._addresses, answers, strict=True))
        ailing = {part: wrong for part, wrong in said.items() if isinstance(wrong, str)}
        return ailing, worst(known for known in answers if not isinstance(known, str))

    async def _answer(self, part: str) -> str | dict[str, str]:
        """What is wrong with the part, or what it says of the servers it uses."""
        try:
            async with asyncio.timeout(PULSE_SECONDS):
                response = await self._http.get(f"{self._addresses[part]}/health")
        except (TimeoutError, httpx2.ReadTimeout):
            return "late"
        except httpx2.HTTPError:
            return "unreachable"
        if response.status_code != 200:
            return "unhealthy"
        return {name: said for name, said in _said(response).items() if name in SERVERS}


def _said(response: httpx2.Response) -> dict[str, str]:
    try:
        return dict(response.json())
    except ValueError:  # it is healthy all the same: it has answered
        return {}

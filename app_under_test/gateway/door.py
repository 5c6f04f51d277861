"""What happens to every call that comes through the gateway."""

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app_under_test.gateway.callers import Known, recognise
from app_under_test.gateway.headers import inward, outward
from app_under_test.gateway.limiting import Allowance, RateLimit
from app_under_test.gateway.parts import Parts
from app_under_test.gateway.routing import is_limited, part_for
from app_under_test.kernel.problems import NotFound, Problem, Unauthenticated, answer
from app_under_test.kernel.proxies import Proxies

log = structlog.get_logger()


class TooManyCalls(Problem):
    """The caller has to wait; `Retry-After` says how long."""

    status = 429
    type = "too-many-calls"
    title = "Too many calls"


class Door:
    """Finds the part, recognises the caller, counts the call, passes it on."""

    def __init__(self, parts: Parts, limit: RateLimit, proxies: Proxies, internal_key: str) -> None:
        self._parts = parts
        self._limit = limit
        self._proxies = proxies
        self._internal_key = internal_key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        response = await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        part = part_for(request.scope["path"])
        if part is None or not request.scope["raw_path"].startswith(b"/"):
            message = "There is nothing at this address."
            raise NotFound(message)
        caller = await recognise(request, self._parts, self._proxies, self._internal_key)
        allowance = await self._count(request, caller)
        try:
            response = await self._pass_on(part, request, caller)
        except Problem as problem:
            response = answer(request, problem)
        if allowance is not None:
            response.headers.update(allowance.headers())
        return response

    async def _count(self, request: Request, caller: Known) -> Allowance | None:
        """None where calls are not counted; raises `TooManyCalls`."""
        if caller.is_part or not is_limited(request.scope["path"]):
            return None
        # In a thread: counts may be kept on a server, and other calls go on meanwhile.
        allowance = await run_in_threadpool(self._limit.count, caller.key)
        if allowance is not None and not allowance.granted:
            log.warning("too many calls", caller=caller.key, address=caller.address)
            message = f"Wait {allowance.seconds} s before the next call."
            raise TooManyCalls(message, headers=allowance.headers())
        return allowance

    async def _pass_on(self, part: str, request: Request, caller: Known) -> Response:
        if caller.token_refused:
            message = "The access token is unknown or no longer valid."
            raise Unauthenticated(message)
        body = await request.body()
        headers = [*inward(request.headers), *caller.headers()]
        said = await self._parts.call(part, request.method, _target(request), headers, body)
        if said.status_code == 403:
            await self._note_refusal(request, caller)
        response = Response(said.content, said.status_code)
        response.raw_headers += outward(said.headers.raw)
        return response

    async def _note_refusal(self, request: Request, caller: Known) -> None:
        """Who was turned away stands in the audit log; a missing entry turns nobody away."""
        entry = {
            "actor": caller.user_id,
            "action": "access.denied",
            "subject": f"{request.method} {request.scope['path']}"[:300],
            "outcome": "refused",
            "address": caller.address[:100],
        }
        try:
            await self._parts.ask("identity", "/internal/audit", entry)
        except Problem as problem:
            log.warning("refusal not in the audit log", reason=problem.detail)


def _target(request: Request) -> str:
    """Path and query exactly as they came."""
    query = request.scope["query_string"].decode("latin-1")
    path: str = request.scope["raw_path"].decode("latin-1")
    return f"{path}?{query}" if query else path

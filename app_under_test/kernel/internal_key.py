"""The door between the parts: only those who hold the shop's internal key are heard."""

from secrets import compare_digest

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app_under_test.kernel.problems import Forbidden, refuse

HEADER = "X-Internal-Key"
OPEN_PATHS = frozenset({"/health", "/live"})


def proves_itself(headers: Headers, key: str) -> bool:
    """Whether the caller is a part of the shop; takes the same time for every wrong key."""
    return compare_digest(headers.get(HEADER, "").encode(), key.encode())


class InternalKey:
    """Refuses every request but the pulse unless it carries the internal key."""

    def __init__(self, app: ASGIApp, key: str) -> None:
        self.app = app
        self.key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on or answer 403."""
        if scope["type"] != "http" or self._lets_in(scope):
            await self.app(scope, receive, send)
            return
        refusal = Forbidden("Only parts of the shop may call this address.")
        await refuse(scope, receive, send, refusal)

    def _lets_in(self, scope: Scope) -> bool:
        return scope["path"] in OPEN_PATHS or proves_itself(Headers(scope=scope), self.key)

"""Request bodies are read whole and only up to a limit."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app_under_test.kernel.problems import Problem, refuse

LIMIT = 1024 * 1024
"""The largest body that is accepted, in bytes."""

PATIENCE = 8 * LIMIT
"""How much of a body that is too large is read all the same and thrown away (bytes): a client
that is still sending does not look for an answer."""


class BodyLimit:
    """Answers 413 to bodies over the limit, before any part of the application sees them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body, then let the application read it again."""
        if scope["type"] != "http" or not _has_body(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        body = await _read(receive)
        if body is None:
            return  # the client left before it had said everything
        if len(body) > LIMIT:
            problem = Problem(f"A body may hold {LIMIT} bytes at most.", status=413)
            problem.headers["Connection"] = "close"
            await refuse(scope, receive, send, problem)
            return
        await self.app(scope, _replay(body, receive), send)


def _has_body(headers: Headers) -> bool:
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


async def _read(receive: Receive) -> bytes | None:
    kept, seen = bytearray(), 0
    while seen <= PATIENCE:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunk = message.get("body", b"")
        seen += len(chunk)
        if len(kept) <= LIMIT:
            kept += chunk
        if not message.get("more_body", False):
            break
    return bytes(kept)


def _replay(body: bytes, receive: Receive) -> Receive:
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return messages.pop() if messages else await receive()

    return again

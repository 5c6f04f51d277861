"""Calls that are sent again with the same `Idempotency-Key` have one effect and one answer.

draft-ietf-httpapi-idempotency-key-header: a program that was not answered cannot know whether it
was heard. For people who have signed in only: a key is as good as its owner, and guests are nobody.
"""

import hashlib
import hmac
import json

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.kept_answers import KeptAnswer, KeptAnswers
from app_under_test.kernel.problems import Problem, refuse

HEADER = "Idempotency-Key"
LONGEST_KEY = 200


class OtherRequest(Problem):
    """The key belongs to another call of the same person."""

    status = 422
    type = "idempotency-key-reused"
    title = "The key was used for another request"


class StillBusy(Problem):
    """The first call with this key has not been answered yet."""

    status = 409
    type = "request-in-progress"
    title = "The same request is in progress"


class Repetition:
    """Stands before a part and behind the limit of bodies, which it reads whole."""

    def __init__(self, app: ASGIApp, service: str, secret: str, clock: Clock) -> None:
        self.app = app
        self._clock = clock
        self._service = service
        self._secret = secret.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as before, or let the part answer and keep what it says."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        database: Database | None = getattr(scope["app"].state, "database", None)
        whose, key = headers.get("X-User-Id", ""), headers.get(HEADER, "")
        if database is None or scope.get("method") != "POST" or not (whose and key):
            await self.app(scope, receive, send)
        elif len(key) > LONGEST_KEY:
            message = f"{HEADER} may have {LONGEST_KEY} characters at most."
            await refuse(scope, receive, send, Problem(message))
        else:
            answers = KeptAnswers(database, self._clock)
            call = _Call(answers, self._digest(self._service, whose, key), send)
            await self._answer(call, scope, receive)

    async def _answer(self, call: "_Call", scope: Scope, receive: Receive) -> None:
        body = await _body(receive)
        target = scope["raw_path"] + b"?" + scope["query_string"]
        request = self._digest(target.decode("latin-1"), body.hex())
        earlier = await run_in_threadpool(call.answers.begin, call.key, request)
        if earlier is None:
            await call.make(self.app, scope, _said(body))
        elif earlier.request != request:
            message = f"This {HEADER} came with another request before."
            await refuse(scope, receive, call.send, OtherRequest(message))
        elif earlier.status is None:
            message = "This is being done already. Please look again in a moment."
            wait = {"Retry-After": "1"}
            await refuse(scope, receive, call.send, StillBusy(message, headers=wait))
        else:
            await _repeat(earlier, call.send)

    def _digest(self, *texts: str) -> str:
        """With a secret: a body may hold a card number, which is soon guessed."""
        return hmac.new(self._secret, json.dumps(texts).encode(), hashlib.sha256).hexdigest()


class _Call:
    """One call whose answer is kept before anybody hears it."""

    def __init__(self, answers: KeptAnswers, key: str, send: Send) -> None:
        self.answers = answers
        self.key = key
        self.send = send
        self._messages: list[Message] = []

    async def make(self, app: ASGIApp, scope: Scope, receive: Receive) -> None:
        """Let the part answer."""
        try:
            await app(scope, receive, self._note)
        finally:
            await run_in_threadpool(self._settle)
        for message in self._messages:
            await self.send(message)

    async def _note(self, message: Message) -> None:
        self._messages.append(message)

    def _settle(self) -> None:
        """A fault of ours is nothing to repeat."""
        status = self._messages[0]["status"] if self._messages else 500
        if status >= 500:
            self.answers.forget(self.key)
            return
        raw = self._messages[0]["headers"]
        headers = [[name.decode("latin-1"), value.decode("latin-1")] for name, value in raw]
        body = b"".join(message.get("body", b"") for message in self._messages[1:])
        self.answers.keep(self.key, status, json.dumps(headers), body.decode())


async def _body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def _said(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def _repeat(kept: KeptAnswer, send: Send) -> None:
    headers = [(n.encode("latin-1"), v.encode("latin-1")) for n, v in json.loads(kept.headers)]
    await send({"type": "http.response.start", "status": kept.status, "headers": headers})
    await send({"type": "http.response.body", "body": kept.body.encode()})

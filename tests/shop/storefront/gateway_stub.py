"""A gateway that answers what a test tells it to, over real HTTP."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self
from urllib.parse import urlsplit

from tests.shop.storefront.samples import EMPTY_CART, MUG


@dataclass(frozen=True)
class Answer:
    """What the stub says to one call."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


def problem(status: int, kind: str = "about:blank", detail: str = "No.", **extra: Any) -> Answer:
    """A refusal as the gateway words it."""
    return Answer(status, {"type": kind, "status": status, "detail": detail, **extra})


@dataclass(frozen=True)
class Asked:
    """A call that reached the gateway."""

    call: str
    query: str
    headers: Mapping[str, str]
    body: str


class GatewayStub:
    """`answers` by "METHOD /path"; every call is kept in `asked`. A context manager."""

    def __init__(self) -> None:
        self.forget()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        """Begin to listen."""
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop, and wait until it has."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def forget(self) -> None:
        """Begin anew with the answers that every shop gives."""
        self.asked: list[Asked] = []
        self._afterwards: dict[str, tuple[str, Answer]] = {}
        self.answers: dict[str, Answer] = {
            "GET /api/products": Answer(200, [MUG]),
            "GET /api/products/blue-mug": Answer(200, MUG),
            "GET /api/cart": Answer(200, EMPTY_CART),
            "GET /api/cart/delivery": Answer(
                200,
                [
                    {"name": "standard", "price_minor": 395},
                    {"name": "express", "price_minor": 795},
                ],
            ),
            "GET /profile/sessions": Answer(200, []),
            "GET /profile/addresses": Answer(200, []),
        }

    def change_after(self, call: str, changed: str, answer: Answer) -> None:
        """Once `call` was made, give another answer to the call `changed`."""
        self._afterwards[call] = (changed, answer)

    def calls(self, call: str) -> list[Asked]:
        """What was asked with this method at this path, in order."""
        return [asked for asked in self.asked if asked.call == call]

    def body(self, call: str) -> Any:
        """The JSON of the last such call."""
        return json.loads(self.calls(call)[-1].body)

    def changes(self) -> list[str]:
        """Every call that could have changed something."""
        return [asked.call for asked in self.asked if not asked.call.startswith("GET ")]

    def _answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        if later := self._afterwards.get(asked.call):
            self.answers[later[0]] = later[1]
        return self.answers.get(asked.call, problem(404, "not-found", f"no {asked.call}"))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def _serve(self) -> None:
                url = urlsplit(self.path)
                length = int(self.headers.get("Content-Length", "0"))
                body = self.rfile.read(length).decode("utf-8", "replace")
                call = f"{self.command} {url.path}"
                self._say(stub._answer(Asked(call, url.query, dict(self.headers), body)))

            def _say(self, answer: Answer) -> None:
                content = b"" if answer.body is None else json.dumps(answer.body).encode()
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = _serve  # noqa: N815 - the names that http.server looks for
            do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - as above

            def log_message(self, *_: object) -> None:
                """Tests read `asked` instead."""

        return Handler

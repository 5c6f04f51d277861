"""A part of the shop that only listens: it answers what it is told to and keeps what it got."""

import json
import threading
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


class Listener:
    """Answers every request on a real port; a context manager."""

    def __init__(self) -> None:
        self.delay = threading.Event()
        """Cleared, it keeps every caller waiting."""
        self.forget(204)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def forget(self, status: int) -> None:
        """Begin anew: answer this status to everything."""
        self.statuses: defaultdict[str, int] = defaultdict(lambda: status)
        """The answer by path."""
        self.bodies: dict[str, Any] = {}
        """What is answered by path: bytes as they are, anything else as JSON."""
        self.headers: dict[str, str] = {}
        """What every answer carries."""
        self.requests: list[tuple[str, str, dict[str, str], bytes]] = []
        """Method, path with query, headers in lower case, body."""
        self.delay.set()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def received(self) -> list[Any]:
        """The JSON bodies so far."""
        return [json.loads(body) for _, _, _, body in self.requests if body]

    def __enter__(self) -> Self:
        """Listen from now on."""
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Stop and free the port."""
        self.delay.set()
        self._server.shutdown()
        self._thread.join(5)
        self._server.server_close()


def _handler_for(listener: Listener) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            listener.requests.append((self.command, self.path, headers, body))
            listener.delay.wait(10)
            path = self.path.partition("?")[0]
            said = listener.bodies.get(path, b"")
            content = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(listener.statuses[path])
            for name, value in listener.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = do_OPTIONS = answer  # noqa: N815 - names of the library

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler

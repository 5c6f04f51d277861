"""One part behind one socket, in a thread with an event loop of its own."""

import json
import socket
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from threading import Thread

import uvicorn
from starlette.types import ASGIApp
from structlog.contextvars import bind_contextvars

from app_under_test.kernel.protocol import GuardedProtocol

GRACE = 0.5
"""Seconds that requests in progress get when the part stops."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections in already; port 0 asks for a free one.

    Whoever connects early waits for the answer instead of being refused. Raises `OSError` when
    the port is taken or not allowed.
    """
    # TCP is named because asyncio turns Nagle's algorithm off only where it is: 40 ms an answer.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(512)
    except OSError:
        listener.close()
        raise
    return listener


class Server:
    """Serves an application from `start` until `stop`."""

    def __init__(self, name: str, app: ASGIApp, listener: socket.socket) -> None:
        self.name = name
        self._listener = listener
        self._host, self._port = listener.getsockname()[:2]  # who fails to start closes it at once
        self._uvicorn = uvicorn.Server(
            uvicorn.Config(
                app,
                loop="asyncio",
                http=GuardedProtocol,
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                proxy_headers=False,  # who calls is who connects; a header can say anything
                server_header=False,
                timeout_keep_alive=30,  # longer than any client of ours keeps an idle connection
                timeout_graceful_shutdown=GRACE,  # type: ignore[arg-type]  # asyncio takes fractions
            )
        )
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin in the background; `wait_until_it_answers` tells how it went."""
        self._thread.start()

    def wait_until_it_answers(self, path: str, seconds: float) -> None:
        """Return when this path answers 200; raise `RuntimeError` naming the part otherwise."""
        connection = HTTPConnection(self._host, self._port, timeout=seconds)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            said = response.read().decode(errors="replace")
        except (OSError, HTTPException) as error:
            message = f"{self.name} did not start ({error}); see its log lines"
            raise RuntimeError(message) from error
        finally:
            connection.close()
        if response.status != 200:
            message = f"{self.name} answers {response.status} at {path}: {json.dumps(said)}"
            raise RuntimeError(message)

    def stop(self) -> None:
        """Ask it to end; idle connections are closed at once, `join` waits for the rest."""
        self._uvicorn.should_exit = True

    def join(self, seconds: float) -> bool:
        """Whether the thread has ended within this time."""
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        bind_contextvars(service=self.name)
        # uvicorn gives up by SystemExit, after it has logged why; it means the process, and this
        # is a thread. Closing the socket tells whoever still waits for an answer.
        with self._listener, suppress(SystemExit):
            self._uvicorn.run([self._listener])

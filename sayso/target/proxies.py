"""A TCP proxy in front of a server, so that a scenario can take the server away and give it back.

The idea is Toxiproxy's (https://github.com/Shopify/toxiproxy); faults of a slow network are left
to it. Threads, not asyncio: its server leaks a connection that comes in while it is closed.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import Any, Self

from sayso.target.description import host_and_port

HOST = "127.0.0.1"
WITHIN = 5.0  # seconds to connect, and for the threads to end
LOOKS_UP_AFTER = 0.05  # seconds
CHUNK = 65_536


class Proxy:
    """Passes on what comes to a free loopback port, until it is told otherwise."""

    def __init__(self, upstream: str) -> None:
        self._upstream = host_and_port(upstream)
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._threads: set[threading.Thread] = set()
        self._listening = self._frozen = self._loses_answers = False
        self.answers_lost = 0
        self._acceptor: threading.Thread | None = None
        # stays bound, so that nobody else is given the port while nobody listens on it
        self._bound = _bound_to(0)

    def __enter__(self) -> Self:
        self._listen()
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        self._bound.close()
        for thread in [*self._threads]:
            thread.join(WITHIN)

    @property
    def address(self) -> str:
        """Its "host:port"."""
        return f"{HOST}:{self._bound.getsockname()[1]}"

    @property
    def is_disturbed(self) -> bool:
        """Whether it does anything else than passing on."""
        return self._frozen or self._loses_answers or not self._listening

    def cut(self) -> None:
        """Close every connection and refuse new ones."""
        self._listening = False
        if self._acceptor is not None:
            self._acceptor.join(WITHIN)
        with self._lock:
            for each in self._sockets:
                _close(each)
            self._sockets.clear()

    def freeze(self) -> None:
        """Accept connections, and pass nothing on: neither on these nor on those that are open."""
        self._frozen = True
        if not self._listening:
            self._listen()

    def lose_answers(self) -> None:
        """Pass on what is asked, and close the connection where the answer would begin.

        `answers_lost` counts how often that happened.
        """
        self._loses_answers = True

    def restore(self) -> None:
        """Pass everything on again; what was cut or frozen has to connect anew."""
        if self.is_disturbed:
            self.cut()
            self._frozen = self._loses_answers = False
            self._listen()

    def _listen(self) -> None:
        listener = _bound_to(self._bound.getsockname()[1])
        listener.listen()
        listener.settimeout(LOOKS_UP_AFTER)
        self._listening = True
        self._acceptor = self._in_background(self._accept, listener)

    def _accept(self, listener: socket.socket) -> None:
        with listener:
            while self._listening:
                with contextlib.suppress(TimeoutError):
                    self._take(listener.accept()[0])

    def _take(self, client: socket.socket) -> None:
        client.settimeout(None)
        with self._lock:
            self._sockets.add(client)
        if not self._frozen:
            self._in_background(self._connect, client)

    def _connect(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(self._upstream, WITHIN)
        except OSError:
            self._forget(client)
            return
        server.settimeout(None)
        with self._lock:
            if client not in self._sockets:  # it was cut in the meantime
                server.close()
                return
            self._sockets.add(server)
        forth = self._in_background(self._pass_on, client, server)
        self._pass_on(server, client, are_answers=True)
        forth.join()
        if not self._frozen:
            self._forget(client, server)

    def _pass_on(
        self, source: socket.socket, sink: socket.socket, *, are_answers: bool = False
    ) -> None:
        """Until the source ends; the sink is told so, and may still answer."""
        with contextlib.suppress(OSError):
            while chunk := _received(source):
                if self._frozen:
                    return
                if are_answers and self._loses_answers:
                    self.answers_lost += 1
                    _close(sink)
                    return
                sink.sendall(chunk)
            sink.shutdown(socket.SHUT_WR)

    def _forget(self, *sockets: socket.socket) -> None:
        with self._lock:
            for each in sockets:
                self._sockets.discard(each)
                _close(each)

    def _in_background(self, act: Callable[..., None], *arguments: Any) -> threading.Thread:
        thread = threading.Thread(target=act, args=arguments, daemon=True)
        self._threads = {each for each in self._threads if each.is_alive()} | {thread}
        thread.start()
        return thread


def _bound_to(port: int) -> socket.socket:
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((HOST, port))
    return bound


def _received(source: socket.socket) -> bytes:
    """What came in; nothing at the end, also where that is a reset, as of a killed process."""
    try:
        return source.recv(CHUNK)
    except ConnectionResetError:
        return b""


def _close(connection: socket.socket) -> None:
    """Also for whoever waits for it in another thread."""
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()

"""A way to a server that can be closed or frozen, while the server itself goes on."""

import socket
import threading
from contextlib import closing, suppress
from types import TracebackType
from typing import Self


class Proxy:
    """Listens on a port of its own and passes bytes on, both ways; a context manager."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._open: set[socket.socket] = set()
        self._flowing = threading.Event()
        self._flowing.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._is_closed = False

    def __enter__(self) -> Self:
        """Let everybody through."""
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close the port and every connection."""
        self._flowing.set()
        if not self._is_closed:
            self.close()

    def close(self) -> None:
        """As if the server were not running: connections break, new ones are refused."""
        self._is_closed = True
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits in it
        self._listener.close()
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def open(self) -> None:
        """As if the server had been started again, at the same address."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._is_closed = False
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def freeze(self) -> None:
        """As if the server hung: connections are taken, and nobody answers."""
        self._flowing.clear()

    def thaw(self) -> None:
        """Let through what has waited."""
        self._flowing.set()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                inner, _ = listener.accept()
                outer = socket.create_connection(self._target, timeout=5)
            except OSError:
                return
            outer.settimeout(None)
            for pair in ((inner, outer), (outer, inner)):
                threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        self._open.add(source)
        with closing(source), suppress(OSError):
            while data := source.recv(65536):
                self._flowing.wait()
                sink.sendall(data)
        with suppress(OSError):
            sink.shutdown(socket.SHUT_RDWR)
        self._open.discard(source)

"""HTTP/1.1 as every part speaks it: with limits for those who only pretend to speak it."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_BYTES = 64 * 1024
"""How long the head of a request may be."""

REQUEST_SECONDS = 10.0
"""How long a request may take to arrive, head and body, however often something comes."""

CONNECTIONS = 512
"""How many connections a part keeps open; whoever comes then is sent away."""


class OneLength(h11.Connection):
    """Refuses a request that says more than once, or in two ways, how long its body is.

    RFC 9112 (6.1, 6.3) lets a server choose one of them. A proxy before it may choose the other,
    and then the rest of the body is a request that the proxy never saw.
    """

    def __init__(self) -> None:
        super().__init__(h11.SERVER, HEAD_BYTES)
        self._unread = b""

    def receive_data(self, data: bytes) -> None:
        """Keep it, too: the parsed headers show two equal lengths as one."""
        self._unread += data
        super().receive_data(data)

    def next_event(self) -> Any:
        """The next part of a request; `h11.RemoteProtocolError` for one of two lengths."""
        event = super().next_event()
        if event is h11.NEED_DATA or event is h11.PAUSED:
            return event
        rest = self.trailing_data[0]
        read = self._unread[: len(self._unread) - len(rest)]
        self._unread = rest
        if isinstance(event, h11.Request) and _lengths(read) > 1:
            message = "the request has more than one length"
            raise h11.RemoteProtocolError(message)
        return event


def _lengths(head: bytes) -> int:
    found = 0
    for line in head.splitlines()[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() in {b"content-length", b"transfer-encoding"}:
            found += len(value.split(b","))
    return found


class GuardedProtocol(H11Protocol):
    """A connection that is closed when a request does not arrive in time, or too many are open."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.conn = OneLength()
        self._timer: asyncio.TimerHandle | None = None
        self._heard = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a request, unless there is no room."""
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS:
            self._send_away(b"503 Service Unavailable\r\nRetry-After: 1")
        else:
            self._watch()

    def data_received(self, data: bytes) -> None:
        """Take it in; it does not prolong the time."""
        if self.transport.is_closing():
            return
        self._heard = True
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Whatever of the next request is there already begins to count."""
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more is waited for."""
        self._stop_timer()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self.transport.is_closing() or not self._in_the_middle():
            self._stop_timer()
        elif self._timer is None:
            self._timer = self.loop.call_later(REQUEST_SECONDS, self._give_up)

    def _in_the_middle(self) -> bool:
        """Whether a request is awaited or begun; between two of them the keep-alive counts."""
        if self.conn.their_state is h11.IDLE:
            return self.cycle is None or bool(self.conn.trailing_data[0])
        return self.conn.their_state is h11.SEND_BODY

    def _give_up(self) -> None:
        answered = self.cycle is not None and self.cycle.response_started
        if self.conn.their_state is h11.IDLE:
            answered = not self._heard  # a browser opens connections that it may need
        self._timer = None
        if answered:
            self.transport.close()
        else:
            self._send_away(b"408 Request Timeout")

    def _send_away(self, status: bytes) -> None:
        self.transport.write(
            b"HTTP/1.1 " + status + b"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        )
        self.transport.close()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

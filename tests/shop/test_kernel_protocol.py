"""What a part does with clients that only pretend to speak HTTP."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field

import pytest
from fastapi import APIRouter, Request

from app_under_test.kernel import protocol
from app_under_test.kernel.application import create_service
from app_under_test.kernel.server import Server, listen
from app_under_test.settings import Settings

GET = b"GET /mugs HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /mugs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
LIMIT = 1.0
"""Seconds a request may take in these tests."""


@dataclass
class Shelf:
    """A part that counts what reaches it."""

    port: int = 0
    reached: list[str] = field(default_factory=list)
    slow: threading.Event = field(default_factory=threading.Event)

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def say(self, *pieces: bytes) -> bytes:
        """What it answers to these bytes until it closes the connection."""
        with self.connect() as connection:
            for piece in pieces:
                connection.sendall(piece)
            return everything(connection)


def everything(connection: socket.socket) -> bytes:
    """What is said until the end, which is a reset for who still sends when the shop closes."""
    said = b""
    with suppress(ConnectionResetError):
        while piece := connection.recv(65536):
            said += piece
    return said


def statuses(said: bytes) -> list[int]:
    return [int(part.split()[0]) for part in said.split(b"HTTP/1.1 ")[1:]]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "REQUEST_SECONDS", LIMIT)


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    shelf = Shelf()
    router = APIRouter()

    @router.api_route("/mugs", methods=["GET", "POST"])
    async def mugs(request: Request) -> dict[str, str]:
        shelf.reached.append(request.method)
        return {}

    @router.get("/slow")
    def slow() -> dict[str, str]:
        shelf.slow.wait(LIMIT * 1.5)
        return {}

    listener = listen("127.0.0.1", 0)
    shelf.port = listener.getsockname()[1]
    server = Server(
        "shelf", create_service("shelf", Settings(), router, open_to_all=True), listener
    )
    server.start()
    server.wait_until_it_answers("/health", 10)
    yield shelf
    server.stop()
    assert server.join(5), "the server did not end"


@pytest.mark.parametrize(
    "lengths",
    [
        b"Content-Length: 2\r\nContent-Length: 2\r\n",
        b"Content-Length: 2\r\nContent-Length: 3\r\n",
        b"Content-Length: 2\r\nX: y\r\ncontent-length : 2\r\n",
        b"Content-Length: 2, 2\r\n",
        b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 2\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
    ],
)
@pytest.mark.parametrize("before", [b"", GET + b"\r\n"], ids=["first", "pipelined"])
def test_a_request_with_two_lengths_is_refused(shelf: Shelf, lengths: bytes, before: bytes) -> None:
    said = shelf.say(before + POST + lengths + b"\r\n{}")
    assert statuses(said) == ([200, 400] if before else [400])
    assert shelf.reached == (["GET"] if before else [])


@pytest.mark.parametrize(
    "body",
    [b"Content-Length: 2\r\n\r\n{}", b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"],
)
def test_a_request_with_one_length_in_pieces_is_answered(shelf: Shelf, body: bytes) -> None:
    whole = POST + b"Connection: close\r\n" + body
    assert statuses(shelf.say(whole)) == [200]
    assert statuses(shelf.say(*(whole[at : at + 1] for at in range(len(whole))))) == [200]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("pieces", "answer"),
    [
        ([GET], [408]),
        ([b"G"], [408]),
        ([POST + b"Content-Length: 100\r\n\r\n{"], [408]),
        ([POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{"], [408]),
        ([], []),
        ([GET + b"\r\n" + GET], [200, 408]),
        ([GET + b"\r\n" + POST + b"Content-Length: 100\r\n\r\n{"], [200, 408]),
    ],
    ids=["head", "byte", "body", "chunk", "nothing", "second head", "second body"],
)
def test_what_does_not_arrive_in_time_is_not_waited_for(
    shelf: Shelf, pieces: list[bytes], answer: list[int]
) -> None:
    started = time.monotonic()
    assert statuses(shelf.say(*pieces)) == answer
    assert LIMIT <= time.monotonic() - started < LIMIT + 3


@pytest.mark.usefixtures("impatient")
def test_a_byte_now_and_then_does_not_prolong_the_time(shelf: Shelf) -> None:
    with shelf.connect() as connection:
        connection.sendall(GET)
        started = time.monotonic()
        dripping = threading.Thread(target=drip, args=(connection,))
        dripping.start()
        assert statuses(everything(connection)) == [408]
        assert time.monotonic() - started < LIMIT + 3
    dripping.join(10)


def drip(connection: socket.socket) -> None:
    for _ in range(60):
        try:
            connection.sendall(b"X: y\r\n")
        except OSError:
            return
        threading.Event().wait(0.1)


@pytest.mark.usefixtures("impatient")
def test_a_kept_connection_and_a_slow_answer_are_not_cut_short(shelf: Shelf) -> None:
    slow = b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"
    with shelf.connect() as connection:
        connection.sendall(slow)
        assert statuses(connection.recv(65536)) == [200]
        threading.Event().wait(LIMIT * 1.5)
        connection.sendall(GET + b"Connection: close\r\n\r\n")
        assert statuses(everything(connection)) == [200]


def test_more_connections_than_allowed_are_sent_away(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "CONNECTIONS", 3)
    with ExitStack() as stack:
        held = [stack.enter_context(shelf.connect()) for _ in range(3)]
        for connection in held:
            connection.sendall(GET)
        assert statuses(shelf.say()) == [503]
    assert any(served(shelf) or threading.Event().wait(0.1) for _ in range(50))


def served(shelf: Shelf) -> bool:
    try:
        return statuses(shelf.say(GET + b"Connection: close\r\n\r\n")) == [200]
    except ConnectionError:  # closed before all was said
        return False

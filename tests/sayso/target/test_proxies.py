"""A proxy passes on, refuses, is silent, and passes on again."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator

import pytest

from sayso.target.description import host_and_port
from sayso.target.proxies import Proxy

SILENCE = 0.2  # seconds after which nothing is taken for nothing


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    """A proxy in front of a server that sends back what it gets."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=echo, args=(server,), daemon=True).start()
        with Proxy(f"127.0.0.1:{server.getsockname()[1]}") as proxy:
            yield proxy
        server.shutdown(socket.SHUT_RDWR)


def echo(server: socket.socket) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        threading.Thread(target=repeat, args=(connection,), daemon=True).start()


def repeat(connection: socket.socket) -> None:
    with connection:
        while said := connection.recv(1000):
            connection.sendall(said)
        connection.sendall(b"bye")


def connected(proxy: Proxy) -> socket.socket:
    return socket.create_connection(host_and_port(proxy.address), timeout=5)


def said(connection: socket.socket, text: bytes) -> bytes:
    connection.sendall(text)
    return connection.recv(1000)


def test_a_proxy_passes_on_both_ways_to_the_last_word(proxy: Proxy) -> None:
    with connected(proxy) as one, connected(proxy) as other:
        assert said(one, b"hello") == b"hello"
        assert said(other, b"salut") == b"salut"
        one.shutdown(socket.SHUT_WR)
        assert (one.recv(1000), one.recv(1000)) == (b"bye", b"")


def test_a_cut_proxy_closes_refuses_and_comes_back_at_the_same_place(proxy: Proxy) -> None:
    with connected(proxy) as open_before:
        assert said(open_before, b"hello") == b"hello"
        proxy.cut()
        assert open_before.recv(1000) == b""
    with pytest.raises(ConnectionRefusedError):
        connected(proxy)
    proxy.restore()
    with connected(proxy) as again:
        assert said(again, b"hello") == b"hello"


def test_a_frozen_proxy_accepts_and_passes_nothing(proxy: Proxy) -> None:
    with connected(proxy) as open_before:
        assert said(open_before, b"hello") == b"hello"
        proxy.freeze()
        with connected(proxy) as new:
            for each in (open_before, new):
                each.settimeout(SILENCE)
                with pytest.raises(TimeoutError):
                    said(each, b"anybody?")
            proxy.restore()
            new.settimeout(5)
            assert new.recv(1000) == b""
    with connected(proxy) as again:
        assert said(again, b"hello") == b"hello"


def test_a_cut_proxy_can_be_frozen_and_restored_twice(proxy: Proxy) -> None:
    proxy.cut()
    proxy.freeze()
    connected(proxy).close()
    proxy.restore()
    proxy.restore()
    with connected(proxy) as again:
        assert said(again, b"hello") == b"hello"


def test_a_client_that_ends_by_a_reset_is_ended_at_the_server_too() -> None:
    """A killed database client is reset; unless it is told, the server keeps its locks."""
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        Proxy(f"127.0.0.1:{server.getsockname()[1]}") as proxy,
    ):
        client = connected(proxy)
        client.sendall(b"begin")
        behind, _ = server.accept()
        behind.settimeout(5)
        assert behind.recv(1000) == b"begin"
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
        with behind:
            assert behind.recv(1000) == b""


def test_without_a_server_behind_it_the_connection_ends() -> None:
    with Proxy("127.0.0.1:1") as proxy, connected(proxy) as connection:
        assert connection.recv(1000) == b""
    assert not [thread for thread in proxy._threads if thread.is_alive()]


def test_a_proxy_that_loses_answers_passes_on_what_is_asked(proxy: Proxy) -> None:
    proxy.lose_answers()
    with connected(proxy) as unheard:
        assert said(unheard, b"hello") == b""
    assert (proxy.is_disturbed, proxy.answers_lost) == (True, 1)
    proxy.restore()
    with connected(proxy) as again:
        assert said(again, b"hello") == b"hello"
    assert (proxy.is_disturbed, proxy.answers_lost) == (False, 1)

"""Whether an optional server answers, and in its own language, at an address."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from sayso.settings import SettingsError
from sayso.values import refuse_unknown

TABLE = "[tool.sayso.servers]"
ANSWERS_WITHIN = 1.0  # seconds


@dataclass(frozen=True)
class Server:
    """A kind of server: where it usually listens, a harmless greeting, and how answers begin."""

    name: str
    port: int
    greeting: bytes
    answers: tuple[bytes, ...]
    driver: str  # the package that talks to it
    extra: str  # the extra of ours that brings the package
    image: str  # what to run where there is none


SERVERS = (
    # SSLRequest of the protocol 3.0: one byte says whether TLS is spoken
    Server(
        "PostgreSQL", 5432, b"\x00\x00\x00\x08\x04\xd2\x16\x2f", (b"S", b"N"),
        "psycopg", "postgres", "-e POSTGRES_PASSWORD=postgres -p 5432:5432 postgres",
    ),
    Server(
        "Redis", 6379, b"PING\r\n", (b"+PONG", b"-NOAUTH"), "redis", "redis", "-p 6379:6379 redis"
    ),
    # the protocol header of AMQP 0-9-1 is answered by a method frame
    Server(
        "RabbitMQ", 5672, b"AMQP\x00\x00\x09\x01", (b"\x01",),
        "kombu", "rabbitmq", "-p 5672:5672 rabbitmq",
    ),
)  # fmt: skip


def addresses(configured: Mapping[str, str]) -> list[tuple[Server, tuple[str, int]]]:
    """Every server with its address; raises SettingsError for an unknown one."""
    refuse_unknown(TABLE, configured, [server.extra for server in SERVERS])
    return [(server, address_of(server, configured)) for server in SERVERS]


def address_of(server: Server, configured: Mapping[str, str]) -> tuple[str, int]:
    """Host and port: as [tool.sayso.servers] says ("host:port" or a URL), or the usual place.

    Raises SettingsError for what is neither.
    """
    given = configured.get(server.extra)
    if not given:
        return "127.0.0.1", server.port
    try:
        parts = urlsplit(given if "://" in given else f"//{given}")
        return parts.hostname or "127.0.0.1", parts.port or server.port
    except ValueError as error:
        raise SettingsError(
            f'{TABLE} {server.extra} must be "host:port" or a URL, not "{given}" ({error})'
        ) from error


def why_silent(server: Server, address: tuple[str, int]) -> str:
    """Why the server cannot be used at the address; nothing when it answers as it should."""
    try:
        with socket.create_connection(address, timeout=ANSWERS_WITHIN) as connection:
            connection.sendall(server.greeting)
            answer = connection.recv(64)
    except OSError as error:
        return refusal(error)
    return "" if answer.startswith(server.answers) else f"something else than {server.name} answers"


def refusal(error: OSError) -> str:
    """What a failed connection says, in a few words."""
    if isinstance(error, TimeoutError):
        return "does not answer"
    return (error.strerror or str(error)).lower()

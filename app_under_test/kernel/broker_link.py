"""One connection to RabbitMQ and what stands there: exchanges and queues of the shop."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event as Flag
from types import TracebackType
from typing import Self

import structlog
from amqp.exceptions import AMQPError, MessageNacked
from kombu import Connection, Exchange, Queue
from kombu.exceptions import KombuError

from app_under_test.kernel.relay import Away
from app_under_test.subscriptions import topics_by_consumer

SECONDS = 2.0
"""How long a connection, and then each answer of the broker, may take."""

HEARTBEAT = 6
"""Seconds; a broker that says nothing for two of them is away."""

BROKER_ERRORS = (OSError, AMQPError, MessageNacked, KombuError, AttributeError)
"""py-amqp raises an AttributeError where a connection ends while it is used."""

log = structlog.get_logger()


class Topology:
    """The names of the shop's things on the broker, all durable."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace
        self.events = Exchange(f"{namespace}.events", "topic", durable=True)
        self.dead = Exchange(f"{namespace}.dead", "direct", durable=True)

    def queue(self, consumer: str) -> Queue:
        """Where the events of a consumer wait; what it rejects joins the dead ones."""
        buried = {
            "x-dead-letter-exchange": self.dead.name,
            "x-dead-letter-routing-key": consumer,
        }
        bindings = [self.events.binding(topic) for topic in topics_by_consumer()[consumer]]
        name = f"{self._namespace}.{consumer}"
        return Queue(name, bindings=bindings, durable=True, queue_arguments=buried)

    def dead_queue(self, consumer: str) -> Queue:
        """Where the messages wait that a consumer could not process."""
        name = f"{self._namespace}.{consumer}.dead"
        return Queue(name, self.dead, routing_key=consumer, durable=True)

    def queues(self) -> Iterator[Queue]:
        """All of them."""
        for consumer in topics_by_consumer():
            yield self.dead_queue(consumer)
            yield self.queue(consumer)

    def exchanges(self) -> tuple[Exchange, Exchange]:
        """Both of them."""
        return self.events, self.dead

    def declare(self, connection: Connection) -> None:
        """Everything, whoever comes first: an event for a queue that is not there would be lost."""
        channel = connection.default_channel
        for exchange in self.exchanges():
            exchange.bind(channel).declare()
        for queue in self.queues():
            queue.bind(channel).declare()


class Link:
    """A connection for one thread, opened when it is needed and again when it was lost."""

    name = "broker"

    def __init__(self, url: str, namespace: str, user: str) -> None:
        """`user` stands in the log lines: whose connection it is."""
        self.topology = Topology(namespace)
        self._url = url
        self._user = user
        self._connection: Connection | None = None
        self._tried = Flag()
        self._is_away = False

    def __enter__(self) -> Self:
        """Nothing is opened yet."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close the connection."""
        if self._connection is not None:
            with suppress(*BROKER_ERRORS):
                self._connection.release()
            self._connection = None

    def is_there(self) -> bool:
        """Whether the broker was there when it was last needed; waits for the first try to end."""
        return self._tried.wait(0.3) and not self._is_away

    def connection(self) -> Connection:
        """Connected, with everything declared; raises one of `BROKER_ERRORS`."""
        if self._connection is None:
            self._connection = self._connect()
            if self._is_away:
                log.info("broker is back", user=self._user)
            self._is_away = False
            self._tried.set()
        return self._connection

    def keep_alive(self) -> None:
        """Say and hear that both ends are there; to be called every few seconds."""
        connection = self.connection()
        with suppress(TimeoutError):
            connection.drain_events(timeout=0.01)
        connection.heartbeat_check()

    def lose(self, error: Exception) -> Away:
        """Give the connection up, with one line in the log; what to raise where a relay asks."""
        self.drop()
        if not self._is_away:
            log.warning("broker is away", user=self._user, reason=type(error).__name__)
        self._is_away = True
        self._tried.set()
        return Away()

    def drop(self) -> None:
        """Close the connection at once; what was not acknowledged goes back to its place."""
        if self._connection is not None:
            self._connection.collect(SECONDS)
            self._connection = None

    def _connect(self) -> Connection:
        connection = connect(self._url)
        try:
            self.topology.declare(connection)
        except BaseException:
            connection.collect(SECONDS)
            raise
        return connection


def connect(url: str) -> Connection:
    """A connection that waits for nothing longer than `SECONDS`."""
    options = {"confirm_publish": True, "write_timeout": SECONDS}
    connection = Connection(
        url, connect_timeout=SECONDS, heartbeat=HEARTBEAT, transport_options=options
    )
    connection.connect()
    # What py-amqp waits for without a limit of its own ends with that of the socket.
    connection.connection.sock.settimeout(SECONDS)
    return connection


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection until the end of the block."""
    connection = connect(url)
    try:
        yield connection
    finally:
        connection.release()

"""Events by RabbitMQ: it carries them, and keeps those that nobody could process.

The outbox and the inbox stay the truth: an event leaves the outbox when the broker has confirmed
it, and may come twice.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

import structlog
from kombu import Consumer, Message, Producer, Queue
from pydantic import ValidationError
from structlog.contextvars import bound_contextvars

from app_under_test.kernel.broker_link import BROKER_ERRORS, SECONDS, Link
from app_under_test.kernel.database import Database
from app_under_test.kernel.dead_letters import LONGEST_REASON, bury
from app_under_test.kernel.events import Event
from app_under_test.kernel.messaging import Channels, Take
from app_under_test.kernel.outage import OUTAGES
from app_under_test.kernel.servers import Server
from app_under_test.kernel.worker import Worker

ATTEMPTS, PAUSE = 3, 0.2
"""How often a message is tried before it counts as dead, and the seconds between."""

LOOK_EVERY, TRY_AGAIN_AFTER = 0.2, 1.0
"""Seconds between looks at the stop, and after the broker or the database was lost."""

log = structlog.get_logger()


class BrokerMessaging:
    """Every part talks to the same exchange; every consumer has a queue of its own."""

    def __init__(self, url: str, namespace: str) -> None:
        self._url = url
        self._namespace = namespace

    def carrier(self, _database: Database, producer: str) -> "BrokerCarrier":
        """What publishes the events of a producer."""
        return BrokerCarrier(Link(self._url, self._namespace, f"{producer} relay"))

    def consumer(self, database: Database, consumer: str, take: Take) -> Channels:
        """A thread that takes in what waits in the consumer's queues."""
        link = Link(self._url, self._namespace, f"{consumer} consumer")
        return Channels((QueueConsumer(database, consumer, take, link),), (link,))


class BrokerCarrier:
    """Publishes, and waits until the broker has the event for good."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self.servers: Sequence[Server] = (link,)

    def __enter__(self) -> Self:
        """Nothing is opened yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connection."""
        self._link.__exit__(kind, error, trace)

    def look_after(self) -> None:
        """Connect, or find out that the connection is lost; raises `Away`."""
        try:
            self._link.keep_alive()
        except BROKER_ERRORS as error:
            raise self._link.lose(error) from error

    def carry(self, event: Event) -> bool:
        """True when it is in the queue of everybody who wants it; raises `Away`."""
        try:
            connection = self._link.connection()
            publish(
                connection.default_channel,
                self._link.topology.events,
                event.topic,
                event.model_dump_json().encode(),
            )
        except BROKER_ERRORS as error:
            raise self._link.lose(error) from error
        return True


def publish(
    channel: Any, exchange: Any, topic: str, body: bytes, headers: dict[str, str] | None = None
) -> None:
    """Return when the broker has written the message down; raises one of `BROKER_ERRORS`."""
    Producer(channel, exchange, auto_declare=False).publish(
        body,
        routing_key=topic,
        headers=headers or {},
        content_type="application/json",
        content_encoding="binary",
        delivery_mode=2,
        confirm_timeout=SECONDS,
    )


class DatabaseAway(Exception):  # noqa: N818 - it is a state
    """No message is to blame: it stays where it is until the database is back."""


class QueueConsumer(Worker):
    """Takes in one message after the other, in the order in which they came."""

    def __init__(self, database: Database, consumer: str, take: Take, link: Link) -> None:
        super().__init__(f"{consumer}-consumer", consumer)
        self._database = database
        self._consumer = consumer
        self._take = take
        self._link = link

    def _run(self) -> None:
        with self._link:
            super()._run()

    def _round(self) -> float:
        """Work until the stop, or until the broker or the database is lost."""
        try:
            self._consume()
        except DatabaseAway as error:
            log.warning("messages wait for the database", reason=str(error))
            self._link.drop()
        except BROKER_ERRORS as error:
            self._link.lose(error)
        except Exception:
            log.exception("messages cannot be taken in")
            self._link.drop()
        return TRY_AGAIN_AFTER

    def _consume(self) -> None:
        connection = self._link.connection()
        topology = self._link.topology
        alive = topology.queue(self._consumer), self._receive
        dead = topology.dead_queue(self._consumer), self._keep
        for queue, receive in (alive, dead):
            self._subscribe(connection.default_channel, queue, _in_time(receive))
        while not self.stopping:
            with suppress(TimeoutError):  # nothing has come
                connection.drain_events(timeout=LOOK_EVERY)
            connection.heartbeat_check()

    def _subscribe(self, channel: Any, queue: Queue, receive: Callable[[Message], None]) -> None:
        consumer = Consumer(
            channel,
            [queue],
            on_message=receive,
            on_decode_error=lambda message, _error: receive(message),
            auto_declare=False,
            prefetch_count=1,
        )
        consumer.consume()

    def _receive(self, message: Message) -> None:
        """Acknowledge what was taken in, or what has arrived among the dead ones."""
        body = _bytes(message)
        reason = self._try(body)
        if reason:
            topic = str(message.delivery_info.get("routing_key", ""))
            log.error("message given up", topic=topic, reason=reason[:LONGEST_REASON])
            # A frame has a largest size, and the broker ends a connection that goes beyond.
            headers = {"topic": topic, "reason": reason[:LONGEST_REASON]}
            dead = self._link.topology.dead
            publish(message.channel, dead, self._consumer, body, headers)
        message.ack()

    def _try(self, body: bytes) -> str:
        """Why the message cannot be processed; empty when it was."""
        try:
            event = Event.model_validate_json(body)
        except ValidationError as error:
            return _plain(error)
        reason = ""
        for attempt in range(ATTEMPTS):
            if attempt:
                self._stop.wait(PAUSE)
            reason = self._try_once(event)
            if not reason:
                break
        return reason

    def _try_once(self, event: Event) -> str:
        with bound_contextvars(request_id=event.headers.get("request_id", "")):
            try:
                self._take(event)
            except OUTAGES as error:
                raise DatabaseAway(type(error).__name__) from error
            except ValidationError as error:
                return _plain(error)
            except Exception as error:  # noqa: BLE001 - the other messages must go on
                return f"{type(error).__name__}: {error}"
        return ""

    def _keep(self, message: Message) -> None:
        """Move a dead message into the table where staff find it."""
        told = {name: str(said) for name, said in (message.headers or {}).items()}
        topic = told.get("topic", "")
        # The broker itself says why it moved a message here, as a list of what happened to it.
        reason = told.get("reason") or told.get("x-death", "it does not say why it is here")
        try:
            with self._database.begin() as session:
                bury(session, self._consumer, topic, _bytes(message), reason)
        except OUTAGES as error:
            raise DatabaseAway(type(error).__name__) from error
        message.ack()


def _in_time(receive: Callable[[Message], None]) -> Callable[[Message], None]:
    """A broker that is silent in the middle of a message is not one without messages."""

    def received(message: Message) -> None:
        try:
            receive(message)
        except TimeoutError as error:
            raise ConnectionError("the broker is silent") from error

    return received


def _bytes(message: Message) -> bytes:
    body = message.body
    return body if isinstance(body, bytes) else str(body).encode()


def _plain(error: ValidationError) -> str:
    """What does not fit, without the values: they may be secrets."""
    return "; ".join(
        ": ".join([*(str(one) for one in problem["loc"]), problem["msg"]])
        for problem in error.errors(include_url=False, include_input=False)
    )

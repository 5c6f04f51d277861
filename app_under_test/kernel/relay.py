"""Carries the events of one producer to those who want to know, until they have all got them."""

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any, Protocol, Self

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError
from structlog.contextvars import bound_contextvars

from app_under_test.kernel.database import Database
from app_under_test.kernel.events import Event, Outbox
from app_under_test.kernel.outage import OUTAGES, reason
from app_under_test.kernel.servers import Server
from app_under_test.kernel.worker import Worker

BATCH = 500
"""Events that are read from the outbox at a time."""

IDLE, FIRST_PAUSE, LONGEST_PAUSE = 1.0, 0.1, 5.0
"""Seconds between looks at the outbox: when nothing is wrong, and after failures."""

log = structlog.get_logger()


class Away(Exception):  # noqa: N818 - it is a state
    """Nothing can be carried now, whatever it is; the carrier has said why in the log."""


class Carrier(AbstractContextManager[Any], Protocol):
    """A way for events, used by the thread of one relay between `with` and its end."""

    servers: Sequence[Server]
    """What it depends on."""

    def carry(self, event: Event) -> bool:
        """Whether everybody who wants the event has it, or will; raises `Away`."""

    def look_after(self) -> None:
        """Called in every round, also without events; raises `Away`."""


def _pause_after(failures: int) -> float:
    """Seconds until the next look: longer after every failure in a row."""
    return min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE) if failures else IDLE


class Relay(Worker):
    """Order is kept among events of the same subject; what is not delivered stays in the outbox."""

    def __init__(self, database: Database, producer: str, carrier: Carrier) -> None:
        super().__init__(f"{producer}-relay", producer)
        self._database = database
        self._producer = producer
        self._carrier = carrier
        self._failures = 0

    def __enter__(self) -> Self:
        """Start; every commit with a new event wakes it."""
        self._database.on_publish(self._producer, self.wake)
        return super().__enter__()

    def _run(self) -> None:
        with self._carrier:  # closed by the thread, which may still be using it after the stop
            super()._run()

    def _round(self) -> float:
        self._failures = 0 if self._deliver_all() else self._failures + 1
        return _pause_after(self._failures)

    def _deliver_all(self) -> bool:
        """Whether everything that waited has arrived."""
        waiting: set[str] = set()
        try:
            self._carrier.look_after()
            for row in self.until_stopped(self._unsent()):
                if row.subject_id in waiting or not self._deliver(row):
                    waiting.add(row.subject_id)
        except Away:
            return False
        except OUTAGES as error:
            log.warning("the outbox cannot be read", reason=reason(error))
            return False
        except SQLAlchemyError:
            log.exception("the outbox cannot be read")
            return False
        return not waiting

    def _unsent(self) -> Sequence[Outbox]:
        mine = select(Outbox).filter_by(producer=self._producer, sent_at=None)
        with self._database.read() as session:
            return session.scalars(mine.order_by(Outbox.created_at).limit(BATCH)).all()

    def _deliver(self, row: Outbox) -> bool:
        event = _event(row)
        with bound_contextvars(request_id=event.headers.get("request_id", "")):
            delivered = self._carrier.carry(event)
        self._note(row, delivered=delivered)
        return delivered

    def _note(self, row: Outbox, *, delivered: bool) -> None:
        change = update(Outbox).filter_by(id=row.id).values(attempts=Outbox.attempts + 1)
        if delivered:
            change = change.values(sent_at=datetime.now(UTC))
        with self._database.begin() as session:
            session.execute(change)


def _event(row: Outbox) -> Event:
    return Event(
        id=row.id,
        topic=row.topic,
        subject_id=row.subject_id,
        payload=json.loads(row.payload),
        headers=json.loads(row.headers),
        occurred_at=row.created_at,
    )

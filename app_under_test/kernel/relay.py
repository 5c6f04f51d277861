"""Carries the events of one producer to those who want to know, until they have all got them."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from threading import Event as Flag
from threading import Thread
from types import TracebackType
from typing import Self

import httpx2
import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError
from structlog.contextvars import bound_contextvars

from app_under_test.kernel.calls import tls
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import Event, Outbox
from app_under_test.kernel.internal_key import HEADER

BATCH = 500
"""Events that are read from the outbox at a time."""

IDLE, FIRST_PAUSE, LONGEST_PAUSE = 1.0, 0.1, 5.0
"""Seconds between looks at the outbox: when nothing is wrong, and after failures."""

log = structlog.get_logger()


def _pause_after(failures: int) -> float:
    """Seconds until the next look: longer after every failure in a row."""
    return min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE) if failures else IDLE


class Relay:
    """A thread between `with` and its end; order is kept among events of the same subject."""

    def __init__(
        self,
        database: Database,
        producer: str,
        subscribers: Mapping[str, Sequence[str]],
        internal_key: str,
    ) -> None:
        self._database = database
        self._producer = producer
        self._subscribers = subscribers
        self._wake, self._stop = Flag(), Flag()
        self._thread = Thread(target=self._run, name=f"{producer}-relay", daemon=True)
        self._http = httpx2.Client(
            headers={HEADER: internal_key},
            timeout=httpx2.Timeout(5.0, connect=0.5),
            verify=tls(),
            trust_env=False,
        )

    def __enter__(self) -> Self:
        """Start; what an earlier process left behind is delivered too."""
        self._database.on_publish(self._producer, self.wake)
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Stop within a second; what is not delivered yet waits in the outbox."""
        self._stop.set()
        self._wake.set()
        self._thread.join(timeout=1)

    def wake(self) -> None:
        """Look at the outbox now instead of after the pause."""
        self._wake.set()

    def _run(self) -> None:
        structlog.contextvars.bind_contextvars(service=self._producer)
        failures = 0
        with self._http:
            while not self._stop.is_set():
                self._wake.clear()
                failures = 0 if self._deliver_all() else failures + 1
                self._wake.wait(_pause_after(failures))

    def _deliver_all(self) -> bool:
        """Whether everything that waited has arrived."""
        waiting: set[str] = set()
        try:
            for row in self._unsent():
                if self._stop.is_set():
                    return True
                if row.subject_id in waiting or not self._deliver(row):
                    waiting.add(row.subject_id)
        except SQLAlchemyError:
            log.exception("the outbox cannot be read")
            return False
        return not waiting

    def _unsent(self) -> Sequence[Outbox]:
        mine = select(Outbox).filter_by(producer=self._producer, sent_at=None)
        with self._database.read() as session:
            return session.scalars(mine.order_by(Outbox.created_at).limit(BATCH)).all()

    def _deliver(self, row: Outbox) -> bool:
        """Offer the event to every subscriber, also when one of them does not take it."""
        body = _event(row).model_dump_json().encode()
        request_id = json.loads(row.headers).get("request_id", "")
        addresses = self._subscribers.get(row.topic, ())
        with bound_contextvars(request_id=request_id):
            taken = [self._offer(row, address, body, request_id) for address in addresses]
        self._note(row, delivered=all(taken))
        return all(taken)

    def _offer(self, row: Outbox, address: str, body: bytes, request_id: str) -> bool:
        headers = {"Content-Type": "application/json", "X-Request-ID": request_id}
        try:
            response = self._http.post(f"{address}/internal/events", content=body, headers=headers)
            reason = f"answered {response.status_code}" if response.is_error else ""
        except httpx2.HTTPError as error:
            reason = type(error).__name__
        if reason:
            log.warning("event not taken", topic=row.topic, consumer=address, reason=reason)
        return not reason

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

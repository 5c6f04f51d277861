"""Sends what is owed, tries again with growing pauses, and gives up only on a plain no."""

import json
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import select, update
from structlog.contextvars import bound_contextvars

from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.languages import LANGUAGES
from app_under_test.kernel.problems import Problem
from app_under_test.kernel.sweeper import Sweeper
from app_under_test.notifications.delivery import Delivery, Later, Refused
from app_under_test.notifications.enclosures import Enclosures
from app_under_test.notifications.models import Notification
from app_under_test.notifications.rendering import Stationery
from app_under_test.notifications.subjects import language_of

HELD_FOR = timedelta(seconds=60)
"""How long a mail that is being sent is nobody else's business; longer than sending can take."""

LAST_ATTEMPT = 300
"""With pauses of up to ten minutes that is two days."""

log = structlog.get_logger()


def pause_after(attempts: int) -> timedelta:
    """Half a second, then twice as long each time, up to ten minutes."""
    return timedelta(seconds=min(0.5 * 2 ** min(attempts - 1, 20), 600.0))


class Postman(Sweeper):
    """Sends one mail after the other; one in the middle of being sent is sent again if need be."""

    things = "notifications"
    rest = 0.5
    """Seconds between looks at the table when nobody calls."""

    def __init__(
        self, database: Database, clock: Clock, enclosures: Enclosures, delivery: Delivery
    ) -> None:
        super().__init__("postman", "notifications")
        self._database = database
        self._clock = clock
        self._enclosures = enclosures
        self._delivery = delivery
        self._stationery = {language: Stationery(language) for language in LANGUAGES}

    def sweep(self) -> None:
        """Send everything that is due."""
        due = select(Notification.id).filter_by(status="pending")
        due = due.where(Notification.due_at <= self._clock.now()).order_by(Notification.created_at)
        with self._database.read() as session:
            waiting = session.scalars(due).all()
        for notification_id in self.until_stopped(waiting):
            self._try(notification_id)

    def _try(self, notification_id: str) -> None:
        owed = self._claim(notification_id)
        if owed is None:
            return
        with bound_contextvars(request_id=owed.request_id):
            try:
                self._send(owed)
            except Exception as error:  # noqa: BLE001 - the other mails must go on; it is logged
                self._note_failure(owed, error)
            else:
                self._settle(owed, status="sent", sent_at=self._clock.now())
                log.info("mail sent", template=owed.template, attempts=owed.attempts)

    def _note_failure(self, owed: Notification, error: Exception) -> None:
        if not isinstance(error, Later | Refused | Problem | ValueError):
            log.exception("mail cannot be written", template=owed.template, exc_info=error)
        if _is_final(error) or owed.attempts >= LAST_ATTEMPT:
            self._settle(owed, status="failed")
            log.error("mail given up", template=owed.template, reason=str(error))
        else:
            self._settle(owed, due_at=self._clock.now() + pause_after(owed.attempts))
            log.warning("mail not sent yet", template=owed.template, reason=str(error))

    def _claim(self, notification_id: str) -> Notification | None:
        """Take it, unless another process did since we looked."""
        now = self._clock.now()
        claim = (
            update(Notification)
            .where(Notification.id == notification_id, Notification.status == "pending")
            .where(Notification.due_at <= now)
            .values(due_at=now + HELD_FOR, attempts=Notification.attempts + 1)
            .returning(Notification)
        )
        with self._database.begin() as session:
            return session.scalar(claim)

    def _send(self, owed: Notification) -> None:
        facts: dict[str, Any] = json.loads(owed.facts)
        facts |= self._enclosures.for_template(owed.template, facts)
        mail = self._stationery[language_of(facts)].write(
            owed.template, owed.recipient, owed.subject, facts, mail_id=owed.id
        )
        self._delivery.deliver(mail, owed.recipient)

    def _settle(self, owed: Notification, **values: Any) -> None:
        change = update(Notification).filter_by(id=owed.id).values(**values)
        with self._database.begin() as session:
            session.execute(change)


def _is_final(error: Exception) -> bool:
    """Whether trying again is no use: a plain no, no address, or its matter is gone."""
    is_gone = isinstance(error, Problem) and error.status == 404
    return is_gone or isinstance(error, Refused | ValueError)

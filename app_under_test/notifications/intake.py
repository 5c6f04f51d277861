"""Takes events in and notes which mails are owed because of them."""

import json
from datetime import datetime
from typing import Any

from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database, added
from app_under_test.kernel.events import Event, consumed_once
from app_under_test.notifications.letters import Letter, Teams, letter_for
from app_under_test.notifications.models import Notification
from app_under_test.notifications.postman import Postman


class Intake:
    """One event, one mail at most, however often the event arrives."""

    def __init__(self, database: Database, clock: Clock, postman: Postman, teams: Teams) -> None:
        self._database = database
        self._clock = clock
        self._postman = postman
        self._teams = teams

    def take(self, event: Event) -> None:
        """Note the mail that follows from the event; `KeyError` if the event lacks a fact."""
        letter = letter_for(event, self._teams)
        now = self._clock.now()
        with self._database.begin() as session:
            if consumed_once(session, event, "notifications") and letter is not None:
                added(
                    session, Notification, **_owed(letter, event, now)
                )  # unless it is owed already
        self._postman.wake()


def _owed(letter: Letter, event: Event, now: datetime) -> dict[str, Any]:
    return {
        "recipient": letter.recipient,
        "template": letter.template,
        "subject_id": letter.subject_id,
        "subject": letter.subject,
        "facts": json.dumps(letter.facts),
        "request_id": event.headers.get("request_id", ""),
        "created_at": now,
        "due_at": now,
    }

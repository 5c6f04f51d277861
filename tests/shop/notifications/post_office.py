"""A mail server that answers what it is told to, and the notifications before it."""

import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

from aiosmtpd.controller import Controller
from fastapi.testclient import TestClient
from sqlalchemy import select

from app_under_test.kernel.database import Database
from app_under_test.notifications.models import Notification
from sayso.target.ports import free_port
from sayso.target.waiting import eventually

ORDER: dict[str, Any] = {
    "paid_at": None,
    "discount_minor": 0,
    "number": "SO-7K3M9Q2P",
    "key": "order-key",
    "email": "ada@example.org",
    "currency": "GBP",
    "lines": [
        {"quantity": 2, "name": "Blue <mug> & Söhne", "line_total_minor": 2500},
        {"quantity": 1, "name": "Beeswax candle", "line_total_minor": 1400},
    ],
    "subtotal_minor": 3900,
    "shipping_minor": 395,
    "total_minor": 4295,
    "shipping": {
        "name": "Zoë O'Neill",
        "line1": "1 Mill Lane",
        "city": "Leeds",
        "postcode": "LS1 4AP",
        "country": "GB",
    },
}


PERSON: dict[str, Any] = {"email": "ada@example.org", "name": "Ada"}


class PostOffice:
    """A mail server that answers what it is told to."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        """What is said to the next mails; 250 when nothing is left."""
        self.tries = 0
        self.taken: list[tuple[list[str], EmailMessage]] = []
        self.takes_from = True
        """Whether the shop may send anything at all."""

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        self.tries += 1
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
            assert isinstance(mail, EmailMessage)
            self.taken.append((envelope.rcpt_tos, mail))
        return answer

    async def handle_MAIL(  # noqa: N802 - the library's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if not self.takes_from:
            self.tries += 1
            return "550 You have sent too much today"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address.startswith("nobody"):
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"


class Shop:
    """Notifications between two parts that only listen and a mail server."""

    def __init__(self, client: TestClient, database: Database, office: PostOffice) -> None:
        self._client = client
        self.database = database
        self.office = office

    def tell(
        self,
        topic: str,
        subject_id: str,
        event_id: str = "",
        day: str = "2026-11-22",
        **payload: Any,
    ) -> None:
        """Let an event come in."""
        event = {
            "id": event_id or str(uuid4()),
            "topic": topic,
            "subject_id": subject_id,
            "payload": payload,
            "headers": {"request_id": "abc-1"},
            "occurred_at": f"{day}T08:00:00Z",
        }
        assert self._client.post("/internal/events", json=event).status_code == 204

    def owed(self, **columns: Any) -> list[tuple[str, int]]:
        """Status and attempts of the notifications, oldest first."""
        rows = select(Notification).filter_by(**columns).order_by(Notification.created_at)
        with self.database.read() as session:
            return [(row.status, row.attempts) for row in session.scalars(rows)]

    def settled(self, *statuses: str) -> None:
        eventually(
            lambda: [status for status, _ in self.owed()],
            equals=list(statuses),
            what="notifications",
            where="the table",
        )

    def the_mail(self) -> EmailMessage:
        self.settled("sent")
        ((_, mail),) = self.office.taken
        return mail


@contextmanager
def mail_server(office: PostOffice) -> Iterator[str]:
    controller = Controller(office, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()

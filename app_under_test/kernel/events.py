"""Facts that parts tell each other: written with the change itself, delivered afterwards.

Transactional outbox and inbox: an event is in the database exactly if the change is, it is
delivered at least once, and a consumer's inbox makes that once in effect.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column
from structlog.contextvars import get_contextvars

from app_under_test.kernel.database import Base, UtcDateTime, added, new_id


class Outbox(Base):
    """An event of a producer; unsent while `sent_at` is empty."""

    __tablename__ = "outbox"
    __table_args__ = (Index("outbox_unsent", "producer", "sent_at", "created_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    topic: Mapped[str] = mapped_column(String(100))
    subject_id: Mapped[str] = mapped_column(String(100))
    payload: Mapped[str] = mapped_column(Text)
    headers: Mapped[str] = mapped_column(Text)
    producer: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)


class Inbox(Base):
    """An event that a consumer has taken in."""

    __tablename__ = "inbox"
    __table_args__ = (UniqueConstraint("event_id", "consumer"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(String(36))
    consumer: Mapped[str] = mapped_column(String(40))
    topic: Mapped[str] = mapped_column(String(100))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Event(BaseModel):
    """What a consumer gets at POST /internal/events; it answers 204, also to a repeat."""

    id: str
    topic: str
    subject_id: str
    payload: dict[str, Any]
    headers: dict[str, str]
    occurred_at: datetime


def publish(
    session: Session, producer: str, topic: str, subject_id: str, payload: Mapping[str, Any]
) -> None:
    """Put an event into the outbox as part of this transaction; it leaves after the commit.

    The payload must be JSON and hold no secret: it lies readable in the database.
    """
    request_id = get_contextvars().get("request_id", "")
    session.add(
        Outbox(
            topic=topic,
            subject_id=subject_id,
            payload=json.dumps(payload),
            headers=json.dumps({"request_id": request_id}),
            producer=producer,
            created_at=datetime.now(UTC),
        )
    )
    session.info.setdefault("published", set()).add(producer)


def consumed_once(session: Session, event: Event, consumer: str) -> bool:
    """Note in this transaction that the event was taken in; False if it was so already.

    Of two that bring the same event at the same moment the second waits for the first.
    """
    now = datetime.now(UTC)
    row = {"event_id": event.id, "consumer": consumer, "topic": event.topic, "received_at": now}
    return added(session, Inbox, **row)

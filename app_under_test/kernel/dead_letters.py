"""Messages that a consumer could not process, kept for people to look at."""

import hashlib
from datetime import UTC, datetime

from sqlalchemy import Index, String, Text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from app_under_test.kernel.database import Base, UtcDateTime, added

LONGEST_REASON = 500
ESCAPED = "backslashreplace"


class DeadLetter(Base):
    """One message for one consumer; it waits for a person while `settled_at` is empty.

    The id is worked out from the message.
    """

    __tablename__ = "dead_letters"
    __table_args__ = (Index("dead_letters_waiting", "settled_at", "failed_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    consumer: Mapped[str] = mapped_column(String(40))
    topic: Mapped[str] = mapped_column(String(100))
    body: Mapped[str] = mapped_column(Text)
    """What came, which need not be an event at all."""
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    failed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def bury(session: Session, consumer: str, topic: str, body: bytes, reason: str) -> None:
    """Keep a message that could not be processed; the same one, coming again, is not kept twice."""
    topic = _storable(topic)[:100]
    digest = hashlib.sha256(b"\0".join([consumer.encode(), topic.encode(), body]))
    letter_id, now = digest.hexdigest()[:36], datetime.now(UTC)
    told = {"reason": _storable(reason)[:LONGEST_REASON], "failed_at": now}
    sent = {"topic": topic, "body": _storable(body.decode(errors=ESCAPED))}
    if not added(session, DeadLetter, id=letter_id, consumer=consumer, **sent, **told):
        change = update(DeadLetter).filter_by(id=letter_id)
        session.execute(change.values(settled_at=None, **told))


def _storable(text: str) -> str:
    """Without what PostgreSQL cannot keep: NUL, and half a pair of surrogates."""
    return text.encode(errors=ESCAPED).decode().replace("\0", "\\x00")

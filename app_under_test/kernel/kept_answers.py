"""What a part has answered to calls that may be repeated, kept for a day."""

from datetime import datetime, timedelta

from sqlalchemy import String, Text, delete, update
from sqlalchemy.orm import Mapped, mapped_column

from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Base, Database, UtcDateTime, added

KEPT_FOR = timedelta(hours=24)

LONGEST_CALL = timedelta(minutes=1)
"""A call that has no answer after this will get none any more: its part has ended."""


class KeptAnswer(Base):
    """A call, and its answer when there is one; the digests tell nothing of key and body."""

    __tablename__ = "kept_answers"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The digest of who called which part with which key."""
    request: Mapped[str] = mapped_column(String(64))
    """The digest of what was asked."""
    status: Mapped[int | None] = mapped_column()
    headers: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class KeptAnswers:
    """The answers of one part."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def begin(self, key: str, request: str) -> KeptAnswer | None:
        """The call that came with this key before, or None: then it is noted as begun."""
        now = self._clock.now()
        unanswered = KeptAnswer.status.is_(None) & (KeptAnswer.created_at < now - LONGEST_CALL)
        over = unanswered | (KeptAnswer.created_at < now - KEPT_FOR)
        new = {"id": key, "request": request, "headers": "", "body": "", "created_at": now}
        with self._database.begin() as session:
            session.execute(delete(KeptAnswer).where(over))
            if added(session, KeptAnswer, **new):
                return None
            return session.get(KeptAnswer, key)

    def keep(self, key: str, status: int, headers: str, body: str) -> None:
        """Answer every repetition like this."""
        kept = {"status": status, "headers": headers, "body": body}
        with self._database.begin() as session:
            session.execute(update(KeptAnswer).filter_by(id=key).values(**kept))

    def forget(self, key: str) -> None:
        """Let the call be made anew."""
        with self._database.begin() as session:
            session.execute(delete(KeptAnswer).filter_by(id=key))

"""The table of notifications."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app_under_test.kernel.database import Base, UtcDateTime, new_id


class Notification(Base):
    """A mail that is owed to somebody, or was; there is one for each matter."""

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("recipient", "template", "subject_id"),
        Index("notifications_due", "status", "due_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    recipient: Mapped[str] = mapped_column(String(254))
    template: Mapped[str] = mapped_column(String(50))
    subject_id: Mapped[str] = mapped_column(String(100))
    subject: Mapped[str] = mapped_column(String(300))
    facts: Mapped[str] = mapped_column(Text)
    """What the mail says, as JSON, without anything secret: links are made when it is sent."""
    request_id: Mapped[str] = mapped_column(String(128))
    status: Mapped[str] = mapped_column(String(20), default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """Not to be tried before; moved on while somebody tries."""
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

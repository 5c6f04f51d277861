"""The tables of the payments; none of them ever holds a card number."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app_under_test.kernel.database import Base, UtcDateTime, new_id


class Payment(Base):
    """The money for one order; `closed` means that none will be taken any more."""

    __tablename__ = "payments"
    __table_args__ = (CheckConstraint("amount_minor >= 0", "amount_is_not_negative"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    order_number: Mapped[str] = mapped_column(String(20), unique=True)
    user_id: Mapped[str | None] = mapped_column(String(36), index=True)
    status: Mapped[str] = mapped_column(String(10), default="pending")
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    charge_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    card_last4: Mapped[str | None] = mapped_column(String(4))
    refunded_minor: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """What has been given back or is about to be; never more than `amount_minor`."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PaymentAttempt(Base):
    """One try at a payment; `unknown` until the card company has said how it went.

    The idempotency key makes it safe to ask again: the same key never charges twice.
    """

    __tablename__ = "payment_attempts"
    __table_args__ = (
        Index(
            "one_open_attempt",
            "payment_id",
            unique=True,
            sqlite_where=text("outcome = 'unknown'"),
            postgresql_where=text("outcome = 'unknown'"),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    payment_id: Mapped[str] = mapped_column(ForeignKey("payments.id"))
    idempotency_key: Mapped[str] = mapped_column(String(36), unique=True, default=new_id)
    outcome: Mapped[str] = mapped_column(String(10), default="unknown")
    decline_code: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Refund(Base):
    """Money that goes back: written down first, then the card company is asked until it answers.

    Its id is the card company's idempotency key, so that asking again gives nothing more.
    """

    __tablename__ = "refunds"
    __table_args__ = (
        UniqueConstraint("payment_id", "request_key"),
        Index("refunds_by_status", "status", "created_at"),
        CheckConstraint("amount_minor > 0", "something_is_refunded"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    payment_id: Mapped[str] = mapped_column(ForeignKey("payments.id"))
    request_key: Mapped[str] = mapped_column(String(64))
    """Chosen by who asks: the same one again is the same refund."""
    amount_minor: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200))
    actor: Mapped[str] = mapped_column(String(100))
    status: Mapped[str] = mapped_column(String(10), default="pending")
    provider_id: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class WebhookEvent(Base):
    """A notice of the card company, by its own id; `set_aside` ones wait for a person."""

    __tablename__ = "webhook_events"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    type: Mapped[str] = mapped_column(String(64))
    order_number: Mapped[str] = mapped_column(String(64))
    set_aside: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)

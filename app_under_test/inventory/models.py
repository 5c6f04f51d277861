"""The inventory's tables."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from app_under_test.kernel.database import Base, UtcDateTime, new_id

DEFAULT_THRESHOLD = 5

UNCOUNTED = 1_000_000
"""How many are said to be there of a product that nobody counts: more than any cart may hold."""


class Stock(Base):
    """What is on the shelf; `reserved` of it is promised to orders that wait for payment.

    Up to `backorder_limit` more than there are may be sold: below 0, `on_hand` is what is owed.
    """

    __tablename__ = "stock"
    __table_args__ = (
        CheckConstraint("reserved >= 0", "reserved_is_not_negative"),
        CheckConstraint("on_hand + backorder_limit >= reserved", "nothing_is_promised_twice"),
    )

    product_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    on_hand: Mapped[int] = mapped_column(default=0)
    reserved: Mapped[int] = mapped_column(default=0)
    low_threshold: Mapped[int] = mapped_column(default=DEFAULT_THRESHOLD)
    counted: Mapped[bool] = mapped_column(default=True, server_default=true())
    backorder_limit: Mapped[int] = mapped_column(default=0, server_default="0")

    @property
    def available(self) -> int:
        """How many can still be promised."""
        free = self.on_hand - self.reserved + self.backorder_limit
        return free if self.counted else UNCOUNTED

    @property
    def ready(self) -> int:
        """How many of those lie on the shelf."""
        return max(0, self.on_hand - self.reserved) if self.counted else UNCOUNTED


class StockMove(Base):
    """One line of the ledger; the lines of a product add up to what is on hand."""

    __tablename__ = "stock_moves"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    product_id: Mapped[str] = mapped_column(String(36), index=True)
    quantity: Mapped[int]
    reason: Mapped[str] = mapped_column(String(40))
    reference: Mapped[str] = mapped_column(String(200), default="")
    actor: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StockAlert(Base):
    """A product that ran low; a product has one open alert at most."""

    __tablename__ = "stock_alerts"
    __table_args__ = (
        Index(
            "one_open_alert",
            "product_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    product_id: Mapped[str] = mapped_column(String(36))
    threshold: Mapped[int]
    on_hand: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StockReservation(Base):
    """What one order was promised of one product: held, then committed or released."""

    __tablename__ = "stock_reservations"
    __table_args__ = (
        UniqueConstraint("order_number", "product_id"),
        Index("reservations_by_age", "status", "created_at"),
        CheckConstraint("quantity > 0", "something_is_reserved"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    product_id: Mapped[str] = mapped_column(String(36))
    order_number: Mapped[str] = mapped_column(String(20))
    quantity: Mapped[int]
    returned: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """How many of them came back after they were sold."""
    status: Mapped[str] = mapped_column(String(10), default="held")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When the order last asked for it."""


class StockWait(Base):
    """Somebody who wants to be told when a product is back; told once, then no more."""

    __tablename__ = "stock_waitlist"
    __table_args__ = (
        Index(
            "one_wait_for_a_product",
            *("product_id", "email"),
            unique=True,
            sqlite_where=text("notified_at IS NULL"),
            postgresql_where=text("notified_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    product_id: Mapped[str] = mapped_column(String(36))
    sku: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    notified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

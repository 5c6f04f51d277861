"""The catalogue's table."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app_under_test.kernel.database import Base, UtcDateTime, new_id


class Product(Base):
    """A thing on sale; a withdrawn one is no longer `active` but stays for old orders."""

    __tablename__ = "products"
    __table_args__ = (CheckConstraint("price_minor >= 0", "price_is_not_negative"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    sku: Mapped[str] = mapped_column(String(64), unique=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    price_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3), default="GBP")
    weight_grams: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """With its packing; what delivery costs depends on it."""
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

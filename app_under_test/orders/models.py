"""The tables of carts and orders."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app_under_test.kernel.carriers import tracking_link
from app_under_test.kernel.database import Base, UtcDateTime, new_id


def _one_where(name: str, column: str, condition: str) -> Index:
    """At most one row with the same value in `column` among those that meet the condition."""
    return Index(
        name,
        column,
        unique=True,
        sqlite_where=text(condition),
        postgresql_where=text(condition),
    )


class Cart(Base):
    """What somebody wants to buy: a person's, or a guest's who holds the token."""

    __tablename__ = "carts"
    __table_args__ = (
        _one_where("one_open_cart_a_person", "user_id", "status = 'open'"),
        _one_where("one_open_cart_a_guest", "token_hash", "status = 'open'"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    token_hash: Mapped[str | None] = mapped_column(String(64))
    user_id: Mapped[str | None] = mapped_column(String(36))
    status: Mapped[str] = mapped_column(String(20), default="open")
    voucher_code: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lines: Mapped[list["CartLine"]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    @property
    def quantities(self) -> dict[str, int]:
        """How many of each product, by product id."""
        return {line.product_id: line.quantity for line in self.lines}


class CartLine(Base):
    """So many of one product; the price is looked up whenever it is shown."""

    __tablename__ = "cart_lines"
    __table_args__ = (
        UniqueConstraint("cart_id", "product_id"),
        CheckConstraint("quantity > 0", "a_line_holds_something"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    cart_id: Mapped[str] = mapped_column(ForeignKey("carts.id"))
    product_id: Mapped[str] = mapped_column(String(36))
    quantity: Mapped[int]


class Order(Base):
    """A cart as it was bought: prices and address as they were on the day."""

    __tablename__ = "orders"
    __table_args__ = (
        _one_where("one_unpaid_order", "cart_id", "status = 'pending_payment'"),
        Index("orders_by_age", "status", "placed_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    user_id: Mapped[str | None] = mapped_column(String(36), index=True)
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2), default="en", server_default=text("'en'"))
    """In which its buyer is written to about it."""
    cart_id: Mapped[str] = mapped_column(String(36), index=True)
    status: Mapped[str] = mapped_column(String(20))
    voucher_code: Mapped[str | None] = mapped_column(String(40))
    currency: Mapped[str] = mapped_column(String(3))
    subtotal_minor: Mapped[int]
    shipping_minor: Mapped[int]
    discount_minor: Mapped[int]
    tax_minor: Mapped[int]
    total_minor: Mapped[int]
    refunded_minor: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """What has gone back to the customer."""
    ship_name: Mapped[str] = mapped_column(String(200))
    ship_line1: Mapped[str] = mapped_column(String(200))
    ship_city: Mapped[str] = mapped_column(String(200))
    ship_postcode: Mapped[str] = mapped_column(String(20))
    ship_country: Mapped[str] = mapped_column(String(2))
    delivery: Mapped[str] = mapped_column(
        String(20), default="standard", server_default=text("'standard'")
    )
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    paid_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dispatched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    carrier: Mapped[str | None] = mapped_column(String(20))
    tracking_number: Mapped[str | None] = mapped_column(String(35))
    lines: Mapped[list["OrderLine"]] = relationship(lazy="selectin", order_by="OrderLine.name")

    @property
    def addressee(self) -> dict[str, str]:
        """Who is written to about the order, and how, as events tell it."""
        return {"number": self.number, "email": self.email, "language": self.language}

    @property
    def tracking_link(self) -> str | None:
        """Where the customer can follow the parcel."""
        return tracking_link(self.carrier, self.tracking_number)


class OrderLine(Base):
    """A product as it was sold."""

    __tablename__ = "order_lines"
    __table_args__ = (CheckConstraint("quantity > 0", "a_sold_line_holds_something"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), index=True)
    product_id: Mapped[str] = mapped_column(String(36))
    sku: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    unit_price_minor: Mapped[int]
    quantity: Mapped[int]

    @property
    def line_total_minor(self) -> int:
        """What the line costs."""
        return self.unit_price_minor * self.quantity


class OrderEvent(Base):
    """A change of an order's status; the first one comes from ''."""

    __tablename__ = "order_events"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), index=True)
    from_status: Mapped[str] = mapped_column(String(20))
    to_status: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Voucher(Base):
    """A promise to sell for less: a part of the price of the goods, or an amount."""

    __tablename__ = "vouchers"
    __table_args__ = (
        CheckConstraint("(percent IS NULL) <> (amount_minor IS NULL)", "a_part_or_an_amount"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    """In capital letters."""
    percent: Mapped[int | None]
    amount_minor: Mapped[int | None]
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    minimum_minor: Mapped[int] = mapped_column(default=0)
    """What the goods have to cost at least."""
    product_id: Mapped[str | None] = mapped_column(String(36))
    """The only product that it is for; every product if empty."""
    most_uses: Mapped[int | None]
    once_each: Mapped[bool] = mapped_column(default=False)
    """Whether every customer may use it once only."""


class VoucherUse(Base):
    """A voucher that an order has been placed with; gone when the order is given up."""

    __tablename__ = "voucher_uses"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    voucher_id: Mapped[str] = mapped_column(ForeignKey("vouchers.id"), index=True)
    order_number: Mapped[str] = mapped_column(String(20), unique=True)
    customer: Mapped[str] = mapped_column(String(254))
    """Who used it: a person's id, or a guest's address."""

"""Vouchers, and the orders that were placed with them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    """Create the tables, and note the voucher on carts and orders."""
    op.add_column("carts", sa.Column("voucher_code", sa.String(length=40), nullable=True))
    op.add_column("orders", sa.Column("voucher_code", sa.String(length=40), nullable=True))
    op.create_table(
        "vouchers",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("amount_minor", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("minimum_minor", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.String(length=36), nullable=True),
        sa.Column("most_uses", sa.Integer(), nullable=True),
        sa.Column("once_each", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(percent IS NULL) <> (amount_minor IS NULL)", name="a_part_or_an_amount"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "voucher_uses",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("voucher_id", sa.String(length=36), nullable=False),
        sa.Column("order_number", sa.String(length=20), nullable=False),
        sa.Column("customer", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(
            ["voucher_id"],
            ["vouchers.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("order_number"),
    )
    op.create_index(
        op.f("ix_voucher_uses_voucher_id"), "voucher_uses", ["voucher_id"], unique=False
    )

"""Products that are not counted or may be ordered before they arrive, and who waits for them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
    """Add two columns, with which a check changes, and a table."""
    counted: sa.Column[bool] = sa.Column(
        "counted", sa.Boolean(), nullable=False, server_default=sa.true()
    )
    limit: sa.Column[int] = sa.Column(
        "backorder_limit", sa.Integer(), nullable=False, server_default="0"
    )
    check = "nothing_is_promised_twice"
    with op.batch_alter_table("stock") as stock:  # SQLite makes the table anew to change a check
        stock.add_column(counted)
        stock.add_column(limit)
        stock.drop_constraint(check)
        stock.create_check_constraint(check, "on_hand + backorder_limit >= reserved")
    op.create_table(
        "stock_waitlist",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("product_id", sa.String(length=36), nullable=False),
        sa.Column("sku", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("notified_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "one_wait_for_a_product",
        "stock_waitlist",
        ["product_id", "email"],
        unique=True,
        sqlite_where=sa.text("notified_at IS NULL"),
        postgresql_where=sa.text("notified_at IS NULL"),
    )

"""Goods that come back after they were sold."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"


def upgrade() -> None:
    """Count them on what the order was promised."""
    op.add_column(
        "stock_reservations",
        sa.Column("returned", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )

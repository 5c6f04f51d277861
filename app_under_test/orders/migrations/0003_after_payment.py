"""What becomes of an order after it has been paid."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"


def upgrade() -> None:
    """Add what went back of its money, and when it left the shop."""
    op.add_column(
        "orders",
        sa.Column("refunded_minor", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    op.add_column("orders", sa.Column("dispatched_at", sa.DateTime(), nullable=True))

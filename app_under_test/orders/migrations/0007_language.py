"""The language in which the customer is written to about an order."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision: str | None = "0006"


def upgrade() -> None:
    """Until now there was one only."""
    op.add_column(
        "orders",
        sa.Column("language", sa.String(length=2), server_default=sa.text("'en'"), nullable=False),
    )

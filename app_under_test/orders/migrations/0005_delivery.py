"""In which way an order is delivered."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"


def upgrade() -> None:
    """Until now there was one way only."""
    op.add_column(
        "orders",
        sa.Column(
            "delivery", sa.String(length=20), server_default=sa.text("'standard'"), nullable=False
        ),
    )

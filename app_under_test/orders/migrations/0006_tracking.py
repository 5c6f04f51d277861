"""Who took the parcel of an order away, and its number there."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision: str | None = "0005"


def upgrade() -> None:
    """Nobody knows them of what has left already."""
    op.add_column("orders", sa.Column("carrier", sa.String(length=20), nullable=True))
    op.add_column("orders", sa.Column("tracking_number", sa.String(length=35), nullable=True))

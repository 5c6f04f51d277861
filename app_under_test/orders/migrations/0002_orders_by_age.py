"""The look for unpaid orders that have grown old, once a second."""

from alembic import op

revision = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
    """Create the index."""
    op.create_index("orders_by_age", "orders", ["status", "placed_at"], unique=False)

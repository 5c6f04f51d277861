"""What a product weighs, for its delivery."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
    """Add the weight."""
    op.add_column(
        "products",
        sa.Column("weight_grams", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )

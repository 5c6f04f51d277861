"""The language in which somebody is written to."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    """Until now there was one only."""
    op.add_column(
        "users",
        sa.Column("language", sa.String(length=2), server_default=sa.text("'en'"), nullable=False),
    )

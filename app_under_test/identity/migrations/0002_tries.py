"""How often somebody has tried to sign in, or asked for a link."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "tries",
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("whose", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("purpose", "whose"),
    )
    op.create_index(op.f("ix_tries_ends_at"), "tries", ["ends_at"], unique=False)

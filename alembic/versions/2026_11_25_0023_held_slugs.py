"""Shops' addresses that are held for a while although no shop has them."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "held_slug",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_held_slug"),
    )


def downgrade() -> None:
    op.drop_table("held_slug")

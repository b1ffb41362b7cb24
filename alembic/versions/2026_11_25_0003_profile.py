"""A shop's legal name and address; addresses that it had."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("merchant", sa.Column("legal_name", sa.String(), nullable=False, server_default=""))
    op.add_column("merchant", sa.Column("legal_address", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "former_slug",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_former_slug_merchant_id"),
        sa.PrimaryKeyConstraint("slug", name="pk_former_slug"),
    )
    op.create_index("ix_former_slug_merchant_id", "former_slug", ["merchant_id"], unique=False)


def downgrade() -> None:
    op.drop_table("former_slug")
    op.drop_column("merchant", "legal_address")
    op.drop_column("merchant", "legal_name")

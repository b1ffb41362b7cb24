"""Hosts under which shoppers find a shop."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shop_domain",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("is_ours", sa.Boolean(), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lapsed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_shop_domain_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_shop_domain"),
        sa.UniqueConstraint("merchant_id", "host", name="uq_shop_domain_merchant_id_host"),
    )
    held = sa.text("verified_at IS NOT NULL")
    op.create_index("uq_shop_domain_verified", "shop_domain", ["host"], unique=True, sqlite_where=held, postgresql_where=held)
    op.create_index("ix_shop_domain_due", "shop_domain", ["due_at"], unique=False)


def downgrade() -> None:
    op.drop_table("shop_domain")

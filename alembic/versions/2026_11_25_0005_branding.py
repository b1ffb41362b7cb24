"""Saves, drafts and pictures of the brand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "brand_version",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_brand_version_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_brand_version"),
    )
    op.create_index("ix_brand_version_saved", "brand_version", ["merchant_id", "saved_at", "id"], unique=False)
    op.create_table(
        "brand_draft",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("brand", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_brand_draft_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_brand_draft"),
        sa.UniqueConstraint("merchant_id", "actor", name="uq_brand_draft_merchant_id_actor"),
        sa.UniqueConstraint("token_hash", name="uq_brand_draft_token_hash"),
    )
    op.create_table(
        "brand_picture",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_brand_picture_merchant_id"),
        sa.PrimaryKeyConstraint("name", name="pk_brand_picture"),
    )
    op.create_index("ix_brand_picture_merchant_id", "brand_picture", ["merchant_id"], unique=False)


def downgrade() -> None:
    op.drop_table("brand_picture")
    op.drop_table("brand_draft")
    op.drop_table("brand_version")

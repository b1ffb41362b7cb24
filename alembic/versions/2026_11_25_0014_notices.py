"""The staff's inbox: notices of a merchant, and how far each person has read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("once_key", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_notice_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint("merchant_id", "once_key", name="uq_notice_merchant_id_once_key"),
    )
    op.create_index("ix_notice_newest", "notice", ["merchant_id", "noticed_at", "id"], unique=False)
    op.create_table(
        "notice_marker",
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("read_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_ids", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_notice_marker_merchant_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_notice_marker_person_id"),
        sa.PrimaryKeyConstraint("merchant_id", "person_id", name="pk_notice_marker"),
    )


def downgrade() -> None:
    op.drop_table("notice_marker")
    op.drop_table("notice")

"""Versions of return policies. Checked by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "return_policy_version",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applies_to", sa.String(), nullable=False),
        sa.Column("restores", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_return_policy_version_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_return_policy_version"),
        sa.UniqueConstraint("merchant_id", "number", name="uq_return_policy_version_merchant_id"),
    )
    op.create_index("ix_return_policy_version_effective", "return_policy_version", ["merchant_id", "effective_at"], unique=False)


def downgrade() -> None:
    op.drop_table("return_policy_version")

"""Tries in vain to sign in, until the audit log is told of them; and when counting began of what is tried too often."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refused_sign_in",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("addresses", sa.JSON(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_refused_sign_in"),
    )
    op.create_index("ix_refused_sign_in_last_at", "refused_sign_in", ["last_at"], unique=False)
    op.add_column("failed_tries", sa.Column("began_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("failed_tries") as table:
        table.drop_column("began_at")
    op.drop_table("refused_sign_in")

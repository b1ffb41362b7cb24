"""What a merchant's people have done once, of what no other data tells."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "step_mark",
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_step_mark_merchant_id"),
        sa.PrimaryKeyConstraint("merchant_id", "step", name="pk_step_mark"),
    )


def downgrade() -> None:
    op.drop_table("step_mark")

"""What shoppers and staff say to each other about returns, and whose turn it is. Checked by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "return_message",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("return_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_return_message_merchant_id"),
        sa.ForeignKeyConstraint(["return_id"], ["return_request.id"], name="fk_return_message_return_id"),
        sa.PrimaryKeyConstraint("id", name="pk_return_message"),
    )
    op.create_index("ix_return_message_return", "return_message", ["return_id", "id"])
    op.add_column("return_request", sa.Column("turn", sa.String(), nullable=True))
    op.add_column("return_request", sa.Column("appeal_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("return_request", "appeal_at")
    op.drop_column("return_request", "turn")
    op.drop_table("return_message")

"""Returns by what has to be done next, the newest first. Checked by hand."""

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_return_request_next", "return_request", ["merchant_id", "step", "id"])


def downgrade() -> None:
    op.drop_index("ix_return_request_next", "return_request")

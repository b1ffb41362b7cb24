"""A former secret of an API client that still works, and tokens narrower than their client."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("api_client", sa.Column("previous_secret_hash", sa.String(), nullable=True))
    op.add_column("api_client", sa.Column("previous_ends_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("api_token", sa.Column("scopes", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("api_token", "scopes")
    op.drop_column("api_client", "previous_ends_at")
    op.drop_column("api_client", "previous_secret_hash")

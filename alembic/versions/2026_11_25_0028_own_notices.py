"""Notices for one person alone. Checked by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notice", sa.Column("person_id", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("notice", "person_id")

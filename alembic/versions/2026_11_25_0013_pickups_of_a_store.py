"""A store's waiting pick-ups are found without looking at every line."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    only = sa.text("fulfilment = 'pickup'")
    op.create_index("ix_order_line_pickup", "order_line", ["merchant_id", "location"], sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    op.drop_index("ix_order_line_pickup", table_name="order_line")

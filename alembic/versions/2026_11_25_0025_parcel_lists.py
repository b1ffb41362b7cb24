"""Parcels are listed by the day they are expected and by where they come from. Checked by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_AWAITED = sa.text("milestone NOT IN ('delivered', 'returned')")
_LOCATED = sa.text("location IS NOT NULL")


def upgrade() -> None:
    columns = ["merchant_id", "due_on", "first_due_on"]
    op.create_index("ix_parcel_awaited", "parcel", columns, unique=False, sqlite_where=_AWAITED, postgresql_where=_AWAITED)
    located = ["merchant_id", "location"]
    op.create_index("ix_order_line_location", "order_line", located, unique=False, sqlite_where=_LOCATED, postgresql_where=_LOCATED)


def downgrade() -> None:
    op.drop_index("ix_order_line_location", "order_line")
    op.drop_index("ix_parcel_awaited", "parcel")

"""By which settlement of the ledger an item was made good. Checked by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_SETTLED = sa.text("settlement_id IS NOT NULL")


def upgrade() -> None:
    op.add_column("return_item", sa.Column("settlement_id", sa.String(), nullable=True))
    op.create_index("ix_return_item_settlement", "return_item", ["settlement_id"], sqlite_where=_SETTLED, postgresql_where=_SETTLED)


def downgrade() -> None:
    op.drop_index("ix_return_item_settlement", "return_item")
    op.drop_column("return_item", "settlement_id")

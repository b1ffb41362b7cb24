"""Deliveries counted by day; every day with deliveries waits to be counted. Checked by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "delivery_day",
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_delivery_day_merchant_id"),
        sa.PrimaryKeyConstraint("merchant_id", "on", name="pk_delivery_day"),
    )
    op.create_table(
        "day_to_count",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_day_to_count_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_day_to_count"),
    )
    op.create_index("ix_day_to_count", "day_to_count", ["merchant_id", "on"])
    op.create_index("ix_trip_order", "trip", ["order_id", "delivered_on"])
    op.execute(
        'INSERT INTO day_to_count (id, merchant_id, "on") '
        "SELECT DISTINCT merchant_id || ':' || CAST(delivered_on AS VARCHAR), merchant_id, delivered_on FROM trip"
    )


def downgrade() -> None:
    op.drop_index("ix_trip_order", "trip")
    op.drop_table("day_to_count")
    op.drop_table("delivery_day")

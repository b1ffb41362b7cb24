"""Deliveries as figures count them, and counts of each day. Checked by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trip",
        sa.Column("parcel_id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=True),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("destination", sa.String(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("was_late", sa.Boolean(), nullable=True),
        sa.Column("transit_hours", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcel.id"], name="fk_trip_parcel_id"),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_trip_merchant_id"),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name="fk_trip_order_id"),
        sa.PrimaryKeyConstraint("parcel_id", name="pk_trip"),
    )
    columns = ["merchant_id", "delivered_on", "carrier", "destination", "origin", "was_late", "transit_hours", "order_id"]
    op.create_index("ix_trip_delivered", "trip", columns, unique=False)
    op.create_table(
        "daily_count",
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_daily_count_merchant_id"),
        sa.PrimaryKeyConstraint("merchant_id", "on", "name", name="pk_daily_count"),
    )


def downgrade() -> None:
    op.drop_table("daily_count")
    op.drop_table("trip")

"""How a return's labels and payments stand, who looks after it, what it is paid upon, and how labels are to be. Checked by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_ARRIVED = sa.text("delivered_at IS NOT NULL")
_DELIVERED = ["merchant_id", "delivered_at", "first_due_on"]
_TRAVELLING = sa.text("logistics = 'in_transit'")


def upgrade() -> None:
    op.add_column("return_request", sa.Column("label_state", sa.String(), nullable=False, server_default=""))
    op.add_column("return_request", sa.Column("is_overdue", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("return_request", sa.Column("assigned_to", sa.String(), nullable=True))
    op.add_column("return_item", sa.Column("settle_on", sa.String(), nullable=False, server_default="manual"))
    op.create_index("ix_return_item_travelling", "return_item", ["return_id"], sqlite_where=_TRAVELLING, postgresql_where=_TRAVELLING)
    op.add_column("payment_credential", sa.Column("outcome", sa.String(), nullable=False, server_default=""))
    op.add_column("payment_credential", sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_index("ix_parcel_delivered", "parcel")
    op.create_index("ix_parcel_delivered", "parcel", [*_DELIVERED, "is_return"], sqlite_where=_ARRIVED, postgresql_where=_ARRIVED)
    op.create_table(
        "label_preference",
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("length_mm", sa.Integer(), nullable=False),
        sa.Column("width_mm", sa.Integer(), nullable=False),
        sa.Column("height_mm", sa.Integer(), nullable=False),
        sa.Column("packaging_grams", sa.Integer(), nullable=False),
        sa.Column("item_grams", sa.Integer(), nullable=False),
        sa.Column("carriers", sa.JSON(), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_label_preference_merchant_id"),
        sa.PrimaryKeyConstraint("merchant_id", name="pk_label_preference"),
    )


def downgrade() -> None:
    op.drop_table("label_preference")
    op.drop_index("ix_parcel_delivered", "parcel")
    op.create_index("ix_parcel_delivered", "parcel", _DELIVERED, sqlite_where=_ARRIVED, postgresql_where=_ARRIVED)
    op.drop_column("payment_credential", "checked_at")
    op.drop_column("payment_credential", "outcome")
    op.drop_index("ix_return_item_travelling", "return_item")
    op.drop_column("return_item", "settle_on")
    op.drop_column("return_request", "assigned_to")
    op.drop_column("return_request", "is_overdue")
    op.drop_column("return_request", "label_state")

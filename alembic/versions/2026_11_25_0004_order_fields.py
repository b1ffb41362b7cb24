"""Fields of the merchant's own on orders, and what orders have in them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "order_field",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.Column("is_searched", sa.Boolean(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_order_field_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_field"),
        sa.UniqueConstraint("merchant_id", "key", name="uq_order_field_merchant_id_key"),
    )
    op.create_table(
        "order_field_value",
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("field_id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("value_text", sa.Text(), nullable=False),
        sa.Column("value_number", sa.Float(), nullable=True),
        sa.Column("value_key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name="fk_order_field_value_order_id"),
        sa.ForeignKeyConstraint(["field_id"], ["order_field.id"], name="fk_order_field_value_field_id"),
        sa.PrimaryKeyConstraint("order_id", "field_id", name="pk_order_field_value"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_order_field_value_key", "order_field_value", ["merchant_id", "field_id", "value_key", "order_id"], unique=False)


def downgrade() -> None:
    op.drop_table("order_field_value")
    op.drop_table("order_field")

"""Not only orders are changed many at once: what an item of such a change is about may be a parcel too. Checked by hand."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_bulk_item_order", "bulk_item")
    with op.batch_alter_table("bulk_item") as table:
        table.drop_constraint("fk_bulk_item_order_id", type_="foreignkey")
        table.alter_column("order_id", new_column_name="subject_id")
    op.create_index("ix_bulk_item_subject", "bulk_item", ["subject_id"])


def downgrade() -> None:
    op.execute('DELETE FROM bulk_item WHERE subject_id NOT IN (SELECT id FROM "order")')
    op.drop_index("ix_bulk_item_subject", "bulk_item")
    with op.batch_alter_table("bulk_item") as table:
        table.alter_column("subject_id", new_column_name="order_id")
        table.create_foreign_key("fk_bulk_item_order_id", "order", ["order_id"], ["id"])
    op.create_index("ix_bulk_item_order", "bulk_item", ["order_id"])

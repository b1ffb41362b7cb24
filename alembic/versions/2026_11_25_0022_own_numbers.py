"""Orders are found by numbers and days in a merchant's own fields. Checked by hand."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = ["merchant_id", "field_id", "value_number", "order_id"]
    op.create_index("ix_order_field_value_number", "order_field_value", columns, unique=False)


def downgrade() -> None:
    op.drop_index("ix_order_field_value_number", "order_field_value")

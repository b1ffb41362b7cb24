"""Stock by location, and products by what they are variants of. Checked by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stock_level",
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_stock_level_product_id"),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_stock_level_merchant_id"),
        sa.PrimaryKeyConstraint("product_id", "location", name="pk_stock_level"),
    )
    op.create_index("ix_stock_level_merchant", "stock_level", ["merchant_id", "location"], unique=False)
    op.create_index("ix_product_family", "product", ["merchant_id", "variant_of"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_product_family", table_name="product")
    op.drop_table("stock_level")

"""Returns that shoppers have begun, and the photos that they add."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def _at(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "return_draft",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("return_id", sa.String(), nullable=True),
        *(_at(name) for name in ("created_at", "updated_at", "lapses_at")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_return_draft_merchant_id"),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name="fk_return_draft_order_id"),
        sa.ForeignKeyConstraint(["return_id"], ["return_request.id"], name="fk_return_draft_return_id"),
        sa.PrimaryKeyConstraint("id", name="pk_return_draft"),
    )
    op.create_index("ix_return_draft_order", "return_draft", ["order_id", "lapses_at"])
    op.create_index("ix_return_draft_lapses", "return_draft", ["lapses_at"])
    op.create_table(
        "return_photo",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=True),
        sa.Column("return_id", sa.String(), nullable=True),
        sa.Column("line_id", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("small_file", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("width", "height", "size")),
        _at("created_at"),
        _at("lapses_at", nullable=True),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_return_photo_merchant_id"),
        sa.ForeignKeyConstraint(["draft_id"], ["return_draft.id"], name="fk_return_photo_draft_id"),
        sa.ForeignKeyConstraint(["return_id"], ["return_request.id"], name="fk_return_photo_return_id"),
        sa.ForeignKeyConstraint(["line_id"], ["order_line.id"], name="fk_return_photo_line_id"),
        sa.PrimaryKeyConstraint("id", name="pk_return_photo"),
    )
    op.create_index("ix_return_photo_draft", "return_photo", ["draft_id"])
    op.create_index("ix_return_photo_return", "return_photo", ["return_id"])
    lapsing = sa.text("lapses_at IS NOT NULL")
    op.create_index("ix_return_photo_lapses", "return_photo", ["lapses_at"], sqlite_where=lapsing, postgresql_where=lapsing)


def downgrade() -> None:
    op.drop_table("return_photo")
    op.drop_table("return_draft")

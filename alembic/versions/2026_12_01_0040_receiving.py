"""Boxes that were opened, boxes that nobody announced, returns by who takes care of them, and who overruled the policy. Written by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def _at(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False, server_default="")


def upgrade() -> None:
    op.create_index("ix_return_request_assigned", "return_request", ["merchant_id", "assigned_to", "id"])
    op.add_column("return_item", sa.Column("overruled_by", sa.String(), nullable=True))
    op.add_column("return_item", sa.Column("overruled_because", sa.Text(), nullable=True))
    op.add_column("return_item", _at("restocked_at"))
    op.add_column("return_item", sa.Column("restocked_to", sa.String(), nullable=True))
    op.create_table(
        "return_receipt",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("return_id", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        _at("at", nullable=False),
        sa.Column("location", sa.String(), nullable=True),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("counts", "before", "after")),
        _at("undone_at"),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_return_receipt_merchant_id"),
        sa.ForeignKeyConstraint(["return_id"], ["return_request.id"], name="fk_return_receipt_return_id"),
        sa.PrimaryKeyConstraint("id", name="pk_return_receipt"),
    )
    op.create_index("ix_return_receipt_by", "return_receipt", ["merchant_id", "by", "at"])
    op.create_index("ix_return_receipt_return", "return_receipt", ["return_id"])
    op.create_table(
        "stray_counter",
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_stray_counter_merchant_id"),
        sa.PrimaryKeyConstraint("merchant_id", name="pk_stray_counter"),
    )
    op.create_table(
        "stray_box",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("id", "merchant_id", "number", "found_by")),
        sa.Column("state", sa.String(), nullable=False, server_default="open"),
        *(_text(name) for name in ("carrier_number", "sender", "place", "outcome", "closed_by")),
        *(sa.Column(name, sa.Text(), nullable=False, server_default="") for name in ("contents", "note")),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("location", "order_id", "return_id")),
        _at("found_at", nullable=False),
        _at("closed_at"),
        _at("updated_at", nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_stray_box_merchant_id"),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name="fk_stray_box_order_id"),
        sa.ForeignKeyConstraint(["return_id"], ["return_request.id"], name="fk_stray_box_return_id"),
        sa.PrimaryKeyConstraint("id", name="pk_stray_box"),
        sa.UniqueConstraint("merchant_id", "number", name="uq_stray_box_merchant_id_number"),
    )
    op.create_index("ix_stray_box_state", "stray_box", ["merchant_id", "state", "id"])


def downgrade() -> None:
    op.drop_table("stray_box")
    op.drop_table("stray_counter")
    op.drop_table("return_receipt")
    for name in ("restocked_to", "restocked_at", "overruled_because", "overruled_by"):
        op.drop_column("return_item", name)
    op.drop_index("ix_return_request_assigned", "return_request")

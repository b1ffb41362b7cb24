"""Returns that were asked for, with their items and parcels. Checked by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0028"
branch_labels = None
depends_on = None

_WAKING = sa.text("wake_at IS NOT NULL")


def _text(name: str, *, nullable: bool = True, kind: type = sa.String) -> sa.Column:
    return sa.Column(name, kind(), nullable=nullable)


def _at(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "return_counter",
        _text("merchant_id", nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_return_counter_merchant_id"),
        sa.PrimaryKeyConstraint("merchant_id", name="pk_return_counter"),
    )
    _requests()
    _items()
    op.create_table(
        "return_parcel",
        *(_text(name, nullable=False) for name in ("id", "merchant_id", "return_id", "parcel_id", "carrier", "number", "source")),
        _at("created_at", nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_return_parcel_merchant_id"),
        sa.ForeignKeyConstraint(["return_id"], ["return_request.id"], name="fk_return_parcel_return_id"),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcel.id"], name="fk_return_parcel_parcel_id"),
        sa.PrimaryKeyConstraint("id", name="pk_return_parcel"),
        sa.UniqueConstraint("return_id", "parcel_id", name="uq_return_parcel_return_id"),
    )
    op.create_index("ix_return_parcel_parcel", "return_parcel", ["parcel_id"])


def _requests() -> None:
    op.create_table(
        "return_request",
        *(_text(name, nullable=False) for name in ("id", "merchant_id", "number", "order_id")),
        _text("customer_id"),
        *(_text(name, nullable=False) for name in ("currency", "channel", "opened_by", "state", "step")),
        _at("step_since", nullable=False),
        _at("due_at"),
        *(_text(name) for name in ("method", "destination", "resolution", "country")),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        _text("link_hash", nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        *(_at(name) for name in ("approved_at", "expires_at", "reminded_at", "closed_at", "wake_at", "claimed_until")),
        _at("created_at", nullable=False),
        _at("updated_at", nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_return_request_merchant_id"),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name="fk_return_request_order_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name="fk_return_request_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_return_request"),
        sa.UniqueConstraint("merchant_id", "number", name="uq_return_request_merchant_id"),
        sa.UniqueConstraint("link_hash", name="uq_return_request_link_hash"),
    )
    op.create_index("ix_return_request_made", "return_request", ["merchant_id", "id"])
    op.create_index("ix_return_request_updated", "return_request", ["merchant_id", "updated_at", "id"])
    op.create_index("ix_return_request_state", "return_request", ["merchant_id", "state", "id"])
    op.create_index("ix_return_request_step", "return_request", ["merchant_id", "step", "due_at", "id"])
    op.create_index("ix_return_request_order", "return_request", ["order_id"])
    op.create_index("ix_return_request_customer", "return_request", ["merchant_id", "customer_id", "created_at"])
    op.create_index("ix_return_request_wake", "return_request", ["wake_at"], sqlite_where=_WAKING, postgresql_where=_WAKING)


def _items() -> None:
    op.create_table(
        "return_item",
        *(_text(name, nullable=False) for name in ("id", "merchant_id", "return_id", "line_id")),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        _text("reason"),
        _text("sub_reason"),
        _text("comment", kind=sa.Text),
        *(_text(name) for name in ("resolution", "method", "destination")),
        _text("photo", nullable=False),
        _text("say", kind=sa.Text),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("decided_by", sa.JSON(), nullable=False),
        sa.Column("window_ends_on", sa.Date(), nullable=True),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        *(
            sa.Column(f"{name}_minor", sa.BigInteger(), nullable=False)
            for name in ("goods", "tax", "tax_included", "shipping", "return_cost", "restocking", "bonus", "worth_goods", "worth_tax")
        ),
        *(_text(name, nullable=False) for name in ("authorisation", "logistics", "inspection", "settlement")),
        _text("decision_note", kind=sa.Text),
        _at("decided_at"),
        _at("received_at"),
        *(_text(name) for name in ("received_at_location", "grade", "disposition", "disposition_at")),
        _text("inspection_note", kind=sa.Text),
        _at("inspected_at"),
        _at("settled_at"),
        _text("settlement_reference"),
        _text("settlement_error"),
        sa.Column("settlement_tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_return_item_merchant_id"),
        sa.ForeignKeyConstraint(["return_id"], ["return_request.id"], name="fk_return_item_return_id"),
        sa.ForeignKeyConstraint(["line_id"], ["order_line.id"], name="fk_return_item_line_id"),
        sa.PrimaryKeyConstraint("id", name="pk_return_item"),
    )
    op.create_index("ix_return_item_return", "return_item", ["return_id", "position"])
    op.create_index("ix_return_item_line", "return_item", ["line_id"])


def downgrade() -> None:
    for table in ("return_parcel", "return_item", "return_request", "return_counter"):
        op.drop_table(table)

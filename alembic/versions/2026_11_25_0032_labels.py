"""Labels that are bought, used and given back, the accounts they are bought with, and parcels that come back."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False, server_default="")


def _at(name: str, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.add_column("parcel", sa.Column("is_return", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "label",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("cause_kind", sa.String(), nullable=False),
        sa.Column("cause_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ask", sa.JSON(), nullable=False),
        *(_text(name) for name in ("provider", "shipment_id", "rate_id", "bought_id", "carrier", "service", "number")),
        sa.Column("parcel_id", sa.String(), nullable=True),
        sa.Column("quoted_minor", sa.BigInteger(), nullable=True),
        sa.Column("price_minor", sa.BigInteger(), nullable=True),
        _text("currency"),
        sa.Column("on_scan", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("files", sa.JSON(), nullable=False),
        _text("refund"),
        _text("failure_code"),
        sa.Column("failure_message", sa.Text(), nullable=False, server_default=""),
        _text("owner"),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        *(_at(name) for name in ("due_at", "claimed_until", "void_wanted_at", "bought_at", "used_at", "voided_at")),
        _at("created_at", nullable=False),
        _at("updated_at", nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_label_merchant_id"),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcel.id"], name="fk_label_parcel_id"),
        sa.PrimaryKeyConstraint("id", name="pk_label"),
        sa.UniqueConstraint("merchant_id", "key", name="uq_label_merchant_id_key"),
    )
    op.create_index("ix_label_due", "label", ["due_at"])
    op.create_index("ix_label_cause", "label", ["merchant_id", "cause_kind", "cause_id"])
    op.create_index("ix_label_state", "label", ["merchant_id", "state", "updated_at", "id"])
    op.create_index("ix_label_parcel", "label", ["parcel_id"])
    op.create_table(
        "label_account",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("base_url", sa.String(), nullable=True),
        sa.Column("sealed", sa.Text(), nullable=False),
        _text("set_by"),
        sa.Column("is_chosen", sa.Boolean(), nullable=False, server_default=sa.true()),
        _text("outcome"),
        _at("checked_at"),
        _at("passed_at"),
        _at("created_at", nullable=False),
        _at("updated_at", nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_label_account_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_label_account"),
        sa.UniqueConstraint("merchant_id", "provider", name="uq_label_account_merchant_id_provider"),
    )


def downgrade() -> None:
    op.drop_table("label_account")
    op.drop_table("label")
    op.drop_column("parcel", "is_return")

"""Who set a merchant's carrier account, how often it may be called, and how its last trial ended."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("hint", "set_by"):
        op.add_column("carrier_credential", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("carrier_credential", sa.Column("per_second", sa.Float(), nullable=True))
    op.add_column("carrier_credential", sa.Column("per_day", sa.Integer(), nullable=True))
    op.add_column("carrier_credential", sa.Column("spent_on", sa.Date(), nullable=True))
    op.add_column("carrier_credential", sa.Column("spent", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "carrier_check",
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("account_key", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_carrier_check_merchant_id"),
        sa.PrimaryKeyConstraint("merchant_id", "carrier", name="pk_carrier_check"),
    )


def downgrade() -> None:
    op.drop_table("carrier_check")
    for name in ("spent", "spent_on", "per_day", "per_second", "set_by", "hint"):
        op.drop_column("carrier_credential", name)

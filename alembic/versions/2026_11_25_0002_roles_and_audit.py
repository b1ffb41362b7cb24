"""Roles of the merchant's own, scopes of API clients, people's language and time zone, and the audit log. Checked by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_REFUSING = {
    "sqlite": (
        "CREATE TRIGGER audit_entry_no_{deed} BEFORE {deed} ON audit_entry BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$",
        "CREATE TRIGGER audit_entry_no_{deed} BEFORE {deed} ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()",
    ),
}


def upgrade() -> None:
    op.add_column("person", sa.Column("language", sa.String(), nullable=False, server_default=""))
    op.add_column("person", sa.Column("time_zone", sa.String(), nullable=False, server_default=""))
    op.add_column("staff_session", sa.Column("address", sa.String(), nullable=False, server_default=""))
    op.add_column("api_client", sa.Column("scopes", sa.JSON(), nullable=True))
    op.create_table(
        "custom_role",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("permissions", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_custom_role_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_custom_role"),
        sa.UniqueConstraint("merchant_id", "name", name="uq_custom_role_merchant_id_name"),
    )
    op.execute("UPDATE membership SET role = 'analyst' WHERE role = 'viewer'")
    _audit()


def _audit() -> None:
    op.create_table(
        "audit_head",
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_audit_head_merchant_id"),
        sa.PrimaryKeyConstraint("merchant_id", name="pk_audit_head"),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_audit_entry_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
        sa.UniqueConstraint("merchant_id", "seq", name="uq_audit_entry_merchant_id_seq"),
    )
    op.create_index("ix_audit_entry_at", "audit_entry", ["merchant_id", "at"], unique=False)
    for statement in _REFUSING[op.get_bind().dialect.name]:
        for deed in ("UPDATE", "DELETE") if "{deed}" in statement else ("",):
            op.execute(statement.replace("{deed}", deed))


def downgrade() -> None:
    op.drop_table("audit_entry")
    op.drop_table("audit_head")
    op.drop_table("custom_role")
    op.drop_column("api_client", "scopes")
    op.drop_column("staff_session", "address")
    op.drop_column("person", "time_zone")
    op.drop_column("person", "language")

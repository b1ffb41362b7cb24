"""Indexes under the filters of the audit log."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_audit_entry_actor", "audit_entry", ["merchant_id", "actor", "seq"], unique=False)
    op.create_index("ix_audit_entry_action", "audit_entry", ["merchant_id", "action", "seq"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_audit_entry_action", "audit_entry")
    op.drop_index("ix_audit_entry_actor", "audit_entry")

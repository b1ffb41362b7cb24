"""How people prove who they are: waits, codes, passkeys, linked sign-ins; sessions know how they began; tablets of stores."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("merchant", sa.Column("requires_two_factor", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("merchant", sa.Column("desk_idle_minutes", sa.Integer(), nullable=False, server_default="5"))
    op.add_column("staff_session", sa.Column("way", sa.String(), nullable=False, server_default="password"))
    op.add_column("staff_session", sa.Column("two_factors", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("staff_session", sa.Column("confirmed_at", _AT, nullable=True))
    op.add_column("staff_session", sa.Column("device_id", sa.String(), nullable=True))
    _guards()
    _codes()
    _keys()
    _desks()


def _guards() -> None:
    op.create_table(
        "failed_tries",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("waits_until", _AT, nullable=True),
        sa.Column("last_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_failed_tries"),
    )
    op.create_table(
        "spent_slip",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("expires_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_spent_slip"),
    )
    op.create_index("ix_spent_slip_expires_at", "spent_slip", ["expires_at"], unique=False)


def _codes() -> None:
    op.create_table(
        "code_secret",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", _AT, nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_code_secret_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_code_secret"),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("used_at", _AT, nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_recovery_code_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_code"),
        sa.UniqueConstraint("person_id", "code_hash", name="uq_recovery_code_person_id_code_hash"),
    )


def _keys() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("credential_id", sa.String(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("transports", sa.JSON(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("last_used_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_passkey_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_passkey"),
        sa.UniqueConstraint("credential_id", name="uq_passkey_credential_id"),
    )
    op.create_index("ix_passkey_person_id", "passkey", ["person_id"], unique=False)
    op.create_table(
        "linked_identity",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("last_used_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_linked_identity_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_linked_identity"),
        sa.UniqueConstraint("issuer", "subject", name="uq_linked_identity_issuer_subject"),
    )
    op.create_index("ix_linked_identity_person_id", "linked_identity", ["person_id"], unique=False)


def _desks() -> None:
    op.create_table(
        "store_device",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("location_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("registered_by", sa.String(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("last_seen_at", _AT, nullable=False),
        sa.Column("revoked_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_store_device_merchant_id"),
        sa.ForeignKeyConstraint(["registered_by"], ["person.id"], name="fk_store_device_registered_by"),
        sa.PrimaryKeyConstraint("id", name="pk_store_device"),
        sa.UniqueConstraint("token_hash", name="uq_store_device_token_hash"),
    )
    op.create_index("ix_store_device_merchant_id", "store_device", ["merchant_id"], unique=False)
    op.create_table(
        "desk_pin",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("pin_hash", sa.String(), nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_desk_pin_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_desk_pin"),
    )


def downgrade() -> None:
    for table in ("desk_pin", "store_device", "linked_identity", "passkey", "recovery_code", "code_secret", "spent_slip", "failed_tries"):
        op.drop_table(table)
    for column in ("device_id", "confirmed_at", "two_factors", "way"):
        op.drop_column("staff_session", column)
    op.drop_column("merchant", "desk_idle_minutes")
    op.drop_column("merchant", "requires_two_factor")

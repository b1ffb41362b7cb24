"""The ledger: books of orders, the journal, store credit, refunds and accounts at payment providers. Checked by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_REFUSING = {
    "sqlite": ("CREATE TRIGGER {table}_no_{deed} BEFORE {deed} ON {table} BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$",
        "CREATE TRIGGER {table}_no_{deed} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION journal_refuse()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "payment_credential",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("base_url", sa.String(), nullable=True),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("hint", sa.String(), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_payment_credential_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_payment_credential"),
        sa.UniqueConstraint("merchant_id", "provider", name="uq_payment_credential_merchant_id_provider"),
    )
    op.create_table(
        "journal_entry",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=True),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("cause_kind", sa.String(), nullable=False),
        sa.Column("cause_id", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name="fk_journal_entry_customer_id"),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_journal_entry_merchant_id"),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name="fk_journal_entry_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_journal_entry"),
        sa.UniqueConstraint("merchant_id", "key", name="uq_journal_entry_merchant_id_key"),
    )
    op.create_index("ix_journal_entry_booked", "journal_entry", ["merchant_id", "booked_at", "id"], unique=False)
    op.create_index("ix_journal_entry_cause", "journal_entry", ["merchant_id", "cause_kind", "cause_id", "id"], unique=False)
    op.create_index("ix_journal_entry_order", "journal_entry", ["merchant_id", "order_id", "id"], unique=False)
    op.create_table(
        "order_book",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("paid_minor", sa.BigInteger(), nullable=False),
        sa.Column("given_back_minor", sa.BigInteger(), nullable=False),
        sa.Column("sale", sa.JSON(), nullable=False),
        sa.Column("sale_count", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("given_back_minor >= 0", name="ck_order_book_given_back"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name="fk_order_book_customer_id"),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_order_book_merchant_id"),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name="fk_order_book_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_book"),
        sa.UniqueConstraint("order_id", name="uq_order_book_order_id"),
    )
    op.create_index("ix_order_book_merchant_id", "order_book", ["merchant_id"], unique=False)
    op.create_table(
        "journal_posting",
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["journal_entry.id"], name="fk_journal_posting_entry_id"),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_journal_posting_merchant_id"),
        sa.PrimaryKeyConstraint("entry_id", "account", name="pk_journal_posting"),
    )
    op.create_index("ix_journal_posting_account", "journal_posting", ["merchant_id", "account"], unique=False)
    op.create_table(
        "order_tender",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("book_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("paid_minor", sa.BigInteger(), nullable=False),
        sa.Column("refunded_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("refunded_minor >= 0", name="ck_order_tender_refunded"),
        sa.ForeignKeyConstraint(["book_id"], ["order_book.id"], name="fk_order_tender_book_id"),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_order_tender_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_tender"),
        sa.UniqueConstraint("book_id", "key", name="uq_order_tender_book_id_key"),
    )
    op.create_table(
        "store_credit",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("last_four", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("order_id", sa.String(), nullable=True),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("issued_minor", sa.BigInteger(), nullable=False),
        sa.Column("balance_minor", sa.BigInteger(), nullable=False),
        sa.Column("held_minor", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("balance_minor >= 0", name="ck_store_credit_balance"),
        sa.CheckConstraint("held_minor >= 0 AND held_minor <= balance_minor", name="ck_store_credit_held"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name="fk_store_credit_customer_id"),
        sa.ForeignKeyConstraint(["entry_id"], ["journal_entry.id"], name="fk_store_credit_entry_id"),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_store_credit_merchant_id"),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name="fk_store_credit_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_store_credit"),
        sa.UniqueConstraint("code_hash", name="uq_store_credit_code_hash"),
    )
    op.create_index("ix_store_credit_customer", "store_credit", ["merchant_id", "customer_id"], unique=False)
    op.create_index("ix_store_credit_entry", "store_credit", ["entry_id"], unique=False)
    op.create_index("ix_store_credit_expires", "store_credit", ["expires_at"], unique=False)
    op.create_table(
        "credit_hold",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("credit_id", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("captured_minor", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["credit_id"], ["store_credit.id"], name="fk_credit_hold_credit_id"),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_credit_hold_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_credit_hold"),
    )
    op.create_index("ix_credit_hold_credit", "credit_hold", ["credit_id"], unique=False)
    op.create_index("ix_credit_hold_due", "credit_hold", ["state", "expires_at"], unique=False)
    op.create_table(
        "refund",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("cause_kind", sa.String(), nullable=False),
        sa.Column("cause_id", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("partner_id", sa.String(), nullable=False),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("is_unsure", sa.Boolean(), nullable=False),
        sa.Column("failure_code", sa.String(), nullable=False),
        sa.Column("failure_words", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount_minor > 0", name="ck_refund_amount"),
        sa.ForeignKeyConstraint(["entry_id"], ["journal_entry.id"], name="fk_refund_entry_id"),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_refund_merchant_id"),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name="fk_refund_order_id"),
        sa.ForeignKeyConstraint(["tender_id"], ["order_tender.id"], name="fk_refund_tender_id"),
        sa.PrimaryKeyConstraint("id", name="pk_refund"),
    )
    op.create_index("ix_refund_cause", "refund", ["merchant_id", "cause_kind", "cause_id"], unique=False)
    op.create_index("ix_refund_due", "refund", ["next_try_at"], unique=False)
    op.create_index("ix_refund_entry", "refund", ["entry_id"], unique=False)
    op.create_index("ix_refund_order", "refund", ["merchant_id", "order_id"], unique=False)
    op.create_index("ix_refund_partner", "refund", ["merchant_id", "partner_id"], unique=False)
    op.create_index("ix_refund_state", "refund", ["merchant_id", "state", "id"], unique=False)
    for statement in _REFUSING[op.get_bind().dialect.name]:
        if "{table}" not in statement:
            op.execute(statement)
            continue
        for table in ("journal_entry", "journal_posting"):
            for deed in ("UPDATE", "DELETE"):
                op.execute(statement.replace("{table}", table).replace("{deed}", deed))


def downgrade() -> None:
    for table in (
        "refund", "credit_hold", "store_credit", "order_tender", "journal_posting", "order_book", "journal_entry", "payment_credential",
    ):  # fmt: skip
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION journal_refuse()")

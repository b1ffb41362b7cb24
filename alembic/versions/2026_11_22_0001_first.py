"""The first schema: accounts, orders, tracking, messages, outbox and inbox. Checked by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "keyed_answer",
        sa.Column("caller", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("request_digest", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("caller", "key", name="pk_keyed_answer"),
    )
    op.create_index("ix_keyed_answer_created_at", "keyed_answer", ["created_at"], unique=False)

    op.create_table(
        "merchant",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("brand", sa.JSON(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_merchant"),
        sa.UniqueConstraint("slug", name="uq_merchant_slug"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("email_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("email", name="uq_person_email"),
    )
    op.create_table(
        "unmapped_code",
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("carrier", "code", name="pk_unmapped_code"),
    )
    op.create_table(
        "api_client",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_api_client_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_api_client"),
        sa.UniqueConstraint("client_id", name="uq_api_client_client_id"),
    )
    op.create_index("ix_api_client_merchant_id", "api_client", ["merchant_id"], unique=False)

    op.create_table(
        "carrier_credential",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("base_url", sa.String(), nullable=True),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_carrier_credential_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_carrier_credential"),
        sa.UniqueConstraint("merchant_id", "carrier", name="uq_carrier_credential_merchant_id_carrier"),
    )
    op.create_table(
        "customer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("first_name", sa.String(), nullable=True),
        sa.Column("last_name", sa.String(), nullable=True),
        sa.Column("group", sa.String(), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("list_state", sa.String(), nullable=True),
        sa.Column("list_reason", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_customer_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_customer"),
    )
    op.create_index("ix_customer_email", "customer", ["merchant_id", "email"], unique=False)
    op.create_index("ix_customer_external", "customer", ["merchant_id", "external_id"], unique=False)

    op.create_table(
        "fact",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_fact_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_fact"),
    )
    op.create_index("ix_fact_due", "fact", ["handled_at", "due_at"], unique=False)
    op.create_index("ix_fact_news", "fact", ["merchant_id", "happened_at", "id"], unique=False)
    op.create_index("ix_fact_subject", "fact", ["merchant_id", "subject", "happened_at"], unique=False)

    op.create_table(
        "location",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_location_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_location"),
        sa.UniqueConstraint("merchant_id", "external_id", name="uq_location_merchant_id_external_id"),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("location_id", sa.String(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_membership_merchant_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_membership_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_membership"),
        sa.UniqueConstraint("person_id", "merchant_id", name="uq_membership_person_id_merchant_id"),
    )
    op.create_index("ix_membership_merchant_id", "membership", ["merchant_id"], unique=False)

    op.create_table(
        "parcel",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(), nullable=True),
        sa.Column("milestone", sa.String(), nullable=False),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("action_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("estimated_from", sa.String(), nullable=True),
        sa.Column("estimated_to", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("first_due_on", sa.Date(), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_offset", sa.Integer(), nullable=True),
        sa.Column("signed_by", sa.String(), nullable=True),
        sa.Column("weight_grams", sa.Integer(), nullable=True),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_scan_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_news_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_polled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_poll_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("watch_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failure_code", sa.String(), nullable=True),
        sa.Column("failure_message", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_parcel_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_parcel"),
        sa.UniqueConstraint("merchant_id", "carrier", "number", "generation", name="uq_parcel_merchant_id_carrier_number_generation"),
    )
    op.create_index("ix_parcel_condition", "parcel", ["merchant_id", "condition", "last_news_at"], unique=False)
    op.create_index(
        "ix_parcel_delivered",
        "parcel",
        ["merchant_id", "delivered_at", "first_due_on"],
        unique=False,
        sqlite_where=sa.text("delivered_at IS NOT NULL"),
        postgresql_where=sa.text("delivered_at IS NOT NULL"),
    )
    op.create_index("ix_parcel_milestone", "parcel", ["merchant_id", "milestone", "registered_at", "id"], unique=False)
    op.create_index("ix_parcel_due", "parcel", ["carrier", "next_poll_at"], unique=False)
    op.create_index("ix_parcel_number", "parcel", ["number", "merchant_id"], unique=False)
    op.create_index("ix_parcel_registered", "parcel", ["merchant_id", "registered_at", "id"], unique=False)

    op.create_table(
        "product",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("stock", sa.Integer(), nullable=True),
        sa.Column("variant_of", sa.String(), nullable=True),
        sa.Column("image_url", sa.String(), nullable=True),
        sa.Column("product_url", sa.String(), nullable=True),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_product_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_product"),
        sa.UniqueConstraint("merchant_id", "sku", name="uq_product_merchant_id_sku"),
    )
    op.create_table(
        "pushed",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=True),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("partner_key", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_pushed_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pushed"),
        sa.UniqueConstraint("partner", "partner_key", name="uq_pushed_partner_partner_key"),
    )
    op.create_index("ix_pushed_due", "pushed", ["handled_at", "received_at"], unique=False)

    op.create_table(
        "staff_session",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_staff_session_merchant_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_staff_session_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_session"),
        sa.UniqueConstraint("token_hash", name="uq_staff_session_token_hash"),
    )
    op.create_index("ix_staff_session_person_id", "staff_session", ["person_id"], unique=False)

    op.create_table(
        "api_token",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("api_client_id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["api_client_id"], ["api_client.id"], name="fk_api_token_api_client_id"),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_api_token_merchant_id"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_api_token"),
    )
    op.create_index("ix_api_token_expires_at", "api_token", ["expires_at"], unique=False)

    op.create_table(
        "date_said",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("parcel_id", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("estimated_from", sa.String(), nullable=True),
        sa.Column("estimated_to", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_date_said_merchant_id"),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcel.id"], name="fk_date_said_parcel_id"),
        sa.PrimaryKeyConstraint("id", name="pk_date_said"),
    )
    op.create_index("ix_date_said_parcel", "date_said", ["parcel_id", "said_at"], unique=False)

    op.create_table(
        "order",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("number_key", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("shipping_minor", sa.BigInteger(), nullable=False),
        sa.Column("discount_minor", sa.BigInteger(), nullable=False),
        sa.Column("tax_minor", sa.BigInteger(), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("postcode_key", sa.String(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("link_hash", sa.String(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("milestone", sa.String(), nullable=True),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("attention", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("parcel_count", sa.Integer(), nullable=False),
        sa.Column("item_count", sa.Integer(), nullable=False),
        sa.Column("input_digest", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name="fk_order_customer_id"),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_order_merchant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order"),
        sa.UniqueConstraint("link_hash", name="uq_order_link_hash"),
        sa.UniqueConstraint("merchant_id", "external_id", name="uq_order_merchant_id_external_id"),
    )
    op.create_index("ix_order_attention", "order", ["merchant_id", "attention", "placed_at", "id"], unique=False)
    op.create_index("ix_order_channel", "order", ["merchant_id", "channel", "placed_at", "id"], unique=False)
    op.create_index("ix_order_condition", "order", ["merchant_id", "condition", "placed_at", "id"], unique=False)
    op.create_index("ix_order_customer", "order", ["merchant_id", "customer_id", "placed_at"], unique=False)
    op.create_index("ix_order_due", "order", ["merchant_id", "due_on", "id"], unique=False)
    op.create_index("ix_order_milestone", "order", ["merchant_id", "milestone", "placed_at", "id"], unique=False)
    op.create_index("ix_order_number", "order", ["merchant_id", "number_key", "placed_at"], unique=False)
    op.create_index("ix_order_placed", "order", ["merchant_id", "placed_at", "id"], unique=False)
    op.create_index("ix_order_status", "order", ["merchant_id", "status", "placed_at", "id"], unique=False)
    op.create_index("ix_order_total", "order", ["merchant_id", "total_minor", "id"], unique=False)
    op.create_index("ix_order_updated", "order", ["merchant_id", "updated_at", "id"], unique=False)

    op.create_table(
        "raw_answer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("parcel_id", sa.String(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_raw_answer_merchant_id"),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcel.id"], name="fk_raw_answer_parcel_id"),
        sa.PrimaryKeyConstraint("id", name="pk_raw_answer"),
    )
    op.create_index("ix_raw_answer_parcel", "raw_answer", ["parcel_id", "fetched_at"], unique=False)

    op.create_table(
        "scan",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("parcel_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offset_minutes", sa.Integer(), nullable=True),
        sa.Column("clock", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=True),
        sa.Column("region", sa.String(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("milestone", sa.String(), nullable=True),
        sa.Column("condition", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("is_mapped", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_scan_merchant_id"),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcel.id"], name="fk_scan_parcel_id"),
        sa.PrimaryKeyConstraint("id", name="pk_scan"),
        sa.UniqueConstraint("parcel_id", "key", name="uq_scan_parcel_id_key"),
    )
    op.create_index(
        "ix_scan_unmapped",
        "scan",
        ["merchant_id", "seen_at"],
        unique=False,
        sqlite_where=sa.text("NOT is_mapped"),
        postgresql_where=sa.text("NOT is_mapped"),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("once_key", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_message_merchant_id"),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name="fk_message_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.UniqueConstraint("merchant_id", "once_key", name="uq_message_merchant_id_once_key"),
    )
    op.create_index("ix_message_due", "message", ["state", "due_at"], unique=False)
    op.create_index("ix_message_merchant", "message", ["merchant_id", "created_at", "id"], unique=False)
    op.create_index("ix_message_order", "message", ["order_id", "created_at"], unique=False)

    op.create_table(
        "order_line",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price_minor", sa.BigInteger(), nullable=False),
        sa.Column("discount_minor", sa.BigInteger(), nullable=False),
        sa.Column("tax_minor", sa.BigInteger(), nullable=False),
        sa.Column("weight_grams", sa.Integer(), nullable=True),
        sa.Column("image_url", sa.String(), nullable=True),
        sa.Column("product_url", sa.String(), nullable=True),
        sa.Column("fulfilment", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=True),
        sa.Column("vendor", sa.String(), nullable=True),
        sa.Column("collected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_order_line_merchant_id"),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name="fk_order_line_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_line"),
        sa.UniqueConstraint("order_id", "external_id", name="uq_order_line_order_id_external_id"),
    )
    op.create_table(
        "order_term",
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("term", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name="fk_order_term_order_id"),
        sa.PrimaryKeyConstraint("merchant_id", "term", "order_id", name="pk_order_term"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_order_term_order", "order_term", ["order_id", "term"], unique=False)

    op.create_table(
        "shipment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("parcel_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_shipment_merchant_id"),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name="fk_shipment_order_id"),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcel.id"], name="fk_shipment_parcel_id"),
        sa.PrimaryKeyConstraint("id", name="pk_shipment"),
        sa.UniqueConstraint("order_id", "parcel_id", name="uq_shipment_order_id_parcel_id"),
    )
    op.create_index("ix_shipment_parcel_id", "shipment", ["parcel_id"], unique=False)

    op.create_table(
        "shipment_line",
        sa.Column("shipment_id", sa.String(), nullable=False),
        sa.Column("line_id", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["order_line.id"], name="fk_shipment_line_line_id"),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipment.id"], name="fk_shipment_line_shipment_id"),
        sa.PrimaryKeyConstraint("shipment_id", "line_id", name="pk_shipment_line"),
    )
    op.create_index("ix_shipment_line_line_id", "shipment_line", ["line_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_shipment_line_line_id", table_name="shipment_line")

    op.drop_table("shipment_line")
    op.drop_index("ix_shipment_parcel_id", table_name="shipment")

    op.drop_table("shipment")
    op.drop_index("ix_order_term_order", table_name="order_term")

    op.drop_table("order_term")
    op.drop_table("order_line")
    op.drop_index("ix_message_order", table_name="message")
    op.drop_index("ix_message_merchant", table_name="message")
    op.drop_index("ix_message_due", table_name="message")

    op.drop_table("message")
    op.drop_index("ix_scan_unmapped", table_name="scan")
    op.drop_table("scan")
    op.drop_index("ix_raw_answer_parcel", table_name="raw_answer")

    op.drop_table("raw_answer")
    op.drop_index("ix_order_updated", table_name="order")
    op.drop_index("ix_order_total", table_name="order")
    op.drop_index("ix_order_status", table_name="order")
    op.drop_index("ix_order_placed", table_name="order")
    op.drop_index("ix_order_number", table_name="order")
    op.drop_index("ix_order_milestone", table_name="order")
    op.drop_index("ix_order_due", table_name="order")
    op.drop_index("ix_order_customer", table_name="order")
    op.drop_index("ix_order_condition", table_name="order")
    op.drop_index("ix_order_channel", table_name="order")
    op.drop_index("ix_order_attention", table_name="order")

    op.drop_table("order")
    op.drop_index("ix_date_said_parcel", table_name="date_said")

    op.drop_table("date_said")
    op.drop_index("ix_api_token_expires_at", table_name="api_token")

    op.drop_table("api_token")
    op.drop_index("ix_staff_session_person_id", table_name="staff_session")

    op.drop_table("staff_session")
    op.drop_index("ix_pushed_due", table_name="pushed")

    op.drop_table("pushed")
    op.drop_table("product")
    op.drop_index("ix_parcel_registered", table_name="parcel")
    op.drop_index("ix_parcel_number", table_name="parcel")
    op.drop_index("ix_parcel_delivered", table_name="parcel")
    op.drop_index("ix_parcel_milestone", table_name="parcel")
    op.drop_index("ix_parcel_due", table_name="parcel")
    op.drop_index("ix_parcel_condition", table_name="parcel")

    op.drop_table("parcel")
    op.drop_index("ix_membership_merchant_id", table_name="membership")

    op.drop_table("membership")
    op.drop_table("location")
    op.drop_index("ix_fact_news", table_name="fact")
    op.drop_index("ix_fact_subject", table_name="fact")
    op.drop_index("ix_fact_due", table_name="fact")

    op.drop_table("fact")
    op.drop_index("ix_customer_external", table_name="customer")
    op.drop_index("ix_customer_email", table_name="customer")

    op.drop_table("customer")
    op.drop_table("carrier_credential")
    op.drop_index("ix_api_client_merchant_id", table_name="api_client")

    op.drop_table("api_client")
    op.drop_table("unmapped_code")
    op.drop_table("person")
    op.drop_table("merchant")
    op.drop_index("ix_keyed_answer_created_at", table_name="keyed_answer")

    op.drop_table("keyed_answer")

"""Cases of parcels' troubles, with those that ended before there were cases. Checked by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# What is known of troubles that are over: the facts told of parcels that have arrived or are back. The present ones are found by a job.
_PAST = """
INSERT INTO parcel_case (id, merchant_id, parcel_id, carrier, kind, urgency, reason, responsible, promised_on, opened_at, times,
                         is_present, state, resolution, resolved_at, story, version, updated_at)
SELECT f.id, f.merchant_id, p.id, p.carrier,
       CASE f.name WHEN 'parcel.delayed' THEN 'late' ELSE substr(f.name, 8) END,
       CASE f.name WHEN 'parcel.lost' THEN 0 WHEN 'parcel.damaged' THEN 1 WHEN 'parcel.returning' THEN 2 WHEN 'parcel.attempt_failed' THEN 4
                   WHEN 'parcel.held' THEN 5 WHEN 'parcel.silent' THEN 6 ELSE 7 END,
       f.data ->> 'reason',
       CASE WHEN f.name IN ('parcel.delayed', 'parcel.lost', 'parcel.damaged') THEN 'carrier' ELSE 'unknown' END,
       p.first_due_on, f.happened_at, 1, false, 'resolved',
       CASE p.milestone WHEN 'delivered' THEN 'delivered' ELSE 'came_back' END,
       COALESCE(p.delivered_at, p.last_scan_at, p.last_news_at, f.happened_at), '[]', 1, f.happened_at
FROM fact f JOIN parcel p ON f.subject = 'parcel:' || p.id
WHERE f.name IN ('parcel.delayed', 'parcel.silent', 'parcel.held', 'parcel.attempt_failed', 'parcel.returning', 'parcel.damaged',
                 'parcel.lost')
  AND p.condition = 'ok' AND p.milestone IN ('delivered', 'returned')
"""


def upgrade() -> None:
    op.create_table(
        "parcel_case",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("parcel_id", sa.String(), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("responsible", sa.String(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("is_present", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assigned_id", sa.String(), nullable=True),
        sa.Column("resolution", sa.String(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.String(), nullable=True),
        sa.Column("story", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_parcel_case_merchant_id"),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcel.id"], name="fk_parcel_case_parcel_id"),
        sa.ForeignKeyConstraint(["assigned_id"], ["person.id"], name="fk_parcel_case_assigned_id"),
        sa.PrimaryKeyConstraint("id", name="pk_parcel_case"),
        sa.UniqueConstraint("parcel_id", "kind", name="uq_parcel_case_parcel_id_kind"),
    )
    op.create_index("ix_parcel_case_inbox", "parcel_case", ["merchant_id", "state", "urgency", "opened_at", "id"], unique=False)
    op.create_index("ix_parcel_case_opened", "parcel_case", ["merchant_id", "opened_at", "kind", "responsible"], unique=False)
    op.create_index("ix_parcel_case_resolved", "parcel_case", ["merchant_id", "state", "resolved_at"], unique=False)
    op.create_index("ix_parcel_case_kind", "parcel_case", ["merchant_id", "kind", "opened_at"], unique=False)
    op.create_index("ix_parcel_case_snoozed", "parcel_case", ["state", "snoozed_until"], unique=False)
    op.execute(_PAST)


def downgrade() -> None:
    op.drop_table("parcel_case")

"""Notes, assignment and tags of staff on orders, saved views, chosen columns, changes of many at once. Checked by hand."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)
_TAG_END = "\x1f"


def upgrade() -> None:
    op.add_column("order", sa.Column("own_tags", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("order", sa.Column("note_count", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("order", sa.Column("assigned_to", sa.String(), nullable=True))
    op.add_column("order", sa.Column("assigned_at", _AT, nullable=True))
    op.create_index("ix_order_assigned", "order", ["merchant_id", "assigned_to", "placed_at", "id"])
    op.create_index("ix_order_delivered", "order", ["merchant_id", "delivered_at", "id"])
    _notes()
    _views()
    _bulk()
    _marks()


def _notes() -> None:
    op.create_table(
        "order_note",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("mentions", sa.JSON(), nullable=False),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("edited_at", _AT, nullable=True),
        sa.Column("deleted_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_order_note_merchant_id"),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name="fk_order_note_order_id"),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="fk_order_note_author_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_note"),
    )
    op.create_index("ix_order_note_order", "order_note", ["order_id", "created_at"])


def _views() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("columns", sa.String(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.Column("deleted_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_saved_view_merchant_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_saved_view_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_view"),
    )
    op.create_index("ix_saved_view_list", "saved_view", ["merchant_id", "list"])
    op.create_table(
        "list_choice",
        sa.Column("merchant_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("columns", sa.String(), nullable=False),
        sa.Column("view_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_list_choice_merchant_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_list_choice_person_id"),
        sa.PrimaryKeyConstraint("merchant_id", "person_id", "list", name="pk_list_choice"),
    )


def _bulk() -> None:
    op.create_table(
        "bulk_job",
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("id", "merchant_id", "person_id", "actor", "origin", "action", "value")
        ),
        sa.Column("state", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("total", "handled", "changed", "restored")),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        *(sa.Column(name, _AT, nullable=True) for name in ("finished_at", "dismissed_at", "claimed_until")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name="fk_bulk_job_merchant_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_bulk_job_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bulk_job"),
    )
    op.create_index("ix_bulk_job_state", "bulk_job", ["state", "created_at"])
    op.create_index("ix_bulk_job_person", "bulk_job", ["merchant_id", "person_id", "created_at"])
    op.create_table(
        "bulk_item",
        sa.Column("job_id", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["bulk_job.id"], name="fk_bulk_item_job_id"),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name="fk_bulk_item_order_id"),
        sa.PrimaryKeyConstraint("job_id", "order_id", name="pk_bulk_item"),
    )
    op.create_index("ix_bulk_item_state", "bulk_item", ["job_id", "state", "position"])
    op.create_index("ix_bulk_item_order", "bulk_item", ["order_id"])


def _marks() -> None:
    """The words by which lists filter by country and tag, for orders that are there already."""
    connection = op.get_bind()
    order = sa.table("order", *(sa.column(name) for name in ("id", "merchant_id", "placed_at", "address", "tags")))
    term = sa.table("order_term", *(sa.column(name) for name in ("merchant_id", "term", "order_id", "placed_at")))
    last = ""
    while rows := connection.execute(sa.select(order).where(order.c.id > last).order_by(order.c.id).limit(2000)).all():
        last = rows[-1].id
        marks = [(row, mark) for row in rows for mark in _marks_of(_read(row.address), _read(row.tags))]
        if marks:
            connection.execute(
                sa.insert(term),
                [{"merchant_id": row.merchant_id, "term": mark, "order_id": row.id, "placed_at": row.placed_at} for row, mark in marks],
            )


def _marks_of(address: dict, tags: list) -> set[str]:
    found = {f"=t:{' '.join(tag.lower().split())[:60]}{_TAG_END}shop" for tag in tags}
    return found | ({f"=c:{address['country']}"} if address.get("country") else set())


def _read(value):
    return json.loads(value) if isinstance(value, str) else value or {}


def downgrade() -> None:
    for table in ("bulk_item", "bulk_job", "list_choice", "saved_view", "order_note"):
        op.drop_table(table)
    op.execute("DELETE FROM order_term WHERE term LIKE '=t:%' OR term LIKE '=c:%' OR term LIKE '=has:%'")
    for index in ("ix_order_delivered", "ix_order_assigned"):
        op.drop_index(index, "order")
    for column in ("assigned_at", "assigned_to", "note_count", "own_tags"):
        op.drop_column("order", column)

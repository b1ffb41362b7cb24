"""What else is known of a location: contact, services, coordinates, days on which it is otherwise, whether it is in use."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TEXTS = ("phone", "email", "contact")


def upgrade() -> None:
    for name, empty in (("exceptions", "[]"), ("holidays", "{}"), ("services", "[]")):
        op.add_column("location", sa.Column(name, sa.JSON(), nullable=False, server_default=empty))
    for name in _TEXTS:
        op.add_column("location", sa.Column(name, sa.String(), nullable=True))
    for name in ("latitude", "longitude"):
        op.add_column("location", sa.Column(name, sa.Float(), nullable=True))
    op.add_column("location", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for name in ("archived_at", "longitude", "latitude", *_TEXTS, "services", "holidays", "exceptions"):
        op.drop_column("location", name)

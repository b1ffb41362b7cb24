"""The table of hosts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id


class ShopDomain(SQLModel, table=True):
    """A host that a merchant claims; it leads to the shop from `verified_at` on. Several may claim a host, one has it.

    `token`: what the merchant writes into the DNS (not secret: anybody can read it there). `is_ours`: a name under the installation's
    own domain, which needs no proof. `lapsed_at`: given up, because the proof did not come or went away. `failures`: checks in a
    row that did not find it.
    """

    __tablename__ = "shop_domain"  # type: ignore[assignment]
    __table_args__ = (
        UniqueConstraint("merchant_id", "host"),
        Index(
            "uq_shop_domain_verified",
            "host",
            unique=True,
            sqlite_where=text("verified_at IS NOT NULL"),
            postgresql_where=text("verified_at IS NOT NULL"),
        ),
        Index("ix_shop_domain_due", "due_at"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    host: str
    token: str
    is_ours: bool = False
    is_primary: bool = False
    created_at: datetime = Field(default_factory=now)
    verified_at: datetime | None = None
    checked_at: datetime | None = None
    lapsed_at: datetime | None = None
    failures: int = 0
    due_at: datetime | None = None
    claimed_until: datetime | None = None

"""Tables of branding: what was saved when, what is being tried out, and pictures. The brand that holds is `Merchant.brand`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.ids import new_id


class BrandVersion(SQLModel, table=True):
    """One save: the whole brand before and after it. `undone_at`: when somebody took it back."""

    __tablename__ = "brand_version"  # type: ignore[assignment]
    __table_args__ = (Index("ix_brand_version_saved", "merchant_id", "saved_at", "id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    actor: str
    before: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    after: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    saved_at: datetime
    undone_at: datetime | None = None


class BrandDraft(SQLModel, table=True):
    """What one person tries out, unsaved; shown to nobody else. The token in the preview's address is stored as a fingerprint."""

    __tablename__ = "brand_draft"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("merchant_id", "actor"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    actor: str
    token_hash: str = Field(unique=True)
    brand: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    changed_at: datetime


class BrandPicture(SQLModel, table=True):
    """A picture made anew from an upload. `name` is a hash of the content with a suffix ("3f….png"), so what it names never changes."""

    __tablename__ = "brand_picture"  # type: ignore[assignment]

    name: str = Field(primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id", index=True)
    kind: str
    media_type: str
    width: int
    height: int
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    made_at: datetime

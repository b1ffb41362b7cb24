"""Tables of the return policy: its versions, and the draft of the next one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id


class PolicyVersion(SQLModel, table=True):
    """A policy as it was published, never changed afterwards. `document`: as `document.as_json` writes it.

    `effective_at`: from when on it judges; `applies_to`: "new_orders" (placed since then) or "all_orders". `restores`: the number of
    the version that was brought back by it. `published_by`: the actor.
    """

    __tablename__ = "return_policy_version"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("merchant_id", "number"), Index("ix_return_policy_version_effective", "merchant_id", "effective_at"))

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    number: int
    name: str
    document: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    effective_at: datetime
    applies_to: str = "new_orders"
    restores: int | None = None
    published_at: datetime = Field(default_factory=now)
    published_by: str = ""


class PolicyDraft(SQLModel, table=True):
    """What a merchant's staff are working on together, as `editing.draft` has it. `version` grows with each change.

    `based_on`: the number of the newest version when it was begun, 0 for none. `changed_by`: the actor.
    """

    __tablename__ = "return_policy_draft"  # type: ignore[assignment]

    merchant_id: str = Field(foreign_key="merchant.id", primary_key=True)
    version: int
    document: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    based_on: int = 0
    begun_at: datetime
    changed_at: datetime
    changed_by: str = ""

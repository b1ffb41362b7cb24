"""What do staff see when they open the policy? The draft that is kept, or else the newest version as it would be drafted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.audit_queries import called
from wesupply_ui.domain.accounts.permissions import RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.editing.draft import Draft, begin
from wesupply_ui.domain.returns.models import PolicyDraft, PolicyVersion
from wesupply_ui.domain.returns.versions import newest_version


@dataclass(frozen=True, slots=True)
class Kept:
    """`version` 0: nobody has drafted anything since `newest`, the version published last. `names`: what actors are called."""

    draft: Draft
    version: int = 0
    based_on: int = 0
    changed_at: datetime | None = None
    changed_by: str = ""
    newest: PolicyVersion | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def published(self) -> dict[str, Any] | None:
        """The newest version's document."""
        return self.newest.document if self.newest else None


async def kept(db: AsyncSession, scope: Scope) -> Kept:
    """The merchant's draft, with the versions that there are."""
    scope.require(RETURNS_READ)
    newest = await newest_version(db, scope)
    row = await db.get(PolicyDraft, scope.merchant_id, populate_existing=True)
    names = await called(db, scope, {row.changed_by} if row else set())
    if row is None:
        draft = begin(newest.document if newest else None)
        return Kept(draft, 0, newest.number if newest else 0, newest=newest, names=names)
    return Kept(row.document, row.version, row.based_on, row.changed_at, row.changed_by, newest, names)

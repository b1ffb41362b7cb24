"""Somebody changes the draft: one edit, kept at once, unless another person's came in between."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import RETURNS_RULES
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.editing.apply import apply
from wesupply_ui.domain.returns.models import PolicyDraft
from wesupply_ui.domain.returns.policy_drafts.kept import Kept, kept
from wesupply_ui.domain.returns.versions import topic
from wesupply_ui.kernel.errors import Conflict
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.live import announce

_table: Any = PolicyDraft.__table__  # type: ignore[attr-defined]
_SUBJECT = "return_policy:draft"


class DraftMoved(Conflict):
    """Somebody else changed the draft since it was looked at; nothing of theirs is overwritten."""

    code = "draft_moved"


async def edit_draft(db: AsyncSession, scope: Scope, name: str, arguments: Mapping[str, Any], *, seen: int, now: datetime) -> Kept:
    """The draft after the edit. `seen`: the version that it was made on. DraftMoved when that is not the newest any more."""
    scope.require(RETURNS_RULES)
    before = await kept(db, scope)
    if before.version != seen:
        raise DraftMoved(_("Somebody else changed the draft in the meantime."))
    document = apply(before.draft, name, arguments)
    if document == before.draft:
        return before
    values = {"version": seen + 1, "document": document, "changed_at": now, "changed_by": scope.actor}
    await _keep(db, scope, values, seen, now, before.based_on)
    announce(db, topic(scope.merchant_id))
    if seen == 0 or name == "replace_all":
        verb = "return_policy.draft_begun" if seen == 0 else "return_policy.draft_replaced"
        await audit.note(db, scope, verb, _SUBJECT, at=now, label=document["name"][:200], after={"rules": len(document["rules"])})
    return await kept(db, scope)


async def discard_draft(db: AsyncSession, scope: Scope, *, seen: int, now: datetime) -> None:
    """Back to the newest version: what was drafted is gone. DraftMoved when somebody went on drafting."""
    scope.require(RETURNS_RULES)
    if await drop(db, scope, seen=seen):
        await audit.note(db, scope, "return_policy.draft_discarded", _SUBJECT, at=now)


async def drop(db: AsyncSession, scope: Scope, *, seen: int) -> bool:
    """The draft is no more. False when there was none."""
    before = await kept(db, scope)
    if before.version != seen:
        raise DraftMoved(_("Somebody else changed the draft in the meantime."))
    mine = (_table.c.merchant_id == scope.merchant_id) & (_table.c.version == seen)
    gone: Any = await db.execute(delete(PolicyDraft).where(mine))
    if seen and not gone.rowcount:
        raise DraftMoved(_("Somebody else changed the draft in the meantime."))
    announce(db, topic(scope.merchant_id))
    return bool(seen)


async def _keep(db: AsyncSession, scope: Scope, values: dict[str, Any], seen: int, now: datetime, based_on: int) -> None:
    """Write it where nobody else did meanwhile: whoever comes second finds another version, or a draft where there was none."""
    if seen:
        mine = (_table.c.merchant_id == scope.merchant_id) & (_table.c.version == seen)
        changed: Any = await db.execute(update(PolicyDraft).where(mine).values(**values))
        if not changed.rowcount:
            raise DraftMoved(_("Somebody else changed the draft in the meantime."))
        return
    try:
        async with db.begin_nested():
            await db.execute(insert(PolicyDraft).values(merchant_id=scope.merchant_id, based_on=based_on, begun_at=now, **values))
    except IntegrityError as error:
        raise DraftMoved(_("Somebody else changed the draft in the meantime.")) from error

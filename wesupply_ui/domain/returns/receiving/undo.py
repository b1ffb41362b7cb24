"""Somebody recorded the wrong thing: a receipt is undone, as long as nothing was done about the return since and no money moves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.permissions import RETURNS_RECEIVE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.held import Held, done, hold
from wesupply_ui.domain.returns.receiving.models import ReturnReceipt
from wesupply_ui.domain.returns.receiving.shots import set_back, shot
from wesupply_ui.domain.returns.receiving.stock import book
from wesupply_ui.domain.returns.tracks import NotNow
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _


async def undo(db: AsyncSession, scope: Scope, receipt_id: str, *, now: datetime) -> Held:
    """The return as it stood before the box was opened. NotNow when it was undone already, or has changed since."""
    scope.require(RETURNS_RECEIVE)
    receipt = await _receipt(db, scope, receipt_id)
    held = await hold(db, scope, receipt.return_id)
    await db.refresh(receipt)
    if receipt.undone_at is not None:
        raise NotNow(_("This was undone already."))
    if shot(held.items) != receipt.after:
        raise NotNow(_("The return has changed since, or is being paid: this can't be undone any more."))
    before = {each["id"]: each for each in receipt.before}
    out = [(each, each.restocked_to, -each.quantity) for each in held.items if each.restocked_at and not _was_in_stock(each.id, before)]
    await book(db, scope, held, out, now=now)
    for each in [each for each in held.items if each.id not in before]:
        held.items.remove(each)
        await db.delete(each)
    for each in held.items:
        set_back(each, before[each.id])
    receipt.undone_at = now
    await db.flush()
    await done(db, scope, held, "receipt_undone", held.items, now=now, after={"receipt": receipt.id})
    return held


def _was_in_stock(item_id: str, before: dict[str, dict]) -> bool:
    return bool(before.get(item_id, {}).get("restocked_at"))


async def _receipt(db: AsyncSession, scope: Scope, receipt_id: str) -> ReturnReceipt:
    mine = select(ReturnReceipt).where(ReturnReceipt.id == str(receipt_id)[:64], ReturnReceipt.merchant_id == scope.merchant_id)
    found = (await db.execute(mine)).scalar_one_or_none()
    if found is None:
        raise NotFound(_("There is no such receipt."))
    return found

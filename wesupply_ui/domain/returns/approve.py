"""Somebody says yes to a return, or to some of it; also to what was declined, or has lapsed and arrived after all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import OrderLine
from wesupply_ui.domain.returns.earlier import NO_RETURNS, earlier_of
from wesupply_ui.domain.returns.held import Held, done, hold, move
from wesupply_ui.domain.returns.picks import Pick, items_in, picked, read_said
from wesupply_ui.domain.returns.snapshot import NOTHING
from wesupply_ui.domain.returns.tracks import NotNow, Track
from wesupply_ui.kernel.language import _


async def approve(db: AsyncSession, scope: Scope, key: str, raw: Mapping[str, Any], *, now: datetime) -> Held:
    """`raw`: {} for everything that waits, or {"items": [{"id": …, "quantity": 1}]}. NotNow when there is nothing to approve.

    Declined or lapsed items can be approved by naming them, unless other returns have taken their units since.
    """
    scope.require(RETURNS_DECIDE)
    said = read_said(raw, {}, {})
    held = await hold(db, scope, key)
    picks = await picked(db, held, said, lambda each: each.authorisation == "requested")
    await _still_there(db, scope, held, picks)
    for each in items_in(picks):
        move(each, Track.AUTHORISATION, "approved")
        each.decided_at, each.decision_note = now, None
    if held.request.expires_at and held.request.expires_at <= now:  # the days to send it begin anew
        held.request.approved_at = held.request.expires_at = held.request.reminded_at = None
    await done(db, scope, held, "approved", items_in(picks), now=now, after={"items": sum(each.quantity for each in items_in(picks))})
    return held


async def _still_there(db: AsyncSession, scope: Scope, held: Held, picks: list[Pick]) -> None:
    """Items that took no units any more take them again: there have to be so many."""
    again = [each for each in items_in(picks) if each.authorisation in ("declined", "expired")]
    if not again:
        return
    await db.flush()
    taken = (await earlier_of(db, scope, [held.request.order_id])).get(held.request.order_id, NO_RETURNS)
    lines = select(OrderLine.id, OrderLine.quantity).where(col(OrderLine.id).in_({each.line_id for each in again}))
    for line_id, quantity in await db.execute(lines):
        wanted = sum(each.quantity for each in again if each.line_id == line_id)
        if taken.lines.get(line_id, NOTHING).quantity + wanted > quantity:
            raise NotNow(_("Another return of this order takes these items by now."))

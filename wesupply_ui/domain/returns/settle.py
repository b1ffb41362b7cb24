"""A return is made good: the payer is asked, or says how it went. A failure stays visible and can be tried again; nothing is paid twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_SETTLE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.queries import order_by_id
from wesupply_ui.domain.returns.held import Held, done, hold, move, tracks_of
from wesupply_ui.domain.returns.paying import Answer, pay, say
from wesupply_ui.domain.returns.picks import Said, items_in, picked, read_said
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.domain.returns.tracks import Track, why_not
from wesupply_ui.kernel import fields
from wesupply_ui.kernel.intake import REQUIRED, Field

STATES = ("settled", "failed")
_FACTS = {"settled": "settled", "failed": "settlement_failed", "pending": "settlement_asked"}
_OWN = {
    "status": Field("status", fields.choice(*STATES), REQUIRED),
    "reference": Field("reference", fields.text(200)),
    "error": Field("error", fields.text(500)),
}


async def settle(db: AsyncSession, scope: Scope, key: str, raw: Mapping[str, Any], *, now: datetime) -> Held:
    """`raw`: {} asks the payer for everything that is due, with "items" for some of it: also before it is here, when that is named.

    {"status": "settled", "reference": "re_123"} is the shop's word that it was done, {"status": "failed", "error": "Card is closed"} that
    it was not; both also for what nobody was asked for. What failed is asked for again by {}. Store credit is there at once; whether a
    refund went through its provider, the provider says (`on_refund`).
    """
    scope.require(RETURNS_SETTLE)
    said = read_said(raw, _OWN, {})
    held = await hold(db, scope, key)
    status = said.values.get("status")
    items = items_in(await picked(db, held, said, _is_due if status is None else _is_open))
    order = await order_by_id(db, scope, held.request.order_id)
    touched: list[ReturnItem] = []
    for each in items:
        if each in touched:
            continue  # it was paid together with another one
        answer = await (_ask(db, scope, each, order, now) if status is None else _hear(db, scope, each, order, said, now))
        touched += hear(held, each, answer, now=now, reference=said.values.get("reference"))
    await tell_settled(db, scope, held, touched, now=now)
    return held


async def _ask(db: AsyncSession, scope: Scope, item: ReturnItem, order: Order, now: datetime) -> Answer:
    move(item, Track.SETTLEMENT, "pending")
    await db.flush()
    return await pay(db, scope, item, order, now=now)


async def _hear(db: AsyncSession, scope: Scope, item: ReturnItem, order: Order, said: Said, now: datetime) -> Answer:
    reference, error = said.values.get("reference") or "", said.values.get("error") or ""
    if item.settlement != "pending":
        move(item, Track.SETTLEMENT, "pending")
        await db.flush()
        answer = await pay(db, scope, item, order, now=now, way="shop", receipt=reference)
        if answer.state != "pending":
            return answer
    return await say(db, scope, item, said.values["status"], reference=reference, error=error, now=now)


def hear(held: Held, item: ReturnItem, answer: Answer, *, now: datetime, reference: str | None = None) -> list[ReturnItem]:
    """The payer's answer about an item, and about those that were parted from it since it was asked for; the ones that it concerns."""
    paid_together = [each for each in held.items if item.settlement_id and each.settlement_id == item.settlement_id] or [item]
    concerned = [each for each in paid_together if each is item or each.settlement != answer.state]
    for each in concerned:
        if answer.state == "pending":
            if each.settlement != "pending":
                move(each, Track.SETTLEMENT, "pending")
        else:
            settled(each, answer.state, now=now, reference=reference, error=answer.error)
    return concerned


def settled(item: ReturnItem, state: str, *, now: datetime, reference: str | None = None, error: str | None = None) -> None:
    """The payer's word: it was paid, or could not be."""
    move(item, Track.SETTLEMENT, state)
    item.settlement_reference = reference or item.settlement_reference
    if state == "settled":
        item.settled_at, item.settlement_error = now, None
    else:
        item.settled_at, item.settlement_error = None, error
        item.settlement_tries += 1


async def tell_settled(db: AsyncSession, scope: Scope, held: Held, items: list[ReturnItem], *, now: datetime) -> None:
    """A fact, and a note, for each way in which it went."""
    for state, fact in _FACTS.items():
        some = [each for each in items if each.settlement == state]
        if some:
            await done(db, scope, held, fact, some, now=now, after={"items": sum(each.quantity for each in some)})


def _is_due(item: ReturnItem) -> bool:
    """Looked at and accepted, or nothing has to come back."""
    is_ready = item.inspection == "accepted" or item.logistics == "kept_by_shopper" or item.settlement == "failed"
    return is_ready and item.settlement != "pending" and why_not(tracks_of(item), Track.SETTLEMENT, "pending") is None


def _is_open(item: ReturnItem) -> bool:
    """Asked for, failed, or due."""
    return item.settlement in ("pending", "failed") or _is_due(item)

"""A parcel moves in which a return comes back: its items are on their way, or lost. Called for every fact by the outbox job."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.queries import label_of_parcel
from wesupply_ui.domain.returns.held import Held, done, hold, move
from wesupply_ui.domain.returns.labelled.groups import used_by
from wesupply_ui.domain.returns.labelled.keep import CAUSE
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnParcel
from wesupply_ui.domain.returns.tracks import Track
from wesupply_ui.kernel.outbox import Fact

MOVING = frozenset({"parcel.shipped", "parcel.out_for_delivery", "parcel.delivered", "parcel.ready_for_collection"})
"""Facts that prove a carrier has it."""
_LOST = "parcel.lost"


async def on_fact(db: AsyncSession, fact: Fact, *, now: datetime) -> None:
    """The first scan proves that it was sent; whether it arrived is said by whoever opens the box. Told twice, it changes nothing."""
    if fact.name not in MOVING and fact.name != _LOST:
        return
    parcel_id = fact.subject.removeprefix("parcel:")
    label = await label_of_parcel(db, fact.merchant_id, parcel_id)
    for return_id in await returns_in(db, fact.merchant_id, parcel_id):
        scope = scope_of_system(fact.merchant_id, "job")
        held = await hold(db, scope, return_id)
        before, after = ("in_transit", "lost") if fact.name == _LOST else ("awaiting", "in_transit")
        items = [each for each in inside(held, label) if each.logistics == before and each.authorisation == "approved"]
        for each in items:
            move(each, Track.LOGISTICS, after)
        if items:
            await done(db, scope, held, "lost" if after == "lost" else "sent", items, now=now, is_noted=False)


async def returns_in(db: AsyncSession, merchant_id: str, parcel_id: str) -> list[str]:
    """Returns whose shopper told this parcel's number, and the one whose label is on it."""
    mine = select(ReturnParcel.return_id).where(ReturnParcel.parcel_id == parcel_id, ReturnParcel.merchant_id == merchant_id)
    found = list((await db.execute(mine.order_by(col(ReturnParcel.id)))).scalars())
    label = await label_of_parcel(db, merchant_id, parcel_id)
    return list(dict.fromkeys([*found, *([label.cause_id] if label is not None and label.cause_kind == CAUSE else [])]))


def inside(held: Held, label: Label | None) -> list[ReturnItem]:
    """What travels in a parcel: the items of the label that is on it, else whatever the return holds."""
    mine = used_by(held.items, label) if label is not None and label.cause_id == held.request.id else []
    return mine or held.items

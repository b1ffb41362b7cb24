"""A fact that concerns a merchant's staff becomes a notice in their inbox; told twice, it is there once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.models import Person
from wesupply_ui.domain.notifications.models import Notice
from wesupply_ui.domain.notifications.staff_kinds import KINDS
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.work_models import OrderNote
from wesupply_ui.domain.tracking.models import Parcel, Shipment
from wesupply_ui.kernel import live
from wesupply_ui.kernel.outbox import Fact


def notices_topic(merchant_id: str) -> str:
    """What open pages watch for the bell's sake."""
    return f"notices:{merchant_id}"


async def on_fact(db: AsyncSession, fact: Fact, *, now: datetime) -> None:
    """Note it when it is one of `KINDS` and still news. `now` is aware UTC."""
    kind = KINDS.get(fact.name)
    if kind is None or now - fact.happened_at > kind.fresh_for:
        return
    if fact.name == "order.noted":
        for person_id in _named(fact):
            await _notice(db, fact, now, person_id)
    else:
        await _notice(db, fact, now)


async def _notice(db: AsyncSession, fact: Fact, now: datetime, person_id: str | None = None) -> None:
    once_key = ":".join(filter(None, (fact.name, fact.id, person_id)))
    known = select(Notice.id).where(Notice.merchant_id == fact.merchant_id, Notice.once_key == once_key)
    if (await db.execute(known)).first():
        return
    reader = _READERS.get(fact.subject.partition(":")[0])
    data = await reader(db, fact) if reader else dict(fact.data)
    if data is None:
        return
    made = Notice(
        merchant_id=fact.merchant_id, kind=fact.name, once_key=once_key, data=data, happened_at=fact.happened_at, noticed_at=now,
        person_id=person_id,
    )  # fmt: skip
    db.add(made)
    live.announce(db, notices_topic(fact.merchant_id))


def _named(fact: Fact) -> list[str]:
    """Who is named in a note, but whoever wrote it."""
    return [str(each) for each in fact.data.get("mentions", ()) if f"person:{each}" != fact.data.get("by")]


async def _of_parcel(db: AsyncSession, fact: Fact) -> dict[str, Any] | None:
    """The parcel's number and its first order; None when it is gone, another merchant's, or comes back from a shopper."""
    parcel = await db.get(Parcel, fact.subject.partition(":")[2])
    if parcel is None or parcel.merchant_id != fact.merchant_id or parcel.is_return:
        return None
    holder = await db.execute(
        select(Order.id, Order.number)
        .join(Shipment, Shipment.order_id == Order.id)  # type: ignore[arg-type]
        .where(Shipment.parcel_id == parcel.id, Shipment.merchant_id == fact.merchant_id)
        .order_by(Order.placed_at)  # type: ignore[arg-type]
        .limit(1)
    )
    order = holder.first()
    return {"number": parcel.number, "carrier": parcel.carrier} | ({"order_id": order[0], "order": order[1]} if order else {})


async def _of_person(db: AsyncSession, fact: Fact) -> dict[str, Any] | None:
    person = await db.get(Person, fact.subject.partition(":")[2])
    return {"name": person.name or person.email} if person else None


async def _of_note(db: AsyncSession, fact: Fact) -> dict[str, Any] | None:
    """Who wrote it, about which order; None when it has been taken away meanwhile."""
    note = await db.get(OrderNote, str(fact.data.get("note", "")))
    order = await db.get(Order, note.order_id) if note else None
    if note is None or note.deleted_at is not None or order is None or order.merchant_id != fact.merchant_id:
        return None
    author = await db.get(Person, note.author_id)
    return {"name": (author.name or author.email) if author else "", "order_id": order.id, "order": order.number}


_READERS = {"parcel": _of_parcel, "person": _of_person, "order": _of_note}
"""What a sentence about such a subject names."""

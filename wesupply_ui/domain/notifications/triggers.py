"""Which facts are told to shoppers, and as what? Facts without a message pass by."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.notifications.kinds import TELLINGS, Kind
from wesupply_ui.domain.notifications.queue import enqueue
from wesupply_ui.domain.notifications.relevance import shopper_must_act
from wesupply_ui.domain.tracking.models import Parcel, Shipment
from wesupply_ui.kernel.outbox import Fact

KIND_OF_FACT: dict[str, Kind] = {
    "parcel.shipped": Kind.SHIPPED,
    "parcel.out_for_delivery": Kind.OUT_FOR_DELIVERY,
    "parcel.delivered": Kind.DELIVERED,
    "parcel.delayed": Kind.DELAYED,
    "parcel.attempt_failed": Kind.ATTEMPT_FAILED,
    "parcel.ready_for_collection": Kind.READY_FOR_COLLECTION,
    "parcel.returning": Kind.RETURNING,
    "parcel.returned": Kind.RETURNED,
    "parcel.lost": Kind.LOST,
    "parcel.damaged": Kind.DAMAGED,
    "parcel.held": Kind.ACTION_NEEDED,
}


async def on_fact(db: AsyncSession, fact: Fact, *, now: datetime) -> None:
    """Queue what shoppers should hear of this fact; told twice, it changes nothing. `now` is aware UTC."""
    kind = KIND_OF_FACT.get(fact.name)
    noun, _, parcel_id = fact.subject.partition(":")
    if kind is None or noun != "parcel":
        return
    # `happened_at` is the carrier's scan: last month's orders, imported today, are no news.
    if now - fact.happened_at > TELLINGS[kind].fresh_for:
        return
    parcel = await db.get(Parcel, parcel_id)
    if parcel is None or parcel.merchant_id != fact.merchant_id or parcel.is_return:
        return
    if kind is Kind.ACTION_NEEDED and not shopper_must_act(parcel.reason):
        return
    orders = await db.execute(
        select(Shipment.order_id)
        .where(Shipment.parcel_id == parcel_id, Shipment.merchant_id == fact.merchant_id)
        .order_by(Shipment.order_id)
    )
    for order_id in orders.scalars().all():
        await enqueue(
            db, merchant_id=fact.merchant_id, order_id=order_id, parcel_id=parcel_id, kind=kind, happened_at=fact.happened_at, now=now
        )

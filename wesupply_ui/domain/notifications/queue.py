"""Puts a message in the queue, once per order and fact. Parcels that move together within a short window share one message."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.notifications.kinds import TELLINGS, Kind
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.models import Parcel, Shipment

# One poll may bring several facts of a parcel; the last of them is the one to tell.
MOMENT = timedelta(seconds=5)
# Parcels of one order are polled one by one: so long the first waits for the others.
TOGETHER = timedelta(minutes=2)
# A sibling about to be polled is waited for, but no longer than this.
LONGEST_WAIT = timedelta(minutes=15)


async def enqueue(
    db: AsyncSession, *, merchant_id: str, order_id: str, parcel_id: str, kind: Kind, happened_at: datetime, now: datetime
) -> Message | None:
    """The message that tells this, new or joined; None when it was queued or told before. Instants are aware."""
    order = await _locked(db, merchant_id, order_id)
    merchant = await db.get(Merchant, merchant_id)
    if order is None or merchant is None:
        return None
    day = happened_at.astimezone(ZoneInfo(merchant.time_zone)).date().isoformat()
    before = await _earlier(db, order_id, kind)
    if any(_tells(message, parcel_id, day, kind) for message in before):
        return None
    entry = {"day": day, "at": happened_at.isoformat()}
    for message in before:
        if _is_open(message, day):
            # A new dict: a JSON column does not notice changes inside.
            message.data = {**message.data, "parcels": {**message.data.get("parcels", {}), parcel_id: entry}}
            return message
    message = Message(
        merchant_id=merchant_id,
        order_id=order_id,
        kind=kind.value,
        once_key=f"{order_id}:{kind.value}:{parcel_id}" + (f":{day}" if TELLINGS[kind].again else ""),
        recipient=order.email or "",
        data={"day": day, "parcels": {parcel_id: entry}},
        due_at=await _due_at(db, order_id, parcel_id, now),
        created_at=now,
    )
    db.add(message)
    await db.flush()
    return message


async def _locked(db: AsyncSession, merchant_id: str, order_id: str) -> Order | None:
    # Two workers with facts of two parcels of one order take turns here, so that the second finds the first one's message.
    found = await db.execute(select(Order).where(Order.id == order_id, Order.merchant_id == merchant_id).with_for_update(key_share=True))
    return found.scalar_one_or_none()


async def _earlier(db: AsyncSession, order_id: str, kind: Kind) -> list[Message]:
    # Locked too: a message that a sender is just claiming must not be joined behind its back.
    found = await db.execute(
        select(Message)
        .where(Message.order_id == order_id, Message.kind == kind.value)
        .order_by(Message.created_at, Message.id)  # type: ignore[arg-type]
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(found.scalars().all())


def _tells(message: Message, parcel_id: str, day: str, kind: Kind) -> bool:
    entry: dict[str, Any] | None = message.data.get("parcels", {}).get(parcel_id)
    return entry is not None and (entry.get("day") == day or not TELLINGS[kind].again)


def _is_open(message: Message, day: str) -> bool:
    """Whether another parcel may still join: same day, and nobody began to send it (a try that broke off may have arrived)."""
    is_untouched = message.state == "pending" and message.attempts == 0 and message.claimed_until is None
    return is_untouched and message.data.get("day") == day and "resend_of" not in message.data


async def _due_at(db: AsyncSession, order_id: str, parcel_id: str, now: datetime) -> datetime:
    """A moment for a lone parcel; with siblings, until those that are asked next have answered."""
    siblings = await db.execute(
        select(Parcel.next_poll_at)
        .join(Shipment, Shipment.parcel_id == Parcel.id)  # type: ignore[arg-type]
        .where(Shipment.order_id == order_id, Parcel.id != parcel_id)
    )
    polls = siblings.scalars().all()
    if not polls:
        return now + MOMENT
    soon = [at + TOGETHER for at in polls if at is not None and at <= now + LONGEST_WAIT - TOGETHER]
    return max([now + TOGETHER, *soon])

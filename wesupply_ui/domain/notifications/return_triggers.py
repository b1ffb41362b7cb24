"""Which facts about returns are told to shoppers? Queues a mail that names ids alone; it is written when it is sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.notifications.return_kinds import OF_FACT, ReturnKind
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.kernel.outbox import Fact


async def on_return_fact(db: AsyncSession, fact: Fact, *, now: datetime) -> None:
    """Queue what the shopper should hear of this fact; told twice, it changes nothing. `now` is aware UTC."""
    telling = OF_FACT.get(fact.name)
    return_id = _return_of(fact)
    if telling is None or return_id is None or now - fact.happened_at > telling.fresh_for or not _is_news(telling.kind, fact):
        return
    request = await db.get(ReturnRequest, return_id)
    if request is None or request.merchant_id != fact.merchant_id:
        return
    once = f"{telling.kind.value}:{fact.id}"
    known = select(Message.id).where(Message.merchant_id == fact.merchant_id, Message.once_key == once)
    if (await db.execute(known)).first() or (telling.kind is ReturnKind.LABEL and await _comes_with_the_yes(db, request)):
        return
    order = await db.get(Order, request.order_id)
    db.add(
        Message(
            merchant_id=fact.merchant_id,
            order_id=request.order_id,
            kind=telling.kind.value,
            once_key=once,
            recipient=(order.email or "") if order else "",
            data={
                "return_id": request.id,
                "message_id": fact.data.get("message_id"),
                "items": [each["id"] for each in fact.data.get("items", ())],
            },
            due_at=now + telling.after,
            created_at=now,
        )
    )
    await db.flush()


def _return_of(fact: Fact) -> str | None:
    noun, _colon, return_id = fact.subject.partition(":")
    return return_id if noun == "return" else None


def _is_news(kind: ReturnKind, fact: Fact) -> bool:
    items = fact.data.get("items", ())
    if kind is ReturnKind.REQUESTED:  # what was approved at once is told by that fact
        return any(each.get("authorisation") == "requested" for each in items)
    if kind is ReturnKind.NOT_ACCEPTED:  # what was accepted is told when it is settled
        return any(each.get("inspection") == "rejected" for each in items)
    return True


async def _comes_with_the_yes(db: AsyncSession, request: ReturnRequest) -> bool:
    """Whether the mail about the yes has not left yet: then the label is in it."""
    mine = select(Message).where(
        Message.order_id == request.order_id, Message.kind == ReturnKind.APPROVED.value, Message.state == "pending"
    )
    return any(each.data.get("return_id") == request.id for each in (await db.execute(mine)).scalars())

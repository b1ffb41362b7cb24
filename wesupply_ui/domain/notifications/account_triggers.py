"""Which facts are told to the people they concern, about their accounts? Queues a message that names ids alone; it is written when sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.notifications.account_kinds import KINDS_OF_FACT
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.kernel.outbox import Fact


async def on_account_fact(db: AsyncSession, fact: Fact, *, now: datetime) -> None:
    """Queue the mails of this fact; told twice, it changes nothing. `now` is aware UTC."""
    for kind in KINDS_OF_FACT.get(fact.name, ()):
        once = f"account:{kind.value}:{fact.id}"
        known = select(Message.id).where(Message.merchant_id == fact.merchant_id, Message.once_key == once)
        if (await db.execute(known)).first():
            continue
        data = {**fact.data, "subject": fact.subject}
        db.add(Message(merchant_id=fact.merchant_id, kind=kind.value, once_key=once, data=data, due_at=now, created_at=now))
    await db.flush()

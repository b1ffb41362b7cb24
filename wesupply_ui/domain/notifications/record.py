"""Keeps how the sending of a message went, and when to try again."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.notifications.ports import Delivery, Outcome, OutgoingMail
from wesupply_ui.kernel import live

# A server that puts one mail off (greylisting, a full mailbox) is asked this often, over about three days.
MOST_REFUSALS = 16
LONGEST_WAIT = timedelta(hours=6)
# A server that is down is asked more often, and for ever: nothing is wrong with the mail.
LONGEST_OUTAGE_WAIT = timedelta(minutes=5)


async def record(db: AsyncSession, message_id: str, mail: OutgoingMail, delivery: Delivery, *, now: datetime) -> None:
    """What came of one attempt: sent, given up with the reason, or due again."""
    message = await _pending(db, message_id)
    if message is None:
        return
    message.recipient, message.subject = mail.recipient, mail.subject
    if message.order_id is not None:  # a mail about an account holds a link that opens it: nobody reads that here
        message.html, message.text = mail.html, mail.text
    message.attempts += 1
    message.claimed_until = None
    if delivery.outcome is Outcome.SENT:
        message.state, message.sent_at, message.error = "sent", now, None
    elif delivery.outcome is Outcome.PERMANENT:
        message.state, message.error = "failed", delivery.detail
    else:
        _put_off(message, delivery, now)
    _announce(db, message)


async def skip(db: AsyncSession, message_id: str, why: str) -> None:
    """There was nothing or nobody to tell."""
    message = await _pending(db, message_id)
    if message is not None:
        message.state, message.error, message.claimed_until = "skipped", why, None
        _announce(db, message)


async def could_not_prepare(db: AsyncSession, message_id: str, error: str, *, now: datetime) -> None:
    """We stumbled ourselves before anything was sent: try again as after a refusal."""
    message = await _pending(db, message_id)
    if message is not None:
        message.attempts += 1
        message.claimed_until = None
        _put_off(message, Delivery(Outcome.TEMPORARY, error), now)


async def release(db: AsyncSession, message_ids: Sequence[str]) -> None:
    """Claimed, but not tried: anybody may take them at once."""
    for message in await _all_pending(db, message_ids):
        message.claimed_until = None


async def wait_for_server(db: AsyncSession, message_ids: Sequence[str], *, why: str, now: datetime) -> None:
    """The server failed before these could be tried: they wait as long as the one that met it."""
    for message in await _all_pending(db, message_ids):
        message.attempts += 1
        message.claimed_until = None
        _put_off(message, Delivery(Outcome.UNREACHABLE, why), now)


def _put_off(message: Message, delivery: Delivery, now: datetime) -> None:
    message.error = delivery.detail
    if delivery.outcome is Outcome.UNREACHABLE:
        message.due_at = now + wait(message.id, message.attempts, shortest=timedelta(seconds=10), longest=LONGEST_OUTAGE_WAIT)
        return
    # Counted apart from attempts: an outage must not use up the patience that a busy server deserves.
    refusals = int(message.data.get("refusals", 0)) + 1
    message.data = {**message.data, "refusals": refusals}
    message.due_at = now + wait(message.id, refusals, shortest=timedelta(seconds=60), longest=LONGEST_WAIT)
    if refusals >= MOST_REFUSALS:
        message.state, message.error = "failed", f"Given up after {refusals} attempts. Last answer: {delivery.detail}"


def wait(message_id: str, attempts: int, *, shortest: timedelta, longest: timedelta) -> timedelta:
    """Doubling from `shortest`, never above `longest`, with a jitter of a quarter either way that follows from id and attempt."""
    doubled = min(longest, shortest * 2 ** min(attempts - 1, 20))
    share = zlib.crc32(f"{message_id}:{attempts}".encode()) / 2**32
    return doubled * (0.75 + share / 2)


async def _pending(db: AsyncSession, message_id: str) -> Message | None:
    return next(iter(await _all_pending(db, [message_id])), None)


async def _all_pending(db: AsyncSession, message_ids: Sequence[str]) -> Sequence[Message]:
    found = await db.execute(
        select(Message).where(col(Message.id).in_(message_ids), Message.state == "pending").order_by(Message.id).with_for_update()
    )
    return found.scalars().all()


def _announce(db: AsyncSession, message: Message) -> None:
    if message.order_id is not None:
        live.announce(db, f"order:{message.order_id}", f"merchant:{message.merchant_id}")

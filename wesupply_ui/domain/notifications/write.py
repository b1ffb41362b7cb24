"""Mails that a person writes to a shopper: drafted from a message's own words, sent in the merchant's brand, held back for a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import MESSAGES_SEND
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.notifications.clean import mail_address, one_line
from wesupply_ui.domain.notifications.compose import Skip, compose
from wesupply_ui.domain.notifications.kinds import Kind
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.notifications.render import words_of
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid, NotFound, TooMany
from wesupply_ui.kernel.language import _

HELD = timedelta(seconds=30)
"""So long a mail can be taken back before it leaves."""

MOST_A_DAY = 10  # of one order: a shopper's mailbox is not a toy
LONGEST_SUBJECT, LONGEST_TEXT = 150, 5_000


@dataclass(frozen=True, slots=True)
class Draft:
    """What a mail begins with, plain text, and to whom it would go."""

    recipient: str
    subject: str
    text: str


async def draft(db: AsyncSession, scope: Scope, order_id: str, parcel_id: str, kind: Kind, *, now: datetime) -> Draft:
    """The words of a message of this kind about this parcel, as it stands now. Invalid when the order has no mail address."""
    order = await _order(db, scope, order_id)
    recipient = _recipient(order)
    message = Message(merchant_id=scope.merchant_id, order_id=order.id, kind=kind.value, once_key="", due_at=now)
    message.data = {"parcels": {parcel_id: {"day": now.date().isoformat()}}, "resend_of": "draft"}
    letter = await compose(db, message, now=now)
    if isinstance(letter, Skip):
        return Draft(recipient, _("About your order {number}", number=order.number), "")
    words = words_of(letter)
    return Draft(recipient, words.subject, "\n\n".join(words.lead))


async def write(db: AsyncSession, scope: Scope, order_id: str, parcel_id: str, *, subject: str, text: str, now: datetime) -> Message:
    """Queue it. NotAllowed, NotFound; Invalid with the fields that are wrong; TooMany."""
    scope.require(MESSAGES_SEND)
    order = await _order(db, scope, order_id, lock=True)
    recipient = _recipient(order)
    subject, text = one_line(str(subject), LONGEST_SUBJECT + 1), str(text).replace("\r\n", "\n").strip()
    _check(subject, text)
    prefix = f"{order.id}:written:"
    mine = [Message.merchant_id == scope.merchant_id, col(Message.once_key).startswith(prefix, autoescape=True)]
    today = func.count().filter(col(Message.created_at) > now - timedelta(days=1))
    before, recent = (await db.execute(select(func.count(), today).where(*mine))).one()
    if recent >= MOST_A_DAY:
        raise TooMany(_("This shopper was written to ten times today already."), retry_after=3600)
    merchant = await db.get(Merchant, scope.merchant_id)
    day = now.astimezone(ZoneInfo(merchant.time_zone)).date().isoformat() if merchant else now.date().isoformat()
    message = Message(
        merchant_id=scope.merchant_id,
        order_id=order.id,
        kind=Kind.WRITTEN.value,
        once_key=f"{prefix}{before + 1}",
        recipient=recipient,
        data={"day": day, "parcels": {parcel_id: {"day": day}}, "written": {"subject": subject, "text": text}, "by": scope.actor},
        due_at=now + HELD,
        created_at=now,
    )
    db.add(message)
    await db.flush()
    live.announce(db, f"order:{order.id}", f"merchant:{scope.merchant_id}")
    return message


async def take_back(db: AsyncSession, scope: Scope, message_id: str, *, now: datetime) -> None:
    """Hold a written mail back for good. Conflict when it is on its way already."""
    scope.require(MESSAGES_SEND)
    mine = select(Message).where(Message.id == message_id, Message.merchant_id == scope.merchant_id, Message.kind == Kind.WRITTEN.value)
    message = (await db.execute(mine.with_for_update().execution_options(populate_existing=True))).scalar_one_or_none()
    if message is None:
        raise NotFound(_("There is no such message."))
    if message.state != "pending" or message.claimed_until is not None or message.attempts or message.due_at <= now:
        raise Conflict(_("The mail has left already; it cannot be taken back."))
    message.state, message.error = "skipped", _("Taken back before it was sent.")
    live.announce(db, f"order:{message.order_id}", f"merchant:{scope.merchant_id}")


async def _order(db: AsyncSession, scope: Scope, order_id: str, *, lock: bool = False) -> Order:
    mine = select(Order).where(Order.id == order_id, Order.merchant_id == scope.merchant_id)
    order = (await db.execute(mine.with_for_update(key_share=True) if lock else mine)).scalar_one_or_none()
    if order is None:
        raise NotFound(_("There is no such order."))
    return order


def _recipient(order: Order) -> str:
    recipient = mail_address(order.email)
    if recipient is None:
        raise Invalid(_("The order has no mail address."), problems=(FieldProblem("email", _("is missing or not a mail address")),))
    return recipient


def _check(subject: str, text: str) -> None:
    problems = []
    if not subject or len(subject) > LONGEST_SUBJECT:
        problems.append(FieldProblem("subject", _("Write a subject of at most 150 letters.")))
    if not text or len(text) > LONGEST_TEXT:
        problems.append(FieldProblem("text", _("Write a text of at most 5,000 letters.")))
    if problems:
        raise Invalid(problems[0].message, problems=tuple(problems))

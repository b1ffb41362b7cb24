"""What was told to shoppers, and how did the sending go? Every read of messages, each within the caller's scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.permissions import MESSAGES_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.kernel import paging
from wesupply_ui.kernel.errors import Invalid, NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.paging import Page

FAILING = "failing"


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message in a list, without its body. `state`: pending, sent, failed, skipped; `error` says why it is not sent yet, or never."""

    id: str
    order_id: str
    order_number: str
    kind: str
    recipient: str
    subject: str
    state: str
    error: str | None
    attempts: int
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None


def visible_to(scope: Scope) -> ColumnElement[bool]:
    """The messages that a caller may see: about orders. What people are told about their accounts is theirs alone."""
    mine = (col(Message.merchant_id) == scope.merchant_id) & col(Message.order_id).is_not(None)
    return mine & (col(Message.order_id) == scope.order_id) if scope.order_id else mine


_COLUMNS = (
    Message.id, Message.order_id, Order.number, Message.kind, Message.recipient, Message.subject, Message.state, Message.error,
    Message.attempts, Message.created_at, Message.due_at, Message.sent_at,
)  # fmt: skip


async def messages_of_order(db: AsyncSession, scope: Scope, order_id: str) -> list[MessageLine]:
    """An order's messages, newest first; empty for someone who may not read messages."""
    if not scope.may(MESSAGES_READ):
        return []
    found = await db.execute(
        select(*_COLUMNS)
        .join(Order, col(Order.id) == Message.order_id)
        .where(visible_to(scope), Message.order_id == order_id)
        .order_by(col(Message.created_at).desc(), col(Message.id).desc())
        .limit(200)
    )
    return [MessageLine(*row) for row in found.all()]


async def message(db: AsyncSession, scope: Scope, message_id: str) -> Message:
    """One message with its body. The HTML holds what strangers wrote, escaped; show it in a frame with an empty `sandbox`. NotFound."""
    scope.require(MESSAGES_READ)
    found = (await db.execute(select(Message).where(visible_to(scope), Message.id == message_id))).scalar_one_or_none()
    if found is None:
        raise NotFound(_("There is no such message."))
    return found


async def recent(
    db: AsyncSession, scope: Scope, *, state: str | None = None, limit: int = 50, cursor: str | None = None
) -> Page[MessageLine]:
    """The merchant's messages, newest first, by pages; of one state on request. Invalid for a cursor that isn't ours.

    `state` "failing": given up, or tried in vain so far.
    """
    scope.require(MESSAGES_READ)
    wanted = [visible_to(scope)]
    if state == FAILING:
        wanted.append(or_(col(Message.state) == "failed", and_(col(Message.state) == "pending", col(Message.attempts) > 0)))
    elif state:
        wanted.append(col(Message.state) == state)
    if cursor:
        instant, last_id = paging.decode(cursor, 2)
        wanted.append(_older_than(instant, last_id))
    limit = min(max(limit, 1), paging.MAX_LIMIT)
    rows = (
        await db.execute(
            select(*_COLUMNS)
            .join(Order, col(Order.id) == Message.order_id)
            .where(*wanted)
            .order_by(col(Message.created_at).desc(), col(Message.id).desc())
            .limit(limit + 1)
        )
    ).all()
    items = [MessageLine(*row) for row in rows[:limit]]
    more = len(rows) > limit
    return Page(items, paging.encode(items[-1].created_at.isoformat(), items[-1].id) if more else None)


def _older_than(told: str, last_id: str) -> ColumnElement[bool]:
    try:
        instant = datetime.fromisoformat(told)
    except ValueError:
        raise Invalid("This cursor is not valid; start again without it.") from None
    return or_(col(Message.created_at) < instant, and_(col(Message.created_at) == instant, col(Message.id) < last_id))

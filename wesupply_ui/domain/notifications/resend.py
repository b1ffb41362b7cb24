"""Sends a message once more because a person asked for it, told from where the order stands now."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.confirm import require_confirmed
from wesupply_ui.domain.accounts.permissions import MESSAGES_SEND
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.notifications import queries
from wesupply_ui.domain.notifications.clean import mail_address
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid, TooMany
from wesupply_ui.kernel.language import _

# A shopper's mailbox is not a toy: so many copies of one message a day.
MOST_A_DAY = 5


async def resend(db: AsyncSession, scope: Scope, message_id: str, *, by: str, now: datetime) -> Message:
    """A new message with the same content and an id of its own, due at once.

    NotFound; NotAllowed, also before one's own address is confirmed; Conflict while the first is still to be sent; Invalid when the
    order has no mail address; TooMany.
    """
    scope.require(MESSAGES_SEND)
    await require_confirmed(db, scope)
    original = await queries.message(db, scope, message_id)
    if original.state == "pending":
        raise Conflict(_("This message is still waiting to be sent."))
    order = await db.get(Order, original.order_id, with_for_update=True)
    recipient = mail_address(order.email) if order else None
    if recipient is None:
        raise Invalid(_("The order has no mail address."), problems=(FieldProblem("email", _("is missing or not a mail address")),))
    root = str(original.data.get("resend_of", original.id))
    prefix = f"{root}:resend:"
    copies, today = (
        await db.execute(
            select(func.count(), func.count().filter(col(Message.created_at) > now - timedelta(days=1))).where(
                Message.merchant_id == scope.merchant_id, col(Message.once_key).startswith(prefix, autoescape=True)
            )
        )
    ).one()
    if today >= MOST_A_DAY:
        raise TooMany(_("This message was sent again five times today already."), retry_after=3600)
    copy = Message(
        merchant_id=scope.merchant_id,
        order_id=original.order_id,
        kind=original.kind,
        once_key=f"{prefix}{copies + 1}",
        recipient=recipient,
        data={**original.data, "resend_of": root, "by": by},
        due_at=now,
        created_at=now,
    )
    db.add(copy)
    live.announce(db, f"order:{original.order_id}")
    await db.flush()
    await audit.note(db, scope, "message.sent_again", f"message:{copy.id}", at=now, label=recipient, after={"kind": copy.kind})
    return copy

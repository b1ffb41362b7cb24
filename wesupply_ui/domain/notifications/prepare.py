"""Makes a claimed message ready to go, from the newest state of its order. Reads only: what was sent is kept by `record`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.confirm import is_somebodys
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.notifications.account_mail import account_mail
from wesupply_ui.domain.notifications.clean import mail_address, one_line
from wesupply_ui.domain.notifications.compose import Skip, compose
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.notifications.ports import OutgoingMail
from wesupply_ui.domain.notifications.render import Rendered, render
from wesupply_ui.domain.notifications.return_kinds import VALUES
from wesupply_ui.domain.notifications.return_letter import return_mail
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.kernel.language import N_
from wesupply_ui.kernel.settings import settings


async def prepare(db: AsyncSession, message_id: str, *, now: datetime) -> OutgoingMail | Skip | None:
    """The mail as of `now` (aware); Skip when there is nothing or nobody to tell; None when it is no longer pending."""
    message = await db.get(Message, message_id)
    if message is None or message.state != "pending":
        return None
    if message.order_id is None:
        return await account_mail(db, message, message_id_of(message), now=now)
    if not await is_somebodys(db, message.merchant_id):
        return Skip(N_("The owner's mail address is not confirmed yet."))
    order, merchant = await db.get(Order, message.order_id), await db.get(Merchant, message.merchant_id)
    if order is None or merchant is None:
        return Skip(N_("The order is gone."))
    recipient = mail_address(order.email)
    if recipient is None:
        return Skip(N_("The order has no mail address."))
    rendered = await _rendered(db, message, order, merchant, now)
    if isinstance(rendered, Skip):
        return rendered
    sender = mail_address(merchant.brand.get("mail_from")) or settings().mail_from
    support = mail_address(merchant.brand.get("support_email"))
    return OutgoingMail(
        message_id=message_id_of(message),
        date=now,
        sender=sender,
        sender_name=one_line(merchant.name, 80),
        recipient=recipient,
        subject=rendered.subject,
        html=rendered.html,
        text=rendered.text,
        reply_to=support if support and support != sender else None,
    )


async def _rendered(db: AsyncSession, message: Message, order: Order, merchant: Merchant, now: datetime) -> Rendered | Skip:
    if message.kind in VALUES:
        return await return_mail(db, message, order, merchant, now=now)
    letter = await compose(db, message, now=now)
    return letter if isinstance(letter, Skip) else render(letter)


def message_id_of(message: Message) -> str:
    """The Message-ID, without brackets: from the row's id alone, so that a second copy can be told from a second message."""
    return f"{message.id}@{settings().mail_from.rpartition('@')[2] or 'localhost'}"

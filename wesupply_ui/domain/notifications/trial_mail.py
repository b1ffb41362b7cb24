"""What does a mail say that only shows that mail goes out? To the person who asks for it, in the merchant's name."""

from __future__ import annotations

from datetime import datetime
from html import escape

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.notifications.clean import mail_address
from wesupply_ui.domain.notifications.ports import OutgoingMail
from wesupply_ui.kernel.ids import new_id
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.settings import settings


def trial_mail(merchant: Merchant, recipient: str, *, now: datetime) -> OutgoingMail:
    """In the language of this task."""
    sender = mail_address(merchant.brand.get("mail_from")) or settings().mail_from
    words = _("This is a test. Shoppers of {shop} get their mails from this sender.", shop=merchant.name)
    return OutgoingMail(
        message_id=f"trial-{new_id()}@{settings().mail_from.rpartition('@')[2] or 'localhost'}",
        date=now,
        sender=sender,
        sender_name=merchant.name,
        recipient=recipient,
        subject=_("Mail from {shop} goes out", shop=merchant.name),
        html=f"<p>{escape(words)}</p>",
        text=words,
    )

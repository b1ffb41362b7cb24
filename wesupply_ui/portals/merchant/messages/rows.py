"""Rows of the mail list, and one mail opened."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.notifications.queries import MessageLine
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.order_address import order_href
from wesupply_ui.portals.merchant.telling import Telling
from wesupply_ui.portals.merchant.words import MESSAGE_STATES, MESSAGES, plain, said


@dataclass(frozen=True)
class MailRow:
    """One mail of the list."""

    id: str
    href: str
    subject: str
    about: str
    state: str
    tone: str
    when: str
    error: str


@dataclass(frozen=True)
class OpenMail:
    """The mail that is looked at. `html` goes into a frame that can do nothing."""

    id: str = ""
    subject: str = ""
    about: str = ""
    order: str = ""
    order_href: str = ""
    html: str = ""
    text: str = ""
    state: str = ""
    tone: str = "quiet"
    error: str = ""
    can_resend: bool = False


def mail_href(message_id: str, state: str) -> str:
    """The list of one state with this mail open."""
    return f"/app/messages?{urlencode(([('state', state)] if state else []) + [('open', message_id)])}"


def mail_row(line: MessageLine, tell: Telling, state: str) -> MailRow:
    """`state`: the list that it stands in."""
    words, tone = _state(line.state, line.attempts)
    return MailRow(
        id=line.id,
        href=mail_href(line.id, state),
        subject=line.subject or _(MESSAGES.get(line.kind, plain(line.kind))),
        about=f"{line.order_number} · {line.recipient or _('nobody yet')}",
        state=words,
        tone=tone,
        when=tell.moment(line.sent_at or line.created_at),
        error=_(line.error) if line.error else "",
    )


def open_mail(message: Message, order_number: str, tell: Telling) -> OpenMail:
    """One mail with its body; not written yet while it waits for its moment."""
    words, tone = _state(message.state, message.attempts)
    sending = (
        _("Sent {when}", when=tell.moment(message.sent_at))
        if message.sent_at
        else _("Due {when}", when=tell.moment(message.due_at))
        if message.state == "pending"
        else ""
    )
    return OpenMail(
        id=message.id,
        subject=message.subject or _(MESSAGES.get(message.kind, plain(message.kind))),
        about=" · ".join(filter(None, (_("To {address}", address=message.recipient) if message.recipient else "", sending))),
        order=order_number,
        order_href=order_href(order_number, message.order_id, is_shared=True),
        html=message.html,
        text=message.text,
        state=words,
        tone=tone,
        error=_(message.error) if message.error else "",
        can_resend=message.state in ("sent", "failed"),
    )


def _state(state: str, attempts: int) -> tuple[str, str]:
    if state == "pending" and attempts:
        return _("Trying again ({n})", n=attempts), "attention"
    return said(MESSAGE_STATES.get(state, (plain(state), "quiet")))

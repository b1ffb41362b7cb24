"""Makes a mail about somebody's account, in their language. Links are derived here, at the moment of sending, and kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts import invitations, links
from wesupply_ui.domain.accounts.models import Merchant, Person
from wesupply_ui.domain.locations.queries import location_name
from wesupply_ui.domain.notifications import account_words
from wesupply_ui.domain.notifications.account_kinds import AccountKind
from wesupply_ui.domain.notifications.account_words import Told
from wesupply_ui.domain.notifications.clean import mail_address
from wesupply_ui.domain.notifications.compose import Skip
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.notifications.ports import OutgoingMail
from wesupply_ui.domain.notifications.render import Rendered, render_account
from wesupply_ui.kernel.language import N_, speaking
from wesupply_ui.kernel.settings import settings

SENDER = "WeSupply"
GONE = N_("The link was used, withdrawn or replaced before the mail went out.")


@dataclass(frozen=True, slots=True)
class _To:
    """Whom it goes to, and what it tells."""

    email: str
    language: str
    told: Told


async def account_mail(db: AsyncSession, message: Message, message_id: str, *, now: datetime) -> OutgoingMail | Skip:
    """The mail as of `now`; Skip when its link is no longer of use or nobody is there."""
    merchant = await db.get(Merchant, message.merchant_id)
    if merchant is None:
        return Skip(N_("The merchant is gone."))
    kind = AccountKind(message.kind)
    to = await (_invited(db, message, merchant, now) if kind is AccountKind.INVITATION else _person(db, message, merchant, kind, now))
    recipient = mail_address(to.email) if to else None
    if to is None or recipient is None:
        return Skip(GONE)
    with speaking(to.language):
        rendered: Rendered = render_account(account_words.words_of(kind, to.told), to.told.url, to.language)
    return OutgoingMail(
        message_id=message_id,
        date=now,
        sender=settings().mail_from,
        sender_name=SENDER,
        recipient=recipient,
        subject=rendered.subject,
        html=rendered.html,
        text=rendered.text,
    )


async def _person(db: AsyncSession, message: Message, merchant: Merchant, kind: AccountKind, now: datetime) -> _To | None:
    person_id = str(message.data.get("from_person") if kind is AccountKind.NO_OWNER else message.data["subject"].partition(":")[2])
    person = await db.get(Person, person_id)
    if person is None:
        return None
    path = {AccountKind.KNOWN: "/login", AccountKind.CONFIRM: "/confirm/", AccountKind.RESET: "/reset/"}.get(kind, "/app")
    if "link" in message.data:
        link = await db.get(links.AccountLink, message.data["link"])
        if link is None or link.used_at is not None or link.expires_at <= now:
            return None
        path += links.token_of(link)
    heir = await db.get(Person, message.data["subject"].partition(":")[2])
    told = Told(
        url=_url(path),
        name=person.name,
        merchant=merchant.name,
        other=heir.name if heir else "",
        role=await account_words.role_name(db, message.merchant_id, str(message.data.get("to_role", ""))),
    )
    return _To(person.email, person.language or merchant.locale, told)


async def _invited(db: AsyncSession, message: Message, merchant: Merchant, now: datetime) -> _To | None:
    invitation = await db.get(invitations.Invitation, message.data["subject"].partition(":")[2])
    if invitation is None or invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at <= now:
        return None
    if invitation.version != message.data.get("version"):
        return None
    inviter = await db.get(Person, invitation.invited_by) if invitation.invited_by else None
    told = Told(
        url=_url(f"/invite/{invitations.token_of(invitation)}"),
        merchant=merchant.name,
        other=inviter.name if inviter else "",
        role=await account_words.role_name(db, message.merchant_id, invitation.role),
        store=await location_name(db, message.merchant_id, invitation.location_id),
    )
    # Whoever has an account here already reads it as they read everything.
    known = (await db.execute(select(Person.language).where(Person.email == invitation.email))).scalar_one_or_none()
    return _To(invitation.email, known or merchant.locale, told)


def _url(path: str) -> str:
    return settings().base_url.rstrip("/") + path

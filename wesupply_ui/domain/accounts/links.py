"""Links that reach a person by mail and work once: to confirm an address, to set a new password, to go straight in afterwards.

The token is derived from the row's id and the installation's key, so that whoever writes the mail can make it again; only its fingerprint
is stored, and no fact or log holds it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col, select

from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.ids import new_id
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.secrets import capability, fingerprint

CONFIRM, RESET, ENTER = "confirm", "reset", "enter"
LIVES = {CONFIRM: timedelta(days=7), RESET: timedelta(hours=1), ENTER: timedelta(minutes=2)}
_KEPT_AFTER_ITS_END = timedelta(days=7)


class AccountLink(SQLModel, table=True):
    """One link. `person_id` is null when somebody asked for an address that nobody has: asking costs the same for both."""

    __tablename__ = "account_link"  # type: ignore[assignment]

    id: str = Field(default_factory=new_id, primary_key=True)
    kind: str
    person_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    merchant_id: str | None = Field(default=None, foreign_key="merchant.id")
    token_hash: str = Field(unique=True)
    created_at: datetime
    expires_at: datetime = Field(index=True)
    used_at: datetime | None = None


def token_of(link: AccountLink) -> str:
    """What the address ends in."""
    return capability(f"account-{link.kind}", link.id, 1)


async def make_link(db: AsyncSession, kind: str, *, person_id: str | None, merchant_id: str | None, now: datetime) -> AccountLink:
    """A fresh link of this kind. Sweeps those whose end is long past."""
    await db.execute(delete(AccountLink).where(col(AccountLink.expires_at) < now - _KEPT_AFTER_ITS_END))
    link = AccountLink(kind=kind, person_id=person_id, merchant_id=merchant_id, token_hash="", created_at=now, expires_at=now + LIVES[kind])
    link.token_hash = fingerprint(token_of(link))
    db.add(link)
    await db.flush()
    return link


async def open_link(db: AsyncSession, kind: str, token: str, *, now: datetime) -> AccountLink:
    """The link with this token, locked until the end of the transaction. NotFound, the same for unknown, used and expired ones."""
    wanted = select(AccountLink).where(
        AccountLink.token_hash == fingerprint(str(token)[:200]),
        AccountLink.kind == kind,
        AccountLink.expires_at > now,
        col(AccountLink.used_at).is_(None),
        col(AccountLink.person_id).is_not(None),
    )
    found = (await db.execute(wanted.with_for_update().execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise NotFound(_("This link was used already, or has expired."))
    return found


async def use_up(db: AsyncSession, link: AccountLink, *, now: datetime) -> None:
    """This link, and every other of its kind that the person still has in the mailbox, opens nothing any more."""
    same = (AccountLink.person_id == link.person_id, AccountLink.kind == link.kind, col(AccountLink.used_at).is_(None))
    await db.execute(update(AccountLink).where(*same).values(used_at=now))

"""Who was asked to work here? An invitation is a link by mail with a role in it, good for a week and once."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Index
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col, select

from wesupply_ui.domain.accounts.permissions import STAFF_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.ids import new_id
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.secrets import capability, fingerprint

LIFE = timedelta(days=7)


class Invitation(SQLModel, table=True):
    """`version` rises with each mail, and the link before ends. Open until `accepted_at`, `withdrawn_at` or `expires_at`."""

    __tablename__ = "invitation"  # type: ignore[assignment]
    __table_args__ = (Index("ix_invitation_merchant", "merchant_id", "email"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    email: str
    role: str
    location_id: str | None = None
    invited_by: str | None = Field(default=None, foreign_key="person.id")
    version: int = 1
    token_hash: str = Field(unique=True)
    created_at: datetime
    sent_at: datetime
    expires_at: datetime
    accepted_at: datetime | None = None
    withdrawn_at: datetime | None = None


def token_of(invitation: Invitation) -> str:
    """What the address in the mail ends in."""
    return capability("invitation", invitation.id, invitation.version)


def renew(invitation: Invitation, *, now: datetime) -> None:
    """Its present version's link, and a week from now."""
    invitation.token_hash, invitation.sent_at, invitation.expires_at = fingerprint(token_of(invitation)), now, now + LIFE


async def open_invitation(db: AsyncSession, token: str, *, now: datetime) -> Invitation:
    """The invitation of this link, locked. NotFound, the same for unknown, accepted, withdrawn, superseded and expired ones."""
    wanted = select(Invitation).where(
        Invitation.token_hash == fingerprint(str(token)[:200]),
        Invitation.expires_at > now,
        col(Invitation.accepted_at).is_(None),
        col(Invitation.withdrawn_at).is_(None),
    )
    found = (await db.execute(wanted.with_for_update().execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise NotFound(_("This invitation was accepted or withdrawn, or has expired. Ask for a new one."))
    return found


async def waiting_invitations(db: AsyncSession, scope: Scope) -> list[Invitation]:
    """Those of the caller's merchant that nobody accepted or withdrew, expired ones too, newest first."""
    scope.require(STAFF_READ)
    return list((await db.execute(_waiting(scope).order_by(col(Invitation.sent_at).desc(), col(Invitation.id).desc()))).scalars())


async def waiting_invitation(db: AsyncSession, scope: Scope, invitation_id: str) -> Invitation:
    """One of them, locked. NotFound."""
    wanted = _waiting(scope).where(Invitation.id == str(invitation_id)[:40])
    found = (await db.execute(wanted.with_for_update().execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise NotFound(_("This invitation is not waiting any more."))
    return found


def _waiting(scope: Scope):
    mine = select(Invitation).where(Invitation.merchant_id == scope.merchant_id)
    return mine.where(col(Invitation.accepted_at).is_(None), col(Invitation.withdrawn_at).is_(None))

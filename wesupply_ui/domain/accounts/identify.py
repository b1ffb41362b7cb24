"""Whose account does a sign-in elsewhere open? One that was linked; else the one whose confirmed address the provider vouches for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.factors import LinkedIdentity
from wesupply_ui.domain.accounts.models import Person
from wesupply_ui.domain.accounts.own_up import own_up
from wesupply_ui.domain.accounts.ports import Identity
from wesupply_ui.domain.accounts.scopes import Scope, SignedIn
from wesupply_ui.domain.accounts.sign_in import works_somewhere
from wesupply_ui.kernel.errors import Conflict, NotFound, SignInNeeded
from wesupply_ui.kernel.language import _


class NoAccount(SignInNeeded):
    """Nobody here has this address, or the provider does not vouch for it. `told`: which of the page's sentences says it."""

    def __init__(self, told: str) -> None:
        super().__init__(_("There is no account for this sign-in. Ask for an invitation."))
        self.told = told


async def identify(db: AsyncSession, identity: Identity, *, now: datetime) -> Person:
    """The person whom this identity opens, linked from now on. `NoAccount` when there is none."""
    linked = await _linked(db, identity)
    if linked:
        person = await db.get_one(Person, linked.person_id)
        if not person.is_active or not await works_somewhere(db, person.id):
            raise NoAccount("no_account")
        linked.last_used_at, linked.email = now, identity.email or linked.email
        return person
    if not identity.email or not identity.email_verified:
        raise NoAccount("unverified")
    person = (await db.execute(select(Person).where(Person.email == identity.email, Person.is_active))).scalar_one_or_none()
    if person is None or not await works_somewhere(db, person.id):
        raise NoAccount("no_account")
    await own_up(db, person, now=now)  # what somebody set up there before, under an address that is not theirs, opens nothing
    await _link(db, person, identity, now)
    return person


async def link_own(db: AsyncSession, signed: SignedIn, identity: Identity, *, now: datetime) -> None:
    """A signed-in person links a sign-in elsewhere. Only one whose verified address is that of the account; Conflict otherwise."""
    signed.scope.require_recent(now)
    linked = await _linked(db, identity)
    if linked:
        if linked.person_id != signed.person_id:
            raise Conflict(_("This sign-in belongs to another account."))
        return
    person = await db.get_one(Person, signed.person_id)
    if not identity.email_verified or identity.email != person.email:
        raise Conflict(_("The address there is not the one of your account, or it is not confirmed there."))
    person.email_confirmed_at = person.email_confirmed_at or now
    await _link(db, person, identity, now)
    await audit.note(
        db, signed.scope, "identity.linked", f"person:{person.id}", at=now, label=person.email, after={"issuer": identity.issuer}
    )


async def unlink(db: AsyncSession, scope: Scope, person_id: str, identity_id: str, *, now: datetime) -> None:
    """The sign-in elsewhere opens the account no more. NotFound when it is none of theirs."""
    scope.require_recent(now)
    mine = select(LinkedIdentity).where(LinkedIdentity.id == identity_id[:40], LinkedIdentity.person_id == person_id)
    linked = (await db.execute(mine)).scalar_one_or_none()
    if linked is None:
        raise NotFound(_("There is no such sign-in."))
    await db.delete(linked)
    await audit.note(db, scope, "identity.unlinked", f"person:{person_id}", at=now, before={"issuer": linked.issuer})


async def identities_of(db: AsyncSession, person_id: str) -> list[LinkedIdentity]:
    """What is linked, in the order it was."""
    mine = select(LinkedIdentity).where(LinkedIdentity.person_id == person_id).order_by(col(LinkedIdentity.created_at))
    return list((await db.execute(mine)).scalars())


async def _linked(db: AsyncSession, identity: Identity) -> LinkedIdentity | None:
    same = select(LinkedIdentity).where(LinkedIdentity.issuer == identity.issuer, LinkedIdentity.subject == identity.subject)
    return (await db.execute(same)).scalar_one_or_none()


async def _link(db: AsyncSession, person: Person, identity: Identity, now: datetime) -> None:
    linked = LinkedIdentity(
        person_id=person.id, issuer=identity.issuer, subject=identity.subject, email=identity.email, created_at=now, last_used_at=now
    )
    db.add(linked)
    await db.flush()

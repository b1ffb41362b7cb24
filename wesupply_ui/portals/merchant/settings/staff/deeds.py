"""What a person does on the staff screen: invite, change a role, deactivate and reactivate, hand the shop over."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import reflex as rx
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import change_staff
from wesupply_ui.domain.accounts import invite as asking
from wesupply_ui.domain.accounts import transfer as handing_over
from wesupply_ui.domain.accounts.models import Person
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.locations.queries import stores_of
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Conflict, Invalid, NotAllowed, TooMany
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.throttle import Throttle
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, who, work
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.staff.state import StaffState
from wesupply_ui.portals.problems import field_errors

T = TypeVar("T")
_PASSWORDS = Throttle("ownership-password", "5 per 15 minutes; 20 per day")


class StaffDeedsState(rx.State):
    """Handlers only; what they change is shown by `StaffState`. `page.target` is whom the open dialog is about."""

    @rx.event
    @audience(MERCHANT, may="staff.manage")
    async def invite(self, form: dict[str, Any]) -> Any:
        """Ask somebody to work here."""
        page = await self.get_state(StaffState)
        raw = {"email": form.get("email"), "role": form.get("role"), "location": form.get("location")}

        async def deed(db: AsyncSession, scope: Scope) -> Any:
            return await asking.invite(db, scope, raw, stores=await _store_ids(db, scope), now=clock.now())

        invited = await _tried(self, page, deed)
        return invited and await _done(page, _("The invitation is on its way to {email}.", email=invited.email))

    @rx.event
    @audience(MERCHANT, may="staff.manage")
    async def invite_again(self, invitation_id: str) -> Any:
        """Mail a fresh link."""
        page = await self.get_state(StaffState)
        async with work(self) as (db, scope):
            again = await asking.invite_again(db, scope, invitation_id, now=clock.now())
        return await _done(page, _("The invitation is on its way to {email}.", email=again.email))

    @rx.event
    @audience(MERCHANT, may="staff.manage")
    async def withdraw(self, invitation_id: str) -> Any:
        """The link opens nothing any more."""
        page = await self.get_state(StaffState)
        async with work(self) as (db, scope):
            withdrawn = await asking.withdraw(db, scope, invitation_id, now=clock.now())
        return await _done(page, _("The invitation to {email} is withdrawn.", email=withdrawn.email))

    @rx.event
    @audience(MERCHANT, may="staff.manage")
    async def change_role(self, form: dict[str, Any]) -> Any:
        """Another role."""
        page = await self.get_state(StaffState)
        raw = {"role": form.get("role"), "location": form.get("location")}

        async def deed(db: AsyncSession, scope: Scope) -> Person:
            return await change_staff.change_role(db, scope, page.target, raw, stores=await _store_ids(db, scope), now=clock.now())

        person = await _tried(self, page, deed)
        return person and await _done(page, _("{name} has the new role and has to sign in again.", name=_name(person)))

    @rx.event
    @audience(MERCHANT, may="staff.manage")
    async def deactivate(self) -> Any:
        """They may not enter any more."""
        page = await self.get_state(StaffState)

        async def deed(db: AsyncSession, scope: Scope) -> Person:
            return await change_staff.deactivate(db, scope, page.target, now=clock.now())

        person = await _tried(self, page, deed)
        return person and await _done(page, _("{name} is deactivated and signed out.", name=_name(person)))

    @rx.event
    @audience(MERCHANT, may="staff.manage")
    async def reactivate(self, person_id: str) -> Any:
        """They may enter again."""
        page = await self.get_state(StaffState)
        async with work(self) as (db, scope):
            person = await change_staff.reactivate(db, scope, person_id, stores=await _store_ids(db, scope), now=clock.now())
        return await _done(page, _("{name} may enter again.", name=_name(person)))

    @rx.event
    @audience(MERCHANT, may="ownership.transfer")
    async def transfer(self, form: dict[str, Any]) -> Any:
        """Hand the shop over."""
        page = await self.get_state(StaffState)
        me = await who(self)
        given = form.get("password")
        proof = {"password": given if isinstance(given, str) else "", "session_id": me.session_id}

        async def deed(db: AsyncSession, scope: Scope) -> Person:
            return await handing_over.transfer(db, scope, page.target, **proof, now=clock.now())

        heir = await _tried(self, page, deed, before=lambda: _PASSWORDS.take(me.person_id))
        if heir is None:
            return None
        page.dialog = ""
        # What comes now is no longer an owner's: the page is read anew by handlers that a manager may call.
        return [PersonState.load, StaffState.load, kit.toast(_("{name} owns the shop now; you manage it.", name=_name(heir)))]


async def _tried(
    state: rx.State,
    page: StaffState,
    deed: Callable[[AsyncSession, Scope], Awaitable[T]],
    before: Callable[[], Awaitable[None]] | None = None,
) -> T | None:
    """What the deed gives; None when it is refused, which the open dialog then says beside the field or above its buttons."""
    page.errors, page.problem = {}, ""
    try:
        if before:
            await before()
        async with work(state) as (db, scope):
            return await deed(db, scope)
    except (Invalid, Conflict, NotAllowed, TooMany) as refused:
        page.errors = field_errors(refused)
        page.problem = "" if page.errors.keys() & {"email", "role", "location", "password"} else refused.message
    return None


async def _store_ids(db: AsyncSession, scope: Scope) -> set[str]:
    return {each for each, _name in await stores_of(db, scope)}


async def _done(page: StaffState, words: str) -> Any:
    page.dialog = ""
    await page._show()
    return kit.toast(words)


def _name(person: Person) -> str:
    return person.name or person.email

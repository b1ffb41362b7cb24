"""Who is signed in, for the frame of every merchant screen: names, and how many things wait. Tiny, and shared by all screens."""

from __future__ import annotations

from dataclasses import dataclass

import reflex as rx
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.memberships import Workplace, merchants_of
from wesupply_ui.domain.accounts.permissions import ORDERS_READ, RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope, SignedIn
from wesupply_ui.domain.exceptions.queries import count
from wesupply_ui.domain.returns.waiting import count_to_act_on
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.language import _, language
from wesupply_ui.portals.access import MERCHANT, audience, look, who
from wesupply_ui.portals.live import beside
from wesupply_ui.portals.merchant.telling import Telling, telling


@dataclass(frozen=True)
class WorkplaceRow:
    """A merchant that this person may go on at."""

    slug: str
    name: str
    role: str
    is_here: bool


class PersonState(rx.State):
    """Names only; what a person may do is decided on the server each time."""

    name: str = ""
    role: str = ""
    merchant: str = ""
    can_poll: bool = False
    can_write: bool = False
    can_read_messages: bool = False
    language: str = ""
    """Which one this person reads; empty until they are known."""
    permissions: list[str] = []
    """What this person's role allows: for drawing, `PersonState.permissions.contains("staff.manage")`."""
    cases: str = ""
    """How many exceptions are open; empty for none."""
    returns: str = ""
    """How many returns wait for staff; empty for none."""
    workplaces: list[WorkplaceRow] = []
    """Every merchant where this person works."""
    _zone: str = "UTC"

    @rx.event
    @audience(MERCHANT)
    async def load(self) -> None:
        """Fill the frame; the first handler of every screen."""
        person = await who(self)
        async with look(self) as (db, scope):
            places = await merchants_of(db, person.person_id)
            self.cases, self.returns = await _cases(db, scope), await _returns(db, scope)
        self._greet(person)
        self.workplaces = [_row(each, person.scope.merchant_id) for each in places]

    @rx.event
    @audience(MERCHANT)
    async def refresh(self) -> None:
        """Something happened at this merchant's: called beside the `refresh` of every screen."""
        async with look(self) as (db, scope):
            self.cases, self.returns = await _cases(db, scope), await _returns(db, scope)

    def _greet(self, person: SignedIn) -> None:
        """Take over what the frame shows."""
        self.name, self.merchant = person.person_name or person.email, person.merchant_name
        self.role = _("{role} at {merchant}", role=_(person.role_name), merchant=person.merchant_name)
        self.language = language()
        self.can_poll = person.scope.may("tracking.poll")
        self.can_write = person.scope.may("orders.write")
        self.can_read_messages = person.scope.may("messages.read")
        self.permissions = sorted(person.scope.permissions)
        self._zone = person.time_zone


beside(MERCHANT, PersonState)


async def _cases(db: AsyncSession, scope: Scope) -> str:
    found = await count(db, scope) if scope.may(ORDERS_READ) else None
    return str(found) if found and found.value else ""


async def _returns(db: AsyncSession, scope: Scope) -> str:
    found = await count_to_act_on(db, scope) if scope.may(RETURNS_READ) else None
    return str(found) if found and found.value else ""


def _row(place: Workplace, here: str) -> WorkplaceRow:
    return WorkplaceRow(place.slug, place.name, _(place.role_name), place.merchant_id == here)


async def telling_of(state: rx.State) -> Telling:
    """How to say instants on this tab's screen: by the clock of the merchant of whoever is signed in."""
    return telling(clock.now(), (await state.get_state(PersonState))._zone)

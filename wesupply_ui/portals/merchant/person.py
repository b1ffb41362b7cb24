"""Who is signed in, for the frame of every merchant screen: names, and how many things wait. Tiny, and shared by all screens."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.domain.accounts.scopes import SignedIn
from wesupply_ui.domain.exceptions.queries import count
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.language import _, language
from wesupply_ui.portals.access import MERCHANT, audience, look, who
from wesupply_ui.portals.live import beside
from wesupply_ui.portals.merchant.telling import Telling, telling


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
    _zone: str = "UTC"

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def load(self) -> None:
        """Fill the frame; the first handler of every screen."""
        self._greet(await who(self))
        await self._count()

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def refresh(self) -> None:
        """Something happened at this merchant's: called beside the `refresh` of every screen."""
        await self._count()

    async def _count(self) -> None:
        async with look(self) as (db, scope):
            found = await count(db, scope)
        self.cases = str(found) if found.value else ""

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


async def telling_of(state: rx.State) -> Telling:
    """How to say instants on this tab's screen: by the clock of the merchant of whoever is signed in."""
    return telling(clock.now(), (await state.get_state(PersonState))._zone)

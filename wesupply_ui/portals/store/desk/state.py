"""What the desk knows: locked, whose names there are; open, who works and what waits; for a manager, the tablets."""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any, ClassVar

import reflex as rx

from wesupply_ui.domain.accounts import desk
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import DESK_MANAGE
from wesupply_ui.domain.accounts.scopes import signed_in
from wesupply_ui.domain.locations import tablets
from wesupply_ui.domain.orders.waiting_pickups import waiting_pickups
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.language import _, language, ngettext
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import ANYONE, STORE, audience, look, open_look, session_token, who, work
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.store.desk.rows import (
    NameRow,
    Option,
    PickupRow,
    TabletRow,
    idle_options,
    name_row,
    pickup_row,
    tablet_row,
)  # fmt: skip


class DeskState(rx.State):
    """One tab. `mode`: "", "locked", "open" or "tablets"."""

    when_signed_out: ClassVar[str] = "/store?locked=1"

    mode: str = ""
    language: str = ""
    names: list[NameRow] = []
    chosen: str = ""
    chosen_name: str = ""
    chosen_has_pin: bool = True
    problem: str = ""
    store: str = ""
    person: str = ""
    is_tablet: bool = False
    may_manage: bool = False
    idle_minutes: str = "0"
    pickups: list[PickupRow] = []
    stores: list[Option] = []
    tablets: list[TabletRow] = []
    sets_idle: bool = False
    idle_choices: list[Option] = []

    @rx.event
    @audience(ANYONE)
    async def load(self) -> Any:
        """Open for who works here, locked on a registered tablet, the way to sign in for everybody else."""
        query = self.router.url.query_parameters
        async with open_look(self) as db:
            person = await signed_in(db, session_token(self), now=clock.now())
            device = await desk.device_of(db, _device_token(self))
            people = await desk.associates_at(db, device) if device and person is None else []
        self.mode, self.pickups, self.problem = "", [], _problem(query)
        if person and person.scope.location_id:
            return DeskState.tablets_page if query.get("tablets") and not person.device_id else DeskState.show
        if device and person is None:
            self.names = [name_row(each) for each in people]
            self._choose(str(query.get("who", "")))
            self.mode = "locked"
            return None
        if person and person.scope.may(DESK_MANAGE):
            return DeskState.tablets_page
        return rx.redirect("/app" if person else "/login?next=/store")

    @rx.event
    @audience(ANYONE)
    async def choose(self, person_id: str) -> None:
        """Pick one's own name; an empty one goes back to the names."""
        self.problem = ""
        self._choose(str(person_id))

    @rx.event
    @audience(STORE, may="pickups.read")
    async def show(self) -> None:
        """The open desk."""
        await self._fill()
        watch(self)
        self.mode = "open"

    @rx.event
    @audience(STORE, may="pickups.read")
    async def refresh(self) -> None:
        """News of this session: it goes on, or it ended and the tab is emptied."""
        await self._fill()

    @rx.event
    @audience(STORE, may="desk.manage")
    async def tablets_page(self) -> None:
        """Which tablets there are, and this browser as a new one."""
        await self._fill_tablets()
        self.mode = "tablets"

    @rx.event
    @audience(STORE, may="desk.manage")
    async def remove(self, tablet_id: str) -> Any:
        """A tablet opens nothing any more."""
        async with work(self) as (db, scope):
            await tablets.remove_tablet(db, scope, str(tablet_id), now=clock.now())
        await self._fill_tablets()
        return kit.toast(_("The tablet is removed"))

    @rx.event
    @audience(STORE, may="desk.manage")
    async def set_idle(self, minutes: str) -> Any:
        """After how long tablets lock themselves."""
        async with work(self) as (db, scope):
            await tablets.set_idle_minutes(db, scope, str(minutes), now=clock.now())
        await self._fill_tablets()
        return kit.toast(_("Saved"))

    def _choose(self, person_id: str) -> None:
        found = next((each for each in self.names if each.id == person_id), None)
        self.chosen = found.id if found else ""
        self.chosen_name, self.chosen_has_pin = (found.name, found.has_pin) if found else ("", True)

    async def _fill(self) -> None:
        person = await who(self)
        async with look(self) as (db, scope):
            store, waiting = await waiting_pickups(db, scope)
            minutes = (await db.get_one(Merchant, scope.merchant_id)).desk_idle_minutes
        self.store, self.person, self.language = store.name, person.person_name or person.email, language()
        self.is_tablet, self.idle_minutes = person.device_id is not None, str(minutes) if person.device_id else "0"
        self.may_manage = scope.may(DESK_MANAGE) and person.device_id is None
        self.pickups = [pickup_row(each, store.time_zone) for each in waiting]

    async def _fill_tablets(self) -> None:
        person = await who(self)
        async with look(self) as (db, scope):
            found, places = await tablets.tablets_of(db, scope), await tablets.stores_of(db, scope)
            minutes = (await db.get_one(Merchant, scope.merchant_id)).desk_idle_minutes
        self.stores = [Option(each.id, each.name) for each in places]
        self.tablets = [tablet_row(each, person.time_zone) for each in found]
        self.store, self.person, self.language = person.merchant_name, person.person_name or person.email, language()
        self.sets_idle, self.idle_minutes, self.idle_choices = scope.location_id is None, str(minutes), idle_options()


def _device_token(state: Any) -> str | None:
    """The tablet's own cookie, of the socket that the event came by."""
    try:
        found = SimpleCookie(state.router.headers.cookie or "").get(desk.DEVICE_COOKIE)
    except CookieError:
        return None
    return found.value if found else None


def _problem(query: Mapping[str, str]) -> str:
    """What the door had to say about the last try."""
    error, wait = str(query.get("error", "")), str(query.get("wait", ""))
    if error == "too_many":
        minutes = max(1, -(-int(wait) // 60)) if wait.isascii() and wait.isdigit() and len(wait) < 7 else 5
        return ngettext("Too many tries. Please wait {count} minute.", "Too many tries. Please wait {count} minutes.", minutes)
    return {
        "wrong": _("This is not right. Please try again."),
        "pin": _("Choose six digits that nobody guesses: no row, no pattern, not all alike."),
        "name": _("Give the tablet a name."),
        "not_found": _("Choose one of your stores."),
    }.get(error, "")

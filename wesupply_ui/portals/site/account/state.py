"""What the account page knows of a person, and what they change there. Passwords and codes are plain forms: none comes through here."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.accounts import sessions
from wesupply_ui.domain.accounts.models import Person
from wesupply_ui.domain.accounts.own_profile import change_own_profile
from wesupply_ui.domain.accounts.scopes import SignedIn
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid, Situation
from wesupply_ui.kernel.language import _, language, ngettext, speak
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import PERSON, audience, look, who, work
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.problems import field_errors
from wesupply_ui.portals.site.account import rows
from wesupply_ui.portals.site.account.rows import Option, SessionRow
from wesupply_ui.portals.site.login.state import waiting


class AccountState(rx.State):
    """One tab."""

    loaded: bool = False
    language: str = ""
    email: str = ""
    name: str = ""
    merchant: str = ""
    home: str = "/app"
    own_language: str = ""
    own_zone: str = ""
    languages: list[Option] = []
    zones: list[Option] = []
    has_password: bool = True
    asks_for_factor: bool = False
    told: str = ""
    errors: dict[str, str] = {}
    sessions: list[SessionRow] = []
    others: int = 0

    @rx.event
    @audience(PERSON)
    async def load(self) -> None:
        """Show the person to themselves, and what the last plain form brought."""
        person = await who(self)
        await self._show(person)
        query = self.router.url.query_parameters
        self.asks_for_factor = person.lacks_factor
        self.told = _done(str(query.get("done", "")))
        self.errors = _wrong(str(query.get("about", "")), str(query.get("error", "")), str(query.get("wait", "")))
        self.languages, self.zones = rows.language_options(), rows.zone_options()
        self.loaded = True
        watch(self)

    @rx.event
    @audience(PERSON)
    async def refresh(self) -> None:
        """News of this session: it goes on, or it ended and the tab is emptied."""
        await self._show(await who(self))

    @rx.event
    @audience(PERSON)
    async def save(self, form: dict[str, Any]) -> Any:
        """Name, language and time zone."""
        person, self.errors = await who(self), {}
        try:
            async with work(self) as (db, _scope):
                kept = await change_own_profile(
                    db, person, {key: form.get(key) for key in ("name", "language", "time_zone")}, now=clock.now()
                )
        except Invalid as problem:
            self.errors = field_errors(problem)
            return kit.toast(problem.message, tone="problem")
        if kept.language:
            speak(kept.language)
        await self._show(await who(self))
        return kit.saved("profile")

    @rx.event
    @audience(PERSON)
    async def end_session(self, session_id: str) -> Any:
        """Sign out somewhere else."""
        async with work(self) as (db, scope):
            await sessions.end_one(db, scope, str(session_id), now=clock.now())
        await self._show(await who(self))
        return kit.toast(_("Signed out there"))

    @rx.event
    @audience(PERSON)
    async def end_others(self) -> Any:
        """Sign out everywhere but here."""
        person = await who(self)
        async with work(self) as (db, scope):
            count = await sessions.end_others(db, scope, but=person.session_id, now=clock.now())
        await self._show(person)
        return kit.toast(ngettext("Signed out in {count} other place", "Signed out in {count} other places", count))

    async def _show(self, person: SignedIn) -> None:
        now = clock.now()
        async with look(self) as (db, _scope):
            kept = await db.get_one(Person, person.person_id)
            found = await sessions.sessions_of(db, person.person_id, now=now)
        self.email, self.name, self.merchant = kept.email, kept.name, person.merchant_name
        self.home = "/store" if person.scope.location_id else "/app"
        self.own_language, self.own_zone, self.has_password = kept.language, kept.time_zone, kept.password_hash is not None
        self.language = language()
        self.sessions = rows.session_rows(found, this=person.session_id, now=now, zone=person.time_zone)
        self.others = len(self.sessions) - 1


def _done(what: str) -> str:
    return {
        "password": _("The password is changed. You were signed out everywhere else."),
        "codes": _("From now on, signing in asks for a code from your phone. Make recovery codes, for the day it is lost."),
        "passkey": _("The passkey works from now on."),
        "linked": _("The sign-in is linked."),
        "pin": _("The PIN works at your store's tablets from now on."),
    }.get(what, "")


def _wrong(about: str, error: str, wait: str) -> dict[str, str]:
    """Beside which field stands what, after a plain form was refused."""
    words = {
        ("password", "current"): _("is not right"),
        ("password", "password"): _("needs 12 characters or more, and not those that many people use"),
        ("codes", "code"): _("is not right; wait for the next one and try again"),
        ("pin", "pin"): _("needs six digits that nobody guesses: no row, no pattern, not all alike"),
    }
    if about == "linked" and error:
        return {about: _("The address there is not the one of your account, or it is not confirmed there.")}
    if error == "too_many":
        return {about: _("Too many tries. Please wait {time}, then try again.", time=waiting(wait))}
    field = {"password": "new"}.get(error, error)
    said = words.get((about, error))
    return {field: said} if said else {about: _("This did not work. Please try again.")} if error else {}


def words_of(problem: Situation) -> Any:
    """A toast with the problem's words."""
    return kit.toast(problem.message, tone="problem")

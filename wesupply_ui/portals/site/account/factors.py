"""What the account page knows of second factors: setting up a phone's codes, recovery codes, and taking them away again."""

from __future__ import annotations

from typing import Any

import reflex as rx
import segno

from wesupply_ui.domain.accounts import codes, identify, passkeys
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.settings import settings
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import PERSON, audience, look, who, work
from wesupply_ui.portals.site.account.rows import KeyRow, key_row


class FactorState(rx.State):
    """One tab. The secret and the recovery codes are here only while they are shown."""

    loaded: bool = False
    codes_on: bool = False
    has_factor: bool = False
    picture: str = ""
    secret: str = ""
    recovery_left: int = 0
    recovery: list[str] = []
    keys: list[KeyRow] = []
    linked: list[KeyRow] = []
    provider: str = ""

    @rx.event
    @audience(PERSON)
    async def load(self) -> None:
        """How things stand; what was shown once is gone."""
        self.picture, self.secret, self.recovery = "", "", []
        await self._show()
        if self.router.url.query_parameters.get("about") == "codes":
            # A wrong first code came back: the same secret goes on being shown, for the phone has it already.
            person = await who(self)
            async with look(self) as (db, scope):
                scope.require_recent(clock.now())
                started = await codes.started_codes(db, person, now=clock.now())
            if started:
                self._draw(*started)
        self.loaded = True

    @rx.event
    @audience(PERSON)
    async def start_codes(self) -> None:
        """Show the picture that the phone's app reads."""
        person = await who(self)
        async with work(self) as (db, scope):
            scope.require_recent(clock.now())
            secret, address = await codes.start_codes(db, person, now=clock.now())
        self._draw(secret, address)

    @rx.event
    @audience(PERSON)
    async def stop_setting_up(self) -> None:
        """Forget the picture."""
        self.picture, self.secret = "", ""

    @rx.event
    @audience(PERSON)
    async def remove_codes(self) -> Any:
        """The phone's codes count no more."""
        person = await who(self)
        async with work(self) as (db, scope):
            await codes.remove_codes(db, scope, person.person_id, now=clock.now())
        await self._show()
        return kit.toast(_("Codes from your phone are not asked for any more"))

    @rx.event
    @audience(PERSON)
    async def make_recovery_codes(self) -> None:
        """Fresh ones, shown until the page is left."""
        person = await who(self)
        async with work(self) as (db, scope):
            self.recovery = await codes.make_recovery_codes(db, scope, person.person_id, now=clock.now())
        await self._show()

    @rx.event
    @audience(PERSON)
    async def remove_key(self, key: str) -> Any:
        """A passkey opens nothing any more."""
        person = await who(self)
        async with work(self) as (db, scope):
            await passkeys.remove_passkey(db, scope, person.person_id, str(key), now=clock.now())
        await self._show()
        return kit.toast(_("The passkey is removed"))

    @rx.event
    @audience(PERSON)
    async def unlink(self, key: str) -> Any:
        """A sign-in elsewhere opens nothing any more."""
        person = await who(self)
        async with work(self) as (db, scope):
            await identify.unlink(db, scope, person.person_id, str(key), now=clock.now())
        await self._show()
        return kit.toast(_("The sign-in is not linked any more"))

    async def _show(self) -> None:
        person = await who(self)
        async with look(self) as (db, _scope):
            self.codes_on = await codes.has_codes(db, person.person_id)
            self.recovery_left = await codes.recovery_codes_left(db, person.person_id)
            keys = await passkeys.passkeys_of(db, person.person_id)
            linked = await identify.identities_of(db, person.person_id)
        self.keys = [key_row(each.id, each.name, each.created_at, each.last_used_at, person.time_zone) for each in keys]
        self.linked = [key_row(each.id, each.email, each.created_at, each.last_used_at, person.time_zone) for each in linked]
        self.provider = settings().oidc_name if settings().oidc_client_id else ""
        self.has_factor = person.has_factor

    def _draw(self, secret: str, address: str) -> None:
        self.secret = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        self.picture = segno.make(address, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff")

"""What the profile page knows, and what a person changes there, section by section."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.accounts.move import former_slugs, move
from wesupply_ui.domain.accounts.profile import change_profile, merchant_of
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Conflict, Invalid
from wesupply_ui.kernel.language import _, language
from wesupply_ui.portals import kit, regions
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.profile import rows
from wesupply_ui.portals.merchant.settings.profile.rows import ProfileRow, profile_row
from wesupply_ui.portals.problems import field_errors
from wesupply_ui.portals.regions import Option

_NAMES = ("name", "legal_name", "legal_address")
_REGION = ("country", "currency", "time_zone", "locale")


class ProfileState(rx.State):
    """One tab."""

    row: ProfileRow = ProfileRow()
    loaded: bool = False
    errors: dict[str, str] = {}
    countries: list[Option] = []
    currencies: list[Option] = []
    zones: list[Option] = []
    languages: list[Option] = []

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def load(self) -> None:
        """Show the profile as it is kept."""
        self.errors = {}
        await self._show()
        self.countries, self.zones, self.languages = regions.countries(language()), regions.time_zones(), rows.languages()
        self.currencies = regions.currency_options(language(), self.row.currency)
        self.loaded = True

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def save_names(self, form: dict[str, Any]) -> Any:
        """The section of names."""
        return await self._save("names", form, _NAMES)

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def save_region(self, form: dict[str, Any]) -> Any:
        """The section of country, money, time and language."""
        return await self._save("region", form, _REGION)

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def save_slug(self, form: dict[str, Any]) -> Any:
        """Move the shop to another address."""
        self.errors = {}
        try:
            async with work(self) as (db, scope):
                await move(db, scope, form.get("slug", ""), now=clock.now())
        except (Invalid, Conflict) as problem:
            self.errors = field_errors(problem)
            return kit.toast(problem.message, tone="problem")
        await self._show()
        return kit.saved("slug", _("Shoppers now find the shop at {address}", address=self.row.address))

    async def _save(self, section: str, form: dict[str, Any], names: tuple[str, ...]) -> Any:
        self.errors = {}
        try:
            async with work(self) as (db, scope):
                await change_profile(db, scope, {name: form.get(name) for name in names}, now=clock.now())
        except Invalid as problem:
            self.errors = field_errors(problem)
            return kit.toast(problem.message, tone="problem")
        await self._show()
        (await self.get_state(PersonState)).merchant = self.row.name
        return kit.saved(section)

    async def _show(self) -> None:
        async with look(self) as (db, scope):
            merchant = await merchant_of(db, scope)
            self.row = profile_row(merchant, await former_slugs(db, merchant.id))

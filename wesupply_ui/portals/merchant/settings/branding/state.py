"""What the branding page knows, and what a person saves and takes back there. What is tried out goes over `api/branding.py`."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.profile import merchant_of
from wesupply_ui.domain.branding.queries import history
from wesupply_ui.domain.branding.save import save
from wesupply_ui.domain.branding.undo import undo
from wesupply_ui.domain.orders.links import link_token
from wesupply_ui.domain.orders.queries import latest_shipped
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import LANGUAGES, _, known
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.settings.branding.rows import SECTIONS, SaveRow, fields_of, save_rows
from wesupply_ui.portals.problems import field_errors


class BrandingState(rx.State):
    """One tab. `drawn` grows when the fields have to be drawn anew: after an undo."""

    fields: dict[str, str] = {}
    errors: dict[str, str] = {}
    saves: list[SaveRow] = []
    loaded: bool = False
    drawn: int = 0
    shown_language: str = "en"
    lookup_page: str = ""
    tracking_page: str = ""

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def load(self) -> None:
        """Show the brand as it is kept."""
        self.errors = {}
        merchant = await self._show()
        self.shown_language = known(merchant.locale)
        self.lookup_page = f"/s/{merchant.slug}"
        self.drawn += 1
        self.loaded = True

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def show_language(self, code: str) -> None:
        """The page texts of another language."""
        self.shown_language = code if code in LANGUAGES else "en"

    @rx.event
    @audience(MERCHANT, may="branding.write")
    async def save_look(self, form: dict[str, Any]) -> Any:
        """Logo, colours and typeface."""
        return await self._save("look", form)

    @rx.event
    @audience(MERCHANT, may="branding.write")
    async def save_contact(self, form: dict[str, Any]) -> Any:
        """Ways of help and links."""
        return await self._save("contact", form)

    @rx.event
    @audience(MERCHANT, may="branding.write")
    async def save_words(self, form: dict[str, Any]) -> Any:
        """Page texts of all languages."""
        return await self._save("words", form)

    @rx.event
    @audience(MERCHANT, may="branding.write")
    async def save_chat(self, form: dict[str, Any]) -> Any:
        """What chats show of a link."""
        return await self._save("chat", form)

    @rx.event
    @audience(MERCHANT, may="branding.write")
    async def take_back(self, version_id: str) -> Any:
        """Undo the last save."""
        self.errors = {}
        async with work(self) as (db, scope):
            await undo(db, scope, version_id, now=clock.now())
        await self._show()
        self.drawn += 1
        return kit.toast(_("The shop looks as it did before."))

    async def _save(self, section: str, form: dict[str, Any]) -> Any:
        self.errors = {}
        try:
            async with work(self) as (db, scope):
                await save(db, scope, {name: form[name] for name in SECTIONS[section] if name in form}, now=clock.now())
        except Invalid as problem:
            self.errors = field_errors(problem)
            self._show_language_of_first_problem()
            return kit.toast(problem.message, tone="problem")
        await self._show()
        return kit.saved(section, _("Saved. Shoppers see it now."))

    def _show_language_of_first_problem(self) -> None:
        wrong = [name.split("_")[1] for name in self.errors if name.startswith("text_")]
        if wrong and self.shown_language not in wrong:
            self.shown_language = wrong[0]

    async def _show(self) -> Merchant:
        async with look(self) as (db, scope):
            merchant = await merchant_of(db, scope)
            saves = await history(db, scope)
            order = await latest_shipped(db, scope)
        self.fields, self.saves = fields_of(merchant.brand), save_rows(saves, await telling_of(self))
        self.tracking_page = f"/t/{link_token(order.id, order.link_version)}" if order else ""
        return merchant

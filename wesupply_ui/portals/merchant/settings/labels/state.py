"""What the page of label accounts knows, and what a person does there. A key that is typed is passed on and never kept here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import reflex as rx

from wesupply_ui import runtime
from wesupply_ui.domain.labels.accounts import WORKS, account_for, choose, connect, disconnect, note_check, own_address, standings
from wesupply_ui.domain.labels.preferences import prefer, preference_of
from wesupply_ui.domain.locations.lacking import receivers
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid, NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.settings import carrier_variables
from wesupply_ui.kernel.throttle import Throttle
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.settings.beside import told_beside
from wesupply_ui.portals.merchant.settings.labels.rows import (
    FIELDS,
    LikesRow,
    PlaceRow,
    ProviderCard,
    likes_row,
    place_row,
    provider_card,
)
from wesupply_ui.portals.merchant.settings.trials import tried_too_often

_TRIALS = Throttle("label-trials", "6 per minute; 40 per hour")
_FIGURES = ("length_mm", "width_mm", "height_mm", "packaging_grams", "item_grams")


class LabelSettingsState(rx.State):
    """One tab."""

    cards: list[ProviderCard] = []
    likes: LikesRow = LikesRow()
    likes_key: int = 0
    places: list[PlaceRow] = []
    loaded: bool = False
    chosen: str = ""
    chosen_name: str = ""
    is_connecting: bool = False
    errors: dict[str, str] = {}
    testing: str = ""

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def load(self) -> None:
        """How it stands with each provider, and what is liked."""
        self.reset()
        await self._show()
        self.loaded = True

    @rx.event
    @audience(MERCHANT, may="carriers.write")
    async def begin(self, provider: str) -> None:
        """Open the dialog that takes a key."""
        card = self._card(provider)
        self.chosen, self.chosen_name, self.errors, self.is_connecting = card.provider, card.name, {}, True

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def close(self, is_open: bool) -> None:
        """The dialog was closed."""
        if is_open is not True:
            self.is_connecting = False

    @rx.event
    @audience(MERCHANT, may="carriers.write")
    async def save(self, form: dict[str, Any]) -> Any:
        """Keep the key that was typed, and try it."""
        provider = self._card(self.chosen).provider
        self.errors = {}
        try:
            async with work(self) as (db, scope):
                address = await own_address(db, scope, provider) or carrier_variables(provider).get("url")
                await connect(db, scope, provider, {"api_key": form.get("api_key")}, base_url=address, now=clock.now())
        except Invalid as problem:
            self.errors = told_beside(problem, FIELDS)
            return None
        self.is_connecting = False
        await self._show()
        return [kit.toast(_("The account is kept; trying it …")), LabelSettingsState.test(provider)]

    @rx.event
    @audience(MERCHANT, may="carriers.write")
    async def test(self, provider: str) -> AsyncIterator[Any]:
        """Really ask the provider, with no transaction open, and say what it means."""
        card = self._card(provider)
        if too_often := await tried_too_often(self, _TRIALS, card.provider, card.name):
            yield kit.toast(too_often, tone="attention")
            return
        self.testing = card.provider
        yield
        try:
            async with look(self) as (db, scope):
                account = await account_for(db, scope.merchant_id, card.provider)
            if account is None:
                raise NotFound(_("There is no account to buy labels with."))
            answer = await runtime.try_label_account(account)
            async with work(self) as (db, scope):
                outcome = await note_check(db, scope, card.provider, answer, now=clock.now())
        finally:
            self.testing = ""
        await self._show()
        words = f"{card.name}: {self._card(card.provider).check_words}"
        yield kit.toast(words, tone="done" if outcome == WORKS else "problem")

    @rx.event
    @audience(MERCHANT, may="carriers.write")
    async def use(self, provider: str) -> Any:
        """Buy new labels there."""
        async with work(self) as (db, scope):
            await choose(db, scope, self._card(provider).provider, now=clock.now())
        await self._show()
        return kit.toast(_("New labels are bought there"))

    @rx.event
    @audience(MERCHANT, may="carriers.write")
    async def take_away(self, provider: str) -> Any:
        """The account is ours no more."""
        async with work(self) as (db, scope):
            await disconnect(db, scope, self._card(provider).provider, now=clock.now())
        await self._show()
        return kit.toast(_("Disconnected; the key is deleted"))

    @rx.event
    @audience(MERCHANT, may="carriers.write")
    async def save_likes(self, form: dict[str, Any]) -> Any:
        """How labels are to be."""
        self.errors = {}
        raw = {name: _figure(form.get(name)) for name in _FIGURES}
        raw |= {name: str(form.get(name) or "") for name in ("carriers", "services", "form")}
        try:
            async with work(self) as (db, scope):
                await prefer(db, scope, raw, now=clock.now())
        except Invalid as problem:
            self.errors = told_beside(problem, FIELDS)
            return kit.toast(problem.message, tone="problem")
        await self._show()
        return kit.saved("likes")

    def _card(self, provider: object) -> ProviderCard:
        found = next((each for each in self.cards if each.provider == provider), None)
        if found is None:
            raise NotFound(_("There is no such label provider."))
        return found

    async def _show(self) -> None:
        tell = await telling_of(self)
        async with look(self) as (db, scope):
            stands = await standings(db, scope)
            likes = await preference_of(db, scope.merchant_id)
            places = await receivers(db, scope)
        self.cards = [provider_card(each, tell) for each in stands]
        self.likes = likes_row(likes)
        self.likes_key += 1
        self.places = [place_row(each) for each in places]


def _figure(typed: object) -> object:
    """Digits as a number; anything else as it was typed, for the domain to say what is wrong."""
    text = str(typed or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text or None

"""What the page of carrier accounts knows, and what a person does there. What is typed as a secret is passed on and never kept here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import reflex as rx

from wesupply_ui import runtime
from wesupply_ui.domain.accounts.profile import merchant_of
from wesupply_ui.domain.tracking.carrier_accounts import account_standings
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.check import WORKS, meaning_of, note_check, number_to_try
from wesupply_ui.domain.tracking.connect import connect, disconnect, own_credential, set_limits
from wesupply_ui.domain.tracking.credentials import account_for
from wesupply_ui.domain.tracking.webhook_credential import reveal_webhook
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid, NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.settings import carrier_variables, settings
from wesupply_ui.kernel.throttle import Throttle
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.settings.beside import told_beside
from wesupply_ui.portals.merchant.settings.carriers.rows import LABELS, AccountCard, account_card
from wesupply_ui.portals.merchant.settings.trials import tried_too_often

# Each trial is a call at the carrier's, who counts them, and wrong ones as guesses.
_TRIALS = Throttle("carrier-trials", "6 per minute; 40 per hour")
_SECRETS = ("client_id", "client_secret", "api_key", "account")


class CarriersState(rx.State):
    """One tab."""

    cards: list[AccountCard] = []
    loaded: bool = False
    chosen: str = ""
    chosen_name: str = ""
    takes_secret: bool = False
    takes_key: bool = False
    takes_account: bool = False
    has_sandbox: bool = False
    keeps_address: bool = False
    is_connecting: bool = False
    is_limiting: bool = False
    per_second: str = ""
    per_day: str = ""
    errors: dict[str, str] = {}
    testing: str = ""
    webhook_address: str = ""
    webhook_credential: str = ""
    is_webhook_open: bool = False

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def load(self) -> None:
        """How it stands with each carrier."""
        self.reset()
        await self._show()
        self.loaded = True

    @rx.event
    @audience(MERCHANT, may="carriers.write")
    async def begin(self, code: str) -> None:
        """Open the dialog that takes an account."""
        card = self._card(code)
        self.chosen, self.chosen_name, self.errors, self.is_connecting = card.code, card.name, {}, True
        self.takes_secret, self.takes_key, self.takes_account = card.takes_secret, card.takes_key, card.takes_account
        self.has_sandbox, self.keeps_address = card.has_sandbox, bool(card.address)

    @rx.event
    @audience(MERCHANT, may="carriers.write")
    async def begin_limits(self, code: str) -> None:
        """Open the dialog that takes limits."""
        card = self._card(code)
        self.chosen, self.chosen_name, self.errors, self.is_limiting = card.code, card.name, {}, True
        self.per_second, self.per_day = card.per_second, card.per_day

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def close(self, is_open: bool) -> None:
        """A dialog was closed; a credential that was shown is gone from the page."""
        if is_open is not True:
            self.is_connecting = self.is_limiting = self.is_webhook_open = False
            self.webhook_credential = ""

    @rx.event
    @audience(MERCHANT, may="carriers.write")
    async def save(self, form: dict[str, Any]) -> Any:
        """Keep the account that was typed, and try it."""
        code = self._card(self.chosen).code
        raw = {name: form.get(name) for name in _SECRETS}
        self.errors = {}
        try:
            async with work(self) as (db, scope):
                known = await own_credential(db, scope, code)
                address = _address(code, str(form.get("where") or ""), known.base_url if known else None)
                await connect(db, scope, code, raw, needs=runtime.entrance(code).needs, base_url=address, now=clock.now())
        except Invalid as problem:
            self.errors = told_beside(problem, LABELS)
            return None
        self.is_connecting = False
        await self._show()
        return [kit.toast(_("The account is kept; trying it …")), CarriersState.test(code)]

    @rx.event
    @audience(MERCHANT, may="carriers.write")
    async def test(self, code: str) -> AsyncIterator[Any]:
        """Really ask the carrier, with no transaction open, and say what it means."""
        card = self._card(code)
        if too_often := await tried_too_often(self, _TRIALS, card.code, card.name):
            yield kit.toast(too_often, tone="attention")
            return
        self.testing = card.code
        yield
        try:
            async with look(self) as (db, scope):
                account = await account_for(db, scope.merchant_id, card.code)
                number = await number_to_try(db, scope, card.code, runtime.entrance(card.code).sample)
            if account is None:
                raise NotFound(_("There is no account to ask this carrier with."))
            outcome = meaning_of(await runtime.ask_once(card.code, number, account))
            async with work(self) as (db, scope):
                await note_check(db, scope, account, outcome, now=clock.now())
        finally:
            self.testing = ""
        await self._show()
        words = f"{card.name}: {self._card(card.code).check_words}"
        yield kit.toast(words, tone="done" if outcome == WORKS else "problem")

    @rx.event
    @audience(MERCHANT, may="carriers.write")
    async def take_away(self, code: str) -> Any:
        """The account is ours no more."""
        async with work(self) as (db, scope):
            await disconnect(db, scope, self._card(code).code, now=clock.now())
        await self._show()
        return kit.toast(_("Disconnected; the secrets are deleted"))

    @rx.event
    @audience(MERCHANT, may="carriers.write")
    async def limit(self, form: dict[str, Any]) -> Any:
        """How often the account may be called."""
        self.errors = {}
        try:
            async with work(self) as (db, scope):
                raw = {name: form.get(name) for name in ("per_second", "per_day")}
                await set_limits(db, scope, self._card(self.chosen).code, raw, now=clock.now())
        except Invalid as problem:
            self.errors = told_beside(problem, LABELS)
            return None
        self.is_limiting = False
        await self._show()
        return kit.toast(_("Saved"))

    @rx.event
    @audience(MERCHANT, may="carriers.write")
    async def show_webhook(self, code: str) -> None:
        """Where the carrier pushes to, and with which credential."""
        card = self._card(code)
        async with work(self) as (db, scope):
            merchant = await merchant_of(db, scope)
            self.webhook_credential = await reveal_webhook(db, scope, card.code, now=clock.now())
        self.webhook_address = f"{settings().base_url.rstrip('/')}/api/webhooks/carriers/{card.code}/{merchant.slug}"
        self.chosen_name, self.is_webhook_open = card.name, True

    def _card(self, code: object) -> AccountCard:
        found = next((each for each in self.cards if each.code == code), None)
        if found is None:
            raise NotFound(_("There is no such carrier."))
        return found

    async def _show(self) -> None:
        tell = await telling_of(self)
        codes = runtime.carrier_codes()
        async with look(self) as (db, scope):
            standings = await account_standings(db, scope, codes, now=tell.now)
        self.cards = [
            account_card(each, carrier_name(each.carrier), runtime.entrance(each.carrier), has_webhook=_pushes(each.carrier), tell=tell)
            for each in standings
        ]


def _pushes(code: str) -> bool:
    return runtime.webhook(code) is not None


def _address(code: str, where: str, before: str | None) -> str | None:
    """Where the account is good: the carrier itself, its sandbox, or where the installation (or the account before) says it is."""
    if where == "sandbox":
        return runtime.entrance(code).sandbox
    if where == "production":
        return None
    return before or carrier_variables(code).get("url")

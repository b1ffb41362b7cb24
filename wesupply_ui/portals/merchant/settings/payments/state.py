"""What the page of payments knows, and what a person does there. Secrets that are typed are passed on and never kept here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import reflex as rx

from wesupply_ui import runtime
from wesupply_ui.domain.accounts.profile import merchant_of
from wesupply_ui.domain.ledger.payment_accounts import accounts_for, connect_stripe, disconnect_stripe, own_account
from wesupply_ui.domain.ledger.payment_standing import WORKS, note_check, payment_standing
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid, NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.settings import settings
from wesupply_ui.kernel.throttle import Throttle
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.settings.beside import told_beside
from wesupply_ui.portals.merchant.settings.payments.rows import FIELDS, PaymentsRow, payments_row
from wesupply_ui.portals.merchant.settings.trials import tried_too_often

_TRIALS = Throttle("payment-trials", "6 per minute; 40 per hour")


class PaymentsState(rx.State):
    """One tab."""

    page: PaymentsRow = PaymentsRow()
    loaded: bool = False
    is_connecting: bool = False
    errors: dict[str, str] = {}
    testing: bool = False
    webhook_address: str = ""

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def load(self) -> None:
        """How it stands."""
        self.reset()
        await self._show()
        self.loaded = True

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def begin(self) -> None:
        """Open the dialog that takes an account."""
        self.errors, self.is_connecting = {}, True

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def close(self, is_open: bool) -> None:
        """The dialog was closed."""
        if is_open is not True:
            self.is_connecting = False

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def save(self, form: dict[str, Any]) -> Any:
        """Keep the account that was typed, and try it."""
        self.errors = {}
        try:
            async with work(self) as (db, scope):
                known = await own_account(db, scope, "stripe")
                raw = {name: form.get(name) for name in FIELDS}
                await connect_stripe(db, scope, raw, base_url=known.base_url if known else None, now=clock.now())
        except Invalid as problem:
            self.errors = told_beside(problem, FIELDS)
            return None
        self.is_connecting = False
        await self._show()
        return [kit.toast(_("The account is kept; trying it …")), PaymentsState.test]

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def test(self) -> AsyncIterator[Any]:
        """Really ask Stripe, with no transaction open, and say what it means."""
        if too_often := await tried_too_often(self, _TRIALS, "stripe", "Stripe"):
            yield kit.toast(too_often, tone="attention")
            return
        self.testing = True
        yield
        try:
            async with look(self) as (db, scope):
                account = (await accounts_for(db, [scope.merchant_id], "stripe")).get(scope.merchant_id)
            if account is None:
                raise NotFound(_("No payment provider is connected."))
            answer = await runtime.try_payment_account(account)
            async with work(self) as (db, scope):
                outcome = await note_check(db, scope, answer, now=clock.now())
        finally:
            self.testing = False
        await self._show()
        yield kit.toast(f"Stripe: {self.page.check_words}", tone="done" if outcome == WORKS else "problem")

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def take_away(self) -> Any:
        """The account is ours no more: from now on the shop pays."""
        async with work(self) as (db, scope):
            await disconnect_stripe(db, scope, now=clock.now())
        await self._show()
        return kit.toast(_("Disconnected; the secrets are deleted"))

    async def _show(self) -> None:
        tell = await telling_of(self)
        async with look(self) as (db, scope):
            standing = await payment_standing(db, scope)
            merchant = await merchant_of(db, scope)
        self.page = payments_row(standing, tell)
        self.webhook_address = f"{settings().base_url.rstrip('/')}/api/hooks/stripe/{merchant.slug}"

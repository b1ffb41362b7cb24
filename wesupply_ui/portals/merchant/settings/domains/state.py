"""What the domains page knows, and what a person does there: take a name, claim a domain, have its proof looked for."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui import runtime
from wesupply_ui.domain.accounts.profile import merchant_of
from wesupply_ui.domain.hosts import choose
from wesupply_ui.domain.hosts.check import record_check
from wesupply_ui.domain.hosts.claim import claim, take_name
from wesupply_ui.domain.hosts.let_embed import let_embed
from wesupply_ui.domain.hosts.proof import is_proven, record_name
from wesupply_ui.domain.hosts.queries import domain, domains_of, own_host
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Conflict, Invalid
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.kernel.settings import settings
from wesupply_ui.kernel.throttle import Throttle
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.settings.domains.rows import DomainRow, domain_row
from wesupply_ui.portals.problems import field_errors

# Each check asks servers of others.
_CHECKS = Throttle("domain-checks", "10 per minute; 60 per hour")


class DomainsState(rx.State):
    """One tab. `drawn` grows when the forms have to be empty again."""

    rows: list[DomainRow] = []
    errors: dict[str, str] = {}
    loaded: bool = False
    drawn: int = 0
    plain_address: str = ""
    has_primary: bool = False
    under: str = ""
    own: str = ""
    suggested: str = ""
    sites: str = ""

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def load(self) -> None:
        """Show the hosts as they stand."""
        self.errors = {}
        await self._show()
        self.loaded = True

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def take_name(self, form: dict[str, Any]) -> Any:
        """A name under the installation's own domain."""
        self.errors = {}
        try:
            async with work(self) as (db, scope):
                made = await take_name(db, scope, form.get("label"), now=clock.now())
        except (Invalid, Conflict) as problem:
            self.errors = field_errors(problem)
            return None
        await self._show()
        return kit.saved("name", _("Shoppers find the shop at {host}", host=made.host))

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def claim(self, form: dict[str, Any]) -> Any:
        """A domain of the merchant's own."""
        self.errors = {}
        try:
            async with work(self) as (db, scope):
                await claim(db, scope, form.get("host"), now=clock.now())
        except (Invalid, Conflict) as problem:
            self.errors = field_errors(problem)
            return None
        await self._show()
        return kit.saved("claim", _("Added. Now write its record where the domain is managed."))

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def check(self, domain_id: str) -> Any:
        """Look for the proof now. The DNS is asked while no transaction is open."""
        async with look(self) as (db, scope):
            row = await domain(db, scope, domain_id)
        await _CHECKS.take(scope.merchant_id)
        texts = await runtime.text_records().texts(record_name(row.host))
        found = None if texts is None else is_proven(texts, row.token)
        async with work(self) as (db, scope):
            row = await record_check(db, scope, row.id, found=found, now=clock.now())
        await self._show()
        if row.verified_at is not None and found:
            return kit.toast(_("{host} leads to the shop.", host=row.host))
        words = _("The record is not there yet. It can take an hour until it is seen everywhere.")
        unheard = _("The servers of this domain did not answer. Please try again later.")
        return kit.toast(unheard if found is None else words, tone="attention")

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def make_primary(self, domain_id: str) -> Any:
        """Links in mails name this host."""
        async with work(self) as (db, scope):
            chosen = await choose.make_primary(db, scope, domain_id, now=clock.now())
        await self._show()
        return kit.toast(_("Links in mails begin with {host} now.", host=chosen.host))

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def use_none(self) -> Any:
        """Links in mails name the installation's own address."""
        async with work(self) as (db, scope):
            await choose.use_none(db, scope, now=clock.now())
        await self._show()
        return kit.toast(_("Links in mails begin with {host} now.", host=own_host()))

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def remove(self, domain_id: str) -> Any:
        """Give a host up."""
        async with work(self) as (db, scope):
            host = await choose.remove(db, scope, domain_id, now=clock.now())
        await self._show()
        return kit.toast(_("{host} does not lead here any more.", host=host))

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def let_embed(self, form: dict[str, Any]) -> Any:
        """Which sites may show the shoppers' pages within theirs."""
        self.errors = {}
        try:
            async with work(self) as (db, scope):
                sites = await let_embed(db, scope, form.get("sites"), now=clock.now())
        except Invalid as problem:
            self.errors = field_errors(problem)
            return None
        await self._show()
        said = ngettext("{count} site may show the shop's pages.", "{count} sites may show the shop's pages.", len(sites))
        return kit.saved("embedding", said if sites else _("No other site may show the shop's pages."))

    async def _show(self) -> None:
        telling = await telling_of(self)
        async with look(self) as (db, scope):
            merchant = await merchant_of(db, scope)
            rows = [domain_row(each, telling) for each in await domains_of(db, scope)]
        self.rows, self.has_primary = rows, any(each.is_primary for each in rows)
        self.sites = "\n".join(merchant.embedders)
        self.plain_address = f"{settings().base_url.rstrip('/')}/s/{merchant.slug}"
        self.under, self.own, self.suggested = settings().shops_under, own_host(), merchant.slug
        self.drawn += 1

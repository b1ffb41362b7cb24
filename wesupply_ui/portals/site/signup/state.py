"""What the sign-up form knows: what it suggests from the visitor's browser, what is wrong, and that a mail is on its way."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

import reflex as rx

from wesupply_ui.domain.accounts.sign_up import is_open, sign_up
from wesupply_ui.domain.accounts.suggest import country_for, currency_for, slug_for, zone_for
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Conflict, Invalid, NotAllowed, TooMany
from wesupply_ui.kernel.fields import is_country
from wesupply_ui.kernel.language import _, language
from wesupply_ui.kernel.settings import settings
from wesupply_ui.portals import regions
from wesupply_ui.portals.access import ANYONE, audience, open_work
from wesupply_ui.portals.problems import field_errors
from wesupply_ui.portals.regions import Option
from wesupply_ui.portals.site.callers import SIGN_UPS, caller, may_mail
from wesupply_ui.portals.unhurried import unhurried

_FIELDS = ("shop", "slug", "country", "currency", "time_zone", "name", "email", "password")
# What signing up takes at least: as long for an address that is known here as for one that is not.
_SECONDS = 0.5
_ZONE_SCRIPT = "Intl.DateTimeFormat().resolvedOptions().timeZone"


class SignUpState(rx.State):
    """One tab. The password passes through and is kept nowhere."""

    loaded: bool = False
    is_closed: bool = False
    sent_to: str = ""
    problem: str = ""
    errors: dict[str, str] = {}
    slug: str = ""
    before_slug: str = ""
    country: str = ""
    currency: str = ""
    time_zone: str = ""
    countries: list[Option] = []
    currencies: list[Option] = []
    zones: list[Option] = []
    _slug_is_theirs: bool = False

    @rx.event
    @audience(ANYONE)
    async def load(self) -> Any:
        """Suggest what the browser tells of the visitor; its time zone only a script knows."""
        self.reset()
        self.is_closed = not is_open()
        self.before_slug = f"{settings().base_url.rstrip('/')}/s/"
        self.countries, self.zones = regions.countries(language()), regions.time_zones()
        self._suggest("")
        self.loaded = True
        return rx.call_script(_ZONE_SCRIPT, callback=type(self).take_zone)

    @rx.event
    @audience(ANYONE)
    async def take_zone(self, zone: str) -> None:
        """The browser's time zone, from which country and currency follow."""
        if isinstance(zone, str) and zone in available_timezones():
            self._suggest(zone)

    @rx.event
    @audience(ANYONE)
    async def choose_country(self, country: str) -> None:
        """Another country counts in another currency; the time zone stays the browser's."""
        if is_country(str(country)):
            self.country, self.currency = country, currency_for(country)

    @rx.event
    @audience(ANYONE)
    async def choose_currency(self, currency: str) -> None:
        """Another currency."""
        self.currency = str(currency)[:3]

    @rx.event
    @audience(ANYONE)
    async def choose_zone(self, zone: str) -> None:
        """Another time zone."""
        self.time_zone = str(zone)[:60]

    @rx.event
    @audience(ANYONE)
    async def name_shop(self, name: str) -> None:
        """The address follows the name until somebody writes their own."""
        if not self._slug_is_theirs:
            self.slug = slug_for(str(name)[:200])

    @rx.event
    @audience(ANYONE)
    async def write_slug(self, slug: str) -> None:
        """An address of their own."""
        self.slug = str(slug)[:60]
        self._slug_is_theirs = bool(self.slug)

    @rx.event
    @audience(ANYONE)
    async def submit(self, form: dict[str, Any]) -> None:
        """Sign up. The answer is the same for an address that is known here."""
        self.errors, self.problem = {}, ""
        raw = {name: form.get(name) for name in _FIELDS}
        try:
            await SIGN_UPS.take(caller(self.router))
            await may_mail(raw["email"])
            async with unhurried(_SECONDS), open_work(self) as db:
                await sign_up(db, raw, now=clock.now())
        except (Invalid, Conflict) as wrong:
            self.errors = field_errors(wrong)
        except (TooMany, NotAllowed) as refused:
            self.problem = _(refused.message)
        else:
            self.sent_to = str(raw["email"]).strip()[:254]

    def _suggest(self, zone: str) -> None:
        headers = self.router.headers.raw_headers
        self.country = country_for(zone, headers.get("accept-language", ""))
        self.currency, self.time_zone = currency_for(self.country), zone_for(self.country, zone)
        self.currencies = regions.currency_options(language(), self.currency)

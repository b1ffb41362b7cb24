"""What the insights know: figures, tables and lines of the period that the address asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

import reflex as rx
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.insights import figures as counted
from wesupply_ui.domain.insights.period import Period
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.kernel import csv_out
from wesupply_ui.kernel.language import _, ngettext, number
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.merchant.exceptions.rows import Choice
from wesupply_ui.portals.merchant.insights.address import Asked
from wesupply_ui.portals.merchant.insights.rows import (
    Figure,
    Row,
    country_name,
    figures,
    lane_rows,
    party_words,
    step_rows,
    step_words,
    trouble_rows,
)
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.telling import Telling

MOST_LANES = 40
PAGES, LOOK_UPS, FOUND = "tracking_pages", "look_ups", "look_ups_found"


class InsightsState(rx.State):
    """One period of one shop, narrowed to a carrier or a country."""

    loaded: bool = False
    told: str = ""
    figures: list[Figure] = []
    lines: list[kit.Line] = []
    weekly: bool = False
    first_day: str = ""
    last_day: str = ""
    by_day: list[Row] = []
    lanes: list[Row] = []
    troubles: list[Row] = []
    parties: str = ""
    silent: list[Row] = []
    visits: list[kit.Bar] = []
    visits_told: str = ""
    carriers: list[Choice] = []
    countries: list[Choice] = []
    days: str = "30"
    first: str = ""
    last: str = ""
    carrier: str = ""
    country: str = ""

    @rx.event
    @audience(MERCHANT, may="insights.read")
    async def load(self) -> None:
        """Count what the address asks for."""
        asked = self._asked()
        async with look(self) as (db, scope):
            tell = replace(await telling_of(self), zone=await counted.shop_zone(db, scope))
            period = asked.period(tell.today)
            carriers, countries = await self._count(db, scope, asked, period, tell)
        self.carriers = [Choice("", _("All carriers")), *(Choice(code, carrier_name(code)) for code in carriers)]
        self.countries = [Choice("", _("All countries")), *(Choice(code, country_name(code)) for code in countries)]
        self.carrier, self.country = asked.carrier, asked.country
        own = bool(asked.first and asked.last)
        self.days = "" if own else asked.days or "30"
        self.first, self.last = period.first.isoformat(), period.last.isoformat()
        self.told = _(
            "{first} to {last}, beside the {days} days before",
            first=tell.day(period.first),
            last=tell.day(period.last),
            days=len(period.days),
        )
        self.loaded = True

    @rx.event
    @audience(MERCHANT, may="insights.read")
    async def choose(self, name: str, value: str) -> Any:
        """Another period, carrier or country."""
        return rx.redirect(self._asked().changed(**{str(name): str(value)}).href)

    @rx.event
    @audience(MERCHANT, may="insights.read")
    async def own_days(self, form: dict[str, Any]) -> Any:
        """From one day to another."""
        return rx.redirect(self._asked().changed(first=form.get("first", ""), last=form.get("last", "")).href)

    @rx.event
    @audience(MERCHANT, may="insights.read")
    async def download(self, what: str) -> Any:
        """A table as CSV."""
        heads = {
            "by_day": (_("Week from") if self.weekly else _("Day"), "", _("Delivered"), _("Late"), _("On time")),
            "lanes": (_("Carrier"), _("Lane"), _("Parcels"), _("Half within days"), _("Nine in ten within days"), _("Orders")),
            "troubles": (_("Reason"), _("Caused by"), _("Cases"), _("Orders")),
        }
        if what not in heads:
            return None
        rows: list[Row] = getattr(self, what)
        lines = [csv_out.line(heads[what])]
        for row in rows:
            cells = {
                "by_day": (row.key, "", row.first, row.second, row.third),
                "lanes": (row.name, row.detail, row.first, row.second, row.third, row.orders),
                "troubles": (row.name, row.detail, row.first, row.orders),
            }
            lines.append(csv_out.line(cells[what]))
        return rx.download(data=csv_out.BYTE_ORDER_MARK + "".join(lines), filename=f"{what.replace('_', '-')}-{self.first}-{self.last}.csv")

    def _asked(self) -> Asked:
        return Asked.of(self.router.url.query_parameters)

    async def _count(self, db: AsyncSession, scope: Scope, asked: Asked, period: Period, tell: Telling) -> tuple[list[str], list[str]]:
        """The carriers and countries to choose from."""
        narrow = {"carrier": asked.carrier, "country": asked.country}
        delivered = await counted.delivered(db, scope, period)
        earlier_on = await counted.delivered(db, scope, period.before, with_hours=False)
        now, before, lanes = delivered.by_day(**narrow), earlier_on.by_day(**narrow), delivered.lanes(**narrow)
        troubles = await counted.troubles(db, scope, period, tell.zone, **narrow)
        cases_before = await counted.cases_opened(db, scope, period.before, tell.zone, **narrow)
        cases = sum(each.cases for each in troubles)
        self.figures = figures(now, before, lanes, cases, cases_before)
        self.weekly, steps = period.is_weekly, counted.by_step(now, period)
        series = (
            (_("this period"), [step.share for step in steps], "solid"),
            (_("before"), [step.share for step in counted.by_step(before, period.before)], "dashed"),
        )
        self.lines = kit.lines(series)
        self.first_day, self.last_day = tell.day(period.first), tell.day(period.last)
        self.by_day = step_rows(steps, period, tell, asked.carrier, asked.country)
        self.lanes = lane_rows(lanes[:MOST_LANES], period)
        self.troubles, self.parties = trouble_rows(troubles, period, asked.carrier, asked.country), party_words(troubles)
        self.silent = _silent_rows(await counted.silent_now(db, scope, carrier=asked.carrier))
        await self._visits(db, scope, period, tell)
        return delivered.choices()

    async def _visits(self, db: AsyncSession, scope: Scope, period: Period, tell: Telling) -> None:
        found = await counted.counts(db, scope, period)
        pages = found.get(PAGES, {})
        opened_in = [(step, sum(pages.get(day, 0) for day in step.days)) for step in period.steps]
        self.visits = kit.bars([kit.Point(step_words(step, tell), count, number(count), "accent") for step, count in opened_in])
        opened, asked, hit = (sum(found.get(name, {}).values()) for name in (PAGES, LOOK_UPS, FOUND))
        said = ngettext("{count} tracking page opened", "{count} tracking pages opened", opened)
        self.visits_told = said + " · " + _("{asked} look-ups, of which {hit} found an order", asked=number(asked), hit=number(hit))


def _silent_rows(found: dict[str, int]) -> list[Row]:
    most, inbox = max(found.values(), default=1), "/app/exceptions?kind=silent&carrier="
    ranked = sorted(found.items(), key=lambda pair: -pair[1])
    return [
        Row(code, carrier_name(code), "", number(count), "", "", f"{count / most * 100:.0f}%", _("Review"), inbox + quote(code))
        for code, count in ranked
    ]

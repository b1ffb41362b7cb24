"""What the page of one location knows, and what a person changes there, section by section."""

from __future__ import annotations

from itertools import count
from typing import Any

import reflex as rx

from wesupply_ui.domain.accounts.profile import merchant_of
from wesupply_ui.domain.locations.archive import archive_location
from wesupply_ui.domain.locations.hours import DAYS, USUAL
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.locations.put import put_location
from wesupply_ui.domain.locations.queries import location_by_id
from wesupply_ui.domain.locations.read_location import SERVICES
from wesupply_ui.domain.locations.standing import standing_of
from wesupply_ui.domain.locations.zones import suggested_zone
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import FieldProblem, Invalid, NotFound
from wesupply_ui.kernel.ids import new_id
from wesupply_ui.kernel.language import _, language
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.settings.beside import told_beside
from wesupply_ui.portals.merchant.settings.location import rows
from wesupply_ui.portals.merchant.settings.location.rows import LABELS, DayRow, ExceptionRow, HolidayRow, LocationForm, PartRow
from wesupply_ui.portals.merchant.settings.location.typed import exception_from, week_from, where_from
from wesupply_ui.portals.merchant.settings.locations.rows import standing_words
from wesupply_ui.portals.regions import Option, countries, time_zones

LIST = "/app/settings/locations"


class LocationState(rx.State):
    """One tab."""

    form: LocationForm = LocationForm()
    parts: list[PartRow] = []
    week: list[DayRow] = []
    exceptions: list[ExceptionRow] = []
    holidays: list[HolidayRow] = []
    countries: list[Option] = []
    zones: list[Option] = []
    regions: list[rows.Option] = []
    standing: str = ""
    tone: str = "quiet"
    zone_hint: str = ""
    errors: dict[str, str] = {}
    is_new: bool = False
    loaded: bool = False
    lost: bool = False
    _next: int = 1
    _id: str = ""

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def load(self) -> None:
        """Open the location that the address names, or an empty form."""
        self.reset()
        self._id = str(getattr(self, "id", ""))[:64]  # the route's argument, a var that Reflex makes
        self.is_new = self._id == "new"
        self.countries, self.zones = countries(language()), time_zones()
        if self.is_new:
            async with look(self) as (db, scope):
                merchant = await merchant_of(db, scope)
            self.form = LocationForm(country=merchant.country, time_zone=merchant.time_zone)
            self.parts, self.loaded = rows.part_rows(merchant.country, {}), True
            return
        try:
            await self._show()
        except NotFound:
            self.lost = True

    @rx.event
    @audience(MERCHANT, may="locations.write")
    async def choose_country(self, country: str) -> None:
        """The address has the parts of another country."""
        self.parts = rows.part_rows(str(country)[:2], {})
        await self.suggest_zone(str(country)[:2], "")

    @rx.event
    @audience(MERCHANT, may="locations.write")
    async def suggest_zone(self, country: str, region: str) -> None:
        """Which zone it is there, most likely."""
        zone = suggested_zone(str(country)[:2] or self.form.country, str(region)[:20] or None)
        self.zone_hint = _("Probably {zone}", zone=zone) if zone else ""

    @rx.event
    @audience(MERCHANT, may="locations.write")
    async def save_where(self, form: dict[str, Any]) -> Any:
        """What it is called, where it is, who to ask for."""
        raw = where_from(form, [part.name for part in self.parts])
        if not self.is_new:
            return await self._save("where", raw)
        external_id = str(form.get("external_id") or "").strip() or f"loc-{new_id()[-8:]}"
        self.errors = {}
        try:
            async with work(self) as (db, scope):
                location, is_made, _remarks = await put_location(db, scope, external_id, raw, now=clock.now(), strict=True)
                if not is_made:
                    raise Invalid(_("There is one already."), problems=(FieldProblem("external_id", _("is taken")),))
        except Invalid as problem:
            return self._refused(problem)
        return [kit.toast(_("{name} is there; now say when it is open", name=location.name)), rx.redirect(f"{LIST}/{location.id}")]

    @rx.event
    @audience(MERCHANT, may="locations.write")
    async def save_week(self, form: dict[str, Any]) -> Any:
        """The usual week."""
        return await self._save("week", {"hours": week_from(form, self.week)})

    @rx.event
    @audience(MERCHANT, may="locations.write")
    async def save_offer(self, form: dict[str, Any]) -> Any:
        """Services and coordinates."""
        services = [each for each in SERVICES if form.get(f"service.{each}")]
        return await self._save("offer", {"services": services, "latitude": form.get("latitude"), "longitude": form.get("longitude")})

    @rx.event
    @audience(MERCHANT, may="locations.write")
    async def save_holidays(self, form: dict[str, Any]) -> Any:
        """Whether public holidays are followed, and whose."""
        return await self._save("holidays", {"holidays": {"follow": bool(form.get("follow")), "region": form.get("region") or ""}})

    @rx.event
    @audience(MERCHANT, may="locations.write")
    async def add_span(self, day: str) -> None:
        """One more span on a day."""
        spans = {each.key: len(each.spans) for each in self.week}
        if day in DAYS and spans.get(day, 9) < 6:
            opens = ("09:00", "18:00") if not spans[day] else ("13:00", "18:00")
            new = rows.SpanRow(self._fresh(), *opens)
            self.week = [DayRow(each.key, each.name, [*each.spans, new]) if each.key == day else each for each in self.week]

    @rx.event
    @audience(MERCHANT, may="locations.write")
    async def remove_span(self, day: str, span: int) -> None:
        """One span less."""
        self.week = [
            DayRow(each.key, each.name, [one for one in each.spans if one.id != span]) if each.key == day else each for each in self.week
        ]

    @rx.event
    @audience(MERCHANT, may="locations.write")
    async def add_exception(self, form: dict[str, Any]) -> Any:
        """A day on which it is otherwise."""
        return await self._except(exception_from(form))

    @rx.event
    @audience(MERCHANT, may="locations.write")
    async def remove_exception(self, day: str) -> Any:
        """That day is as any other."""
        return await self._except({"date": str(day)}, remove=True)

    @rx.event
    @audience(MERCHANT, may="locations.write")
    async def open_on(self, day: str) -> Any:
        """Open as usual although it is a public holiday."""
        name = next((each.name for each in self.holidays if each.date == day), "")
        return await self._except({"date": str(day), "hours": USUAL, "note": name})

    @rx.event
    @audience(MERCHANT, may="locations.write")
    async def archive(self, is_back: bool) -> Any:
        """Out of use, or in use again."""
        async with work(self) as (db, scope):
            location = await archive_location(db, scope, self._id, now=clock.now(), back=is_back is True)
        await self._show()
        said = _("{name} is in use again", name=location.name) if is_back is True else _("{name} is archived", name=location.name)
        return kit.toast(said)

    async def _except(self, entry: dict[str, Any], *, remove: bool = False) -> Any:
        """Replace the entry of one day; days that are past are dropped."""
        today = (await telling_of(self)).today.isoformat()
        async with look(self) as (db, scope):
            location = await location_by_id(db, scope, self._id)
        kept = [each for each in location.exceptions if each["date"] != entry.get("date") and each["date"] >= today]
        return await self._save("exceptions", {"exceptions": kept if remove else [*kept, entry]})

    async def _save(self, section: str, raw: dict[str, Any]) -> Any:
        self.errors = {}
        try:
            async with work(self) as (db, scope):
                location = await location_by_id(db, scope, self._id)
                await put_location(db, scope, location.external_id, raw, now=clock.now(), strict=True)
        except Invalid as problem:
            return self._refused(problem)
        await self._show()
        return kit.saved(section)

    def _refused(self, problem: Invalid) -> Any:
        self.errors = told_beside(problem, LABELS)
        return kit.toast(_("Some of it can't be kept; see beside the fields"), tone="problem")

    async def _show(self) -> None:
        tell = await telling_of(self)
        async with look(self) as (db, scope):
            location: Location = await location_by_id(db, scope, self._id)
        self.form, self.parts = rows.form_of(location), rows.part_rows(location.address.get("country", ""), location.address)
        ids = count(self._next)
        self.week = rows.day_rows(location.hours, ids)
        self._next = next(ids)
        self.exceptions, self.holidays = rows.exception_rows(location, tell), rows.holiday_rows(location, tell)
        self.regions = rows.region_options(location.address.get("country", ""))
        self.standing, self.tone = standing_words(location, standing_of(location, clock.now()), clock.now())
        self.loaded, self.lost, self.zone_hint = True, False, ""

    def _fresh(self) -> int:
        self._next += 1
        return self._next

"""What the page of one location says, ready to be drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from wesupply_ui.domain.locations.address_rules import parts_of
from wesupply_ui.domain.locations.hours import DAYS, USUAL
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.locations.public_holidays import coming_holidays, holiday_regions
from wesupply_ui.kernel.language import N_, _, language
from wesupply_ui.portals.merchant.telling import Telling

DAY_NAMES = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))
LABELS = {
    "name": N_("The name"),
    "kind": N_("The kind"),
    "external_id": N_("The id"),
    "contact": N_("The contact"),
    "phone": N_("The phone number"),
    "email": N_("The mail address"),
    "time_zone": N_("The time zone"),
    "hours": N_("The week"),
    "date": N_("The entry"),
    "latitude": N_("The latitude"),
    "longitude": N_("The longitude"),
    "services": N_("The services"),
    "address.country": N_("The country"),
    "address.line1": N_("The street"),
    "address.line2": N_("The second line"),
    "address.city": N_("The town"),
    "address.region": N_("The region"),
    "address.postcode": N_("The postcode"),
    "address.company": N_("The company"),
    "address": N_("The address"),
    "exceptions": N_("The list"),
}


@dataclass(frozen=True)
class Option:
    """One entry of a choice."""

    value: str
    words: str


@dataclass(frozen=True)
class PartRow:
    """One part of the address, as its country has it. `options` empty: it is typed."""

    name: str
    label: str
    value: str
    hint: str
    is_required: bool
    options: list[Option] = field(default_factory=list)


@dataclass(frozen=True)
class SpanRow:
    """One span of a day; `id` is its own for as long as the page is open."""

    id: int
    opens: str
    closes: str


@dataclass(frozen=True)
class DayRow:
    """One weekday."""

    key: str
    name: str
    spans: list[SpanRow] = field(default_factory=list)


@dataclass(frozen=True)
class ExceptionRow:
    """One day on which it is otherwise."""

    date: str
    day: str
    hours: str
    note: str


@dataclass(frozen=True)
class HolidayRow:
    """One public holiday ahead. `is_kept`: closed as it says; else an exception says otherwise."""

    date: str
    day: str
    name: str
    is_kept: bool


@dataclass(frozen=True)
class LocationForm:
    """One location as it is kept."""

    id: str = ""
    external_id: str = ""
    name: str = ""
    kind: str = "store"
    contact: str = ""
    phone: str = ""
    email: str = ""
    country: str = ""
    time_zone: str = ""
    latitude: str = ""
    longitude: str = ""
    services: list[str] = field(default_factory=list)
    follows: bool = False
    region: str = ""
    is_archived: bool = False
    hours_unread: bool = False


def form_of(location: Location) -> LocationForm:
    """From the location to its page."""
    degrees = [("" if each is None else f"{each:g}") for each in (location.latitude, location.longitude)]
    return LocationForm(
        location.id, location.external_id, location.name, location.kind, location.contact or "", location.phone or "",
        location.email or "", location.address.get("country", ""), location.time_zone, degrees[0], degrees[1], list(location.services),
        bool(location.holidays.get("follow")), location.holidays.get("region", ""), location.archived_at is not None,
        bool(location.hours) and not readable(location.hours),
    )  # fmt: skip


def part_rows(country: str, values: Mapping[str, Any]) -> list[PartRow]:
    """The parts of an address in this country, in its order."""
    return [
        PartRow(
            f"address.{part.name}",
            _(part.label),
            str(values.get(part.name) or ""),
            _("Like {example}", example=part.example) if part.example else "",
            part.is_required,
            [Option("", "–"), *(Option(code, name) for code, name in part.choices)] if part.choices else [],
        )
        for part in parts_of(country)
    ]


def day_rows(week: Mapping[str, Any], ids: count[int]) -> list[DayRow]:
    """The week, each span with an id of its own."""
    shown = week if readable(week) else {}
    return [
        DayRow(day, _(name), [SpanRow(next(ids), opens, "00:00" if closes == "24:00" else closes) for opens, closes in shown.get(day, [])])
        for day, name in zip(DAYS, DAY_NAMES, strict=True)
    ]


def exception_rows(location: Location, tell: Telling) -> list[ExceptionRow]:
    """Days on which it is otherwise, from today on."""
    return [_exception(each, tell) for each in location.exceptions if each["date"] >= tell.today.isoformat()]


def _exception(each: Mapping[str, Any], tell: Telling) -> ExceptionRow:
    hours = each["hours"]
    spans = [] if hours == USUAL else [f"{opens}–{closes}" for opens, closes in hours]
    words = _("Open as usual") if hours == USUAL else ", ".join(spans) or _("Closed")
    return ExceptionRow(each["date"], _dated(each["date"], tell), words, each.get("note", ""))


def holiday_rows(location: Location, tell: Telling) -> list[HolidayRow]:
    """The public holidays of the year ahead, where the location follows them."""
    if not location.holidays.get("follow"):
        return []
    region = location.holidays.get("region") or location.address.get("region")
    otherwise = {each["date"] for each in location.exceptions}
    found = coming_holidays(location.address.get("country"), region, tell.today, language=language())
    return [HolidayRow(day.isoformat(), tell.dated(day), name, day.isoformat() not in otherwise) for day, name in found]


def region_options(country: str) -> list[Option]:
    """Whose holidays may be followed beside the country's."""
    return [Option("", _("Those of the address")), *(Option(code, name) for code, name in holiday_regions(country))]


def readable(week: Mapping[str, Any]) -> bool:
    """Whether these hours are a week as we keep it."""
    return all(day in DAYS and isinstance(spans, list) for day, spans in week.items())


def _dated(day: str, tell: Telling) -> str:
    return tell.dated(date.fromisoformat(day))

"""What does an address of the order list ask for, and which address asks for this? All that it shows is in it: links can be shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from urllib.parse import urlencode

from wesupply_ui.domain.orders.listing import Filter, Sort
from wesupply_ui.portals.merchant.telling import Telling
from wesupply_ui.portals.merchant.words import ATTENTION, CHANNELS, CONDITIONS, MILESTONES, NOT_SHIPPED, STATUSES, plain

LIST = "/app/orders"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """The list's questions as text, as they stand in the address; empty: not asked. Days are ISO, by the merchant's clock."""

    q: str = ""
    milestone: str = ""
    attention: str = ""
    condition: str = ""
    status: str = ""
    channel: str = ""
    placed_from: str = ""
    placed_to: str = ""
    sort: str = ""
    after: str = ""
    page: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """Out of an address's query; what nobody asks here is passed over, as is a sort or a day that is none."""
        values = {field.name: str(query.get(field.name, ""))[:_LONGEST] for field in fields(cls)}
        if values["sort"] not in set(Sort):
            values["sort"] = ""
        for name in ("placed_from", "placed_to"):
            if _day(values[name]) is None:
                values[name] = ""
        return cls(**values)

    @property
    def href(self) -> str:
        """The address that asks for this."""
        asked = [(field.name, value) for field in fields(self) if (value := getattr(self, field.name))]
        return f"{LIST}?{urlencode(asked)}" if asked else LIST

    def changed(self, **changes: Any) -> Asked:
        """As this, from the first page on."""
        known = {name: str(value)[:_LONGEST] for name, value in changes.items() if name in FILTERS or name in ("q", "sort")}
        return replace(self, **({"after": "", "page": ""} | known))

    def at(self, cursor: str, number: int) -> Asked:
        """Another page of the same."""
        return replace(self, after=cursor, page=str(number) if number > 1 else "")

    @property
    def number(self) -> int:
        """Which page this is, the first being 1."""
        return int(self.page) if self.page.isascii() and self.page.isdigit() and 0 < int(self.page) < 1_000_000 else 1

    @property
    def order(self) -> Sort:
        """By what it is sorted."""
        return Sort(self.sort) if self.sort else Sort.NEWEST

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.q.strip()) or any(getattr(self, name) for name in FILTERS)

    def filter(self, zone: tzinfo) -> Filter:
        """For the domain; days become the merchant's instants."""
        first, last = _day(self.placed_from), _day(self.placed_to)
        return Filter(
            typed=self.q,
            milestone=self.milestone or None,
            condition=self.condition or None,
            attention=self.attention or None,
            status=self.status or None,
            channel=self.channel or None,
            placed_from=_midnight(first, zone) if first else None,
            placed_before=_midnight(last + timedelta(days=1), zone) if last else None,
        )

    def chips(self, tell: Telling) -> list[tuple[str, str]]:
        """What is in force besides the search, as (name, words)."""
        found = [(name, _WORDS[name](value)) for name in _WORDS if (value := getattr(self, name))]
        for name, said in (("placed_from", "Placed since"), ("placed_to", "Placed until")):
            day = _day(getattr(self, name))
            if day:
                found.append((name, f"{said} {tell.day(day)}"))
        return found


FILTERS = ("milestone", "attention", "condition", "status", "channel", "placed_from", "placed_to")

_WORDS = {
    "milestone": lambda value: NOT_SHIPPED[0] if value == "none" else MILESTONES.get(value, (plain(value), ""))[0],
    "attention": lambda value: ATTENTION.get(value, plain(value)),
    "condition": lambda value: CONDITIONS.get(value, (plain(value), ""))[0],
    "status": lambda value: f"Shop says {STATUSES.get(value, plain(value)).lower()}",
    "channel": lambda value: CHANNELS.get(value, plain(value)),
}


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1990 <= day.year <= 2200 else None


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)

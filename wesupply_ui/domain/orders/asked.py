"""What does an address of the order list ask for? The same words in the address of a screen, a saved view and an export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Self

from wesupply_ui.domain.orders.custom.definition import KEY
from wesupply_ui.domain.orders.listing import Filter, Sort

FILTERS = (
    "milestone", "attention", "condition", "status", "channel", "carrier", "country", "assigned", "tag", "note",
    "placed_from", "placed_to", "due_from", "due_to", "delivered_from", "delivered_to", "late",
)  # fmt: skip
OWN = "custom."
"""What the name of one of the merchant's own fields begins with, in an address as in files."""
LONGEST = 200
MOST_OWN = 10
MOST_COLUMNS = 1_000
MOST_LATE = 365


@dataclass(frozen=True, slots=True)
class OrdersAsked:
    """The questions as text; empty: not asked. Days are ISO, by the person's clock. `assigned`: a person's id, "me", "none" or "any".

    `late`: by that many days or more. `note`: anything for orders with notes. `own`: what is asked of the merchant's own fields, by key.
    """

    q: str = ""
    milestone: str = ""
    attention: str = ""
    condition: str = ""
    status: str = ""
    channel: str = ""
    carrier: str = ""
    country: str = ""
    assigned: str = ""
    tag: str = ""
    note: str = ""
    placed_from: str = ""
    placed_to: str = ""
    due_from: str = ""
    due_to: str = ""
    delivered_from: str = ""
    delivered_to: str = ""
    late: str = ""
    sort: str = ""
    own: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, query: Mapping[str, Any]) -> Self:
        """Out of an address's query; what nobody asks here is passed over, as is a sort, a day or a number that is none."""
        values = read_texts([field.name for field in fields(cls) if field.name != "own"], query)
        if values["sort"] not in set(Sort):
            values["sort"] = ""
        return cls(**values, own=own_asked(query))

    @property
    def order(self) -> Sort:
        """By what it is sorted."""
        return Sort(self.sort) if self.sort else Sort.NEWEST

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.q.strip()) or any(getattr(self, name) for name in FILTERS) or bool(self.own)

    def query(self) -> dict[str, str]:
        """Filters, search and sort that are in force, for a saved view or another address."""
        plain = (field.name for field in fields(OrdersAsked) if field.name != "own")
        return {name: value for name in plain if (value := getattr(self, name))} | {OWN + key: value for key, value in self.own}

    def filter(self, zone: tzinfo, *, today: date, me: str) -> Filter:
        """For the list; days become instants of this zone, "me" the person."""
        late = days_of(self.late)
        placed, delivered = (instants(getattr(self, f"{name}_from"), getattr(self, f"{name}_to"), zone) for name in ("placed", "delivered"))
        due_to = day_of(self.due_to)
        return Filter(
            typed=self.q,
            milestone=self.milestone or None,
            condition=self.condition or None,
            attention=self.attention or None,
            status=self.status or None,
            channel=self.channel or None,
            carrier=self.carrier or None,
            country=self.country.upper() or None,
            tag=self.tag or None,
            assigned=(me if self.assigned == "me" else self.assigned) or None,
            is_noted=bool(self.note),
            placed_from=placed[0],
            placed_before=placed[1],
            delivered_from=delivered[0],
            delivered_before=delivered[1],
            due_from=day_of(self.due_from),
            due_before=due_to + timedelta(days=1) if due_to else None,
            late_on=today - timedelta(days=late) if late else None,
            own=self.own,
        )


def read_texts(names: Iterable[str], query: Mapping[str, Any]) -> dict[str, str]:
    """What an address gives by these names, cut; without days ("…_from", "…_to") and a lateness that are none."""
    values = {name: str(query.get(name, ""))[: MOST_COLUMNS if name == "cols" else LONGEST] for name in names}
    for name, value in values.items():
        if name.endswith(("_from", "_to")) and day_of(value) is None:
            values[name] = ""
    return values | ({"late": ""} if days_of(values.get("late", "")) is None else {})


def own_asked(query: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What is asked of own fields, by key; what no field can be called and what is blank is passed over."""
    given = ((name.removeprefix(OWN), str(value)[:LONGEST]) for name, value in query.items() if name.startswith(OWN))
    return tuple(sorted((key, value) for key, value in given if KEY.fullmatch(key) and value.strip())[:MOST_OWN])


def day_of(text: str) -> date | None:
    """An ISO day of these times; None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1990 <= day.year <= 2200 else None


def days_of(text: str) -> int | None:
    """A number of days, at least one; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= MOST_LATE else None


def instants(first: str, last: str, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    """When the first of these days begins and the last one is over, by a clock; None for what is no day."""
    begins, ends = day_of(first), day_of(last)
    return (midnight(begins, zone) if begins else None, midnight(ends + timedelta(days=1), zone) if ends else None)


def midnight(day: date, zone: tzinfo) -> datetime:
    """When a day begins by a clock, UTC."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)

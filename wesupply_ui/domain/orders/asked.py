"""What does an address of the order list ask for? The same words in the address of a screen, a saved view and an export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Self

from wesupply_ui.domain.orders.custom.definition import KEY
from wesupply_ui.domain.orders.listing import Filter, Sort

FILTERS = (
    "milestone", "attention", "condition", "status", "channel", "carrier", "country", "assigned", "tag", "note",
    "placed_from", "placed_to", "due_from", "due_to", "delivered_from", "delivered_to", "late",
)  # fmt: skip
DAYS = ("placed_from", "placed_to", "due_from", "due_to", "delivered_from", "delivered_to")
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
        names = [field.name for field in fields(cls) if field.name != "own"]
        values = {name: str(query.get(name, ""))[: MOST_COLUMNS if name == "cols" else LONGEST] for name in names}
        if values["sort"] not in set(Sort):
            values["sort"] = ""
        for name in DAYS:
            if day_of(values[name]) is None:
                values[name] = ""
        if _days(values["late"]) is None:
            values["late"] = ""
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
        late = _days(self.late)
        placed, delivered = self._instants("placed", zone), self._instants("delivered", zone)
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

    def _instants(self, name: str, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
        first, last = day_of(getattr(self, f"{name}_from")), day_of(getattr(self, f"{name}_to"))
        return (_midnight(first, zone) if first else None, _midnight(last + timedelta(days=1), zone) if last else None)


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


def _days(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= MOST_LATE else None


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)

"""What does an address of the list of parcels ask for? The same words in the address of a screen, a saved view and an export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta, tzinfo
from typing import Any, Self

from wesupply_ui.domain.orders.asked import day_of, days_of, instants, midnight, read_texts
from wesupply_ui.domain.tracking.narrow import ParcelFilter

FILTERS = (
    "milestone", "condition", "case", "late", "carrier", "country", "location", "registered_from", "registered_to",
    "expected_from", "expected_to", "delivered_from", "delivered_to", "unmapped",
)  # fmt: skip
UNMAPPED_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ParcelsAsked:
    """The list's questions as text; empty: not asked. Days are ISO, by the person's clock. `late`: by that many days or more.

    `case`: of a kind, or "any"; `location`: the merchant's own id of it; `unmapped`: anything for parcels with a code that has no meaning.
    """

    q: str = ""
    milestone: str = ""
    condition: str = ""
    case: str = ""
    late: str = ""
    carrier: str = ""
    country: str = ""
    location: str = ""
    registered_from: str = ""
    registered_to: str = ""
    expected_from: str = ""
    expected_to: str = ""
    delivered_from: str = ""
    delivered_to: str = ""
    unmapped: str = ""

    @classmethod
    def of(cls, query: Mapping[str, Any]) -> Self:
        """Out of an address's query; a day or a number that is none is passed over."""
        return cls(**read_texts([field.name for field in fields(cls)], query))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.q.strip()) or any(getattr(self, name) for name in FILTERS)

    def query(self) -> dict[str, str]:
        """Search and filters that are in force, for a saved view or another address."""
        return {name: value for name in ("q", *FILTERS) if (value := getattr(self, name))}

    def filter(self, zone: tzinfo, *, today: date, me: str) -> ParcelFilter:
        """For the list; days become instants of this zone. Nothing here depends on who asks."""
        late, last = days_of(self.late), day_of(self.expected_to)
        registered = instants(self.registered_from, self.registered_to, zone)
        delivered = instants(self.delivered_from, self.delivered_to, zone)
        return ParcelFilter(
            typed=self.q,
            milestone=self.milestone or None,
            condition=self.condition or None,
            carrier=self.carrier or None,
            unmapped_since=midnight(today - UNMAPPED_FOR, zone) if self.unmapped else None,
            case=self.case or None,
            late_on=today - timedelta(days=late) if late else None,
            expected_from=day_of(self.expected_from),
            expected_before=last + timedelta(days=1) if last else None,
            country=self.country.upper() or None,
            location=self.location or None,
            registered_from=registered[0],
            registered_before=registered[1],
            delivered_from=delivered[0],
            delivered_before=delivered[1],
        )

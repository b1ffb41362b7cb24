"""What does an address of the list of parcels ask for, and which address asks for this?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.listing import ParcelFilter
from wesupply_ui.portals.merchant.words import CONDITIONS, MILESTONES, plain

LIST = "/app/shipments"
FILTERS = ("milestone", "condition", "carrier", "unmapped")
UNMAPPED_FOR = timedelta(days=7)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """The list's questions as text; empty: not asked."""

    q: str = ""
    milestone: str = ""
    condition: str = ""
    carrier: str = ""
    unmapped: str = ""
    after: str = ""
    page: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """Out of an address's query."""
        return cls(**{field.name: str(query.get(field.name, ""))[:_LONGEST] for field in fields(cls)})

    @property
    def href(self) -> str:
        """The address that asks for this."""
        asked = [(field.name, value) for field in fields(self) if (value := getattr(self, field.name))]
        return f"{LIST}?{urlencode(asked)}" if asked else LIST

    def changed(self, **changes: Any) -> Asked:
        """As this, from the first page on."""
        known = {name: str(value)[:_LONGEST] for name, value in changes.items() if name in FILTERS or name == "q"}
        return replace(self, **({"after": "", "page": ""} | known))

    def at(self, cursor: str, number: int) -> Asked:
        """Another page of the same."""
        return replace(self, after=cursor, page=str(number) if number > 1 else "")

    @property
    def number(self) -> int:
        """Which page this is, the first being 1."""
        return int(self.page) if self.page.isascii() and self.page.isdigit() and 0 < int(self.page) < 1_000_000 else 1

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.q.strip()) or any(getattr(self, name) for name in FILTERS)

    def filter(self, now: datetime) -> ParcelFilter:
        """For the domain."""
        return ParcelFilter(
            typed=self.q,
            milestone=self.milestone or None,
            condition=self.condition or None,
            carrier=self.carrier or None,
            unmapped_since=now - UNMAPPED_FOR if self.unmapped else None,
        )

    def chips(self) -> list[tuple[str, str]]:
        """What is in force besides the search, as (name, words)."""
        words = {
            "milestone": lambda value: MILESTONES.get(value, (plain(value), ""))[0],
            "condition": lambda value: CONDITIONS.get(value, (plain(value), ""))[0],
            "carrier": carrier_name,
            "unmapped": lambda _: "With a code that has no meaning yet",
        }
        return [(name, words[name](value)) for name in FILTERS if (value := getattr(self, name))]

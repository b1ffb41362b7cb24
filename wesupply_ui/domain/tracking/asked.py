"""What does an address of the list of parcels ask for? The same words in the address of a screen, a saved view and an export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Self

from wesupply_ui.domain.tracking.listing import ParcelFilter

FILTERS = ("milestone", "condition", "carrier", "unmapped")
UNMAPPED_FOR = timedelta(days=7)
LONGEST = 200


@dataclass(frozen=True, slots=True)
class ParcelsAsked:
    """The list's questions as text; empty: not asked."""

    q: str = ""
    milestone: str = ""
    condition: str = ""
    carrier: str = ""
    unmapped: str = ""

    @classmethod
    def of(cls, query: Mapping[str, Any]) -> Self:
        """Out of an address's query."""
        return cls(**{field.name: str(query.get(field.name, ""))[:LONGEST] for field in fields(cls)})

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.q.strip()) or any(getattr(self, name) for name in FILTERS)

    def query(self) -> dict[str, str]:
        """Search and filters that are in force, for a saved view or another address."""
        return {name: value for name in ("q", *FILTERS) if (value := getattr(self, name))}

    def filter(self, now: datetime) -> ParcelFilter:
        """For the list."""
        return ParcelFilter(
            typed=self.q,
            milestone=self.milestone or None,
            condition=self.condition or None,
            carrier=self.carrier or None,
            unmapped_since=now - UNMAPPED_FOR if self.unmapped else None,
        )

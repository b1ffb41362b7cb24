"""What does an address of the list of parcels ask for, and which address asks for this?"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from wesupply_ui.domain.tracking.asked import FILTERS, LONGEST, ParcelsAsked
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.words import CONDITIONS, MILESTONES, plain

LIST = "/app/shipments"


@dataclass(frozen=True, slots=True)
class Asked(ParcelsAsked):
    """The list's questions, and how they are looked at: `cols` are the columns as "a,b,c", `view` the saved view they came from."""

    cols: str = ""
    view: str = ""
    after: str = ""
    page: str = ""

    @property
    def href(self) -> str:
        """The address that asks for this."""
        asked = [(field.name, value) for field in fields(self) if (value := getattr(self, field.name))]
        return f"{LIST}?{urlencode(asked)}" if asked else LIST

    @property
    def exported(self) -> str:
        """The query of the address that exports this."""
        return urlencode(self.query())

    def changed(self, **changes: Any) -> Asked:
        """As this, from the first page on."""
        known = {name: str(value)[:LONGEST] for name, value in changes.items() if name in (*FILTERS, "q", "cols", "view")}
        return replace(self, **({"after": "", "page": ""} | known))

    def with_columns(self, columns: str) -> Asked:
        """The same with other columns."""
        return replace(self, cols=columns[:LONGEST])

    def at(self, cursor: str, number: int) -> Asked:
        """Another page of the same."""
        return replace(self, after=cursor, page=str(number) if number > 1 else "")

    @property
    def number(self) -> int:
        """Which page this is, the first being 1."""
        return int(self.page) if self.page.isascii() and self.page.isdigit() and 0 < int(self.page) < 1_000_000 else 1

    def chips(self) -> list[tuple[str, str]]:
        """What is in force besides the search, as (name, words)."""
        words = {
            "milestone": lambda value: _(MILESTONES.get(value, (plain(value), ""))[0]),
            "condition": lambda value: _(CONDITIONS.get(value, (plain(value), ""))[0]),
            "carrier": carrier_name,
            "unmapped": lambda value: _("With a code that has no meaning yet"),
        }
        return [(name, words[name](value)) for name in FILTERS if (value := getattr(self, name))]

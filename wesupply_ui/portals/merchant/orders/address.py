"""What does an address of the order list ask for, and which address asks for this? All that it shows is in it: links can be shared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from wesupply_ui.domain.orders.asked import FILTERS, LONGEST, MOST_COLUMNS, OWN, OrdersAsked, day_of, own_asked
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals.merchant.telling import Telling
from wesupply_ui.portals.merchant.words import ATTENTION, CHANNELS, CONDITIONS, MILESTONES, NOT_SHIPPED, STATUSES, plain

LIST = "/app/orders"


@dataclass(frozen=True, slots=True)
class Asked(OrdersAsked):
    """The list's questions, and how they are looked at: `cols` are the columns as "a,b,c", `view` the saved view they came from."""

    cols: str = ""
    view: str = ""
    after: str = ""
    page: str = ""

    @property
    def href(self) -> str:
        """The address that asks for this."""
        looks = {name: value for name in ("cols", "view", "after", "page") if (value := getattr(self, name))}
        asked = self.query() | looks
        return f"{LIST}?{urlencode(asked)}" if asked else LIST

    @property
    def exported(self) -> str:
        """The query of the address that exports this."""
        return urlencode(self.query())

    def changed(self, **changes: Any) -> Asked:
        """As this, from the first page on."""
        known = {name: str(value)[:LONGEST] for name, value in changes.items() if name in FILTERS or name in ("q", "sort", "cols", "view")}
        own = own_asked(self.query() | {name: value for name, value in changes.items() if name.startswith(OWN)})
        return replace(self, **({"after": "", "page": "", "own": own} | known))

    def cleared(self) -> Asked:
        """Everything again, in the same order; `view` "all", so that no view opens by itself."""
        return replace(self.changed(q="", view="all" if self.view else "", **dict.fromkeys(FILTERS, "")), own=())

    def with_columns(self, columns: str) -> Asked:
        """The same with other columns."""
        return replace(self, cols=columns[:MOST_COLUMNS])

    def at(self, cursor: str, number: int) -> Asked:
        """Another page of the same."""
        return replace(self, after=cursor, page=str(number) if number > 1 else "")

    @property
    def number(self) -> int:
        """Which page this is, the first being 1."""
        return int(self.page) if self.page.isascii() and self.page.isdigit() and 0 < int(self.page) < 1_000_000 else 1

    def chips(self, tell: Telling, names: Mapping[str, str]) -> list[tuple[str, str]]:
        """What is in force besides the search, as (name, words). `names`: people by their id."""
        found = [(name, words(value)) for name, words in _WORDS.items() if (value := getattr(self, name))]
        if self.assigned:
            found.append(("assigned", _assigned(self.assigned, names)))
        for name, said in _DAY_WORDS.items():
            day = day_of(getattr(self, name))
            if day:
                found.append((name, f"{_(said)} {tell.day(day)}"))
        return found


_WORDS: dict[str, Callable[[str], str]] = {
    "milestone": lambda value: _(NOT_SHIPPED[0]) if value == "none" else _(MILESTONES.get(value, (plain(value), ""))[0]),
    "attention": lambda value: _(ATTENTION.get(value, plain(value))),
    "condition": lambda value: _(CONDITIONS.get(value, (plain(value), ""))[0]),
    "status": lambda value: _("Shop says {status}", status=_(STATUSES.get(value, plain(value))).lower()),
    "channel": lambda value: _(CHANNELS.get(value, plain(value))),
    "carrier": carrier_name,
    "country": lambda value: _("To {country}", country=value.upper()),
    "tag": lambda value: _("Tagged {tag}", tag=value),
    "note": lambda value: _("With notes"),
    "late": lambda value: ngettext("Late by {count} day or more", "Late by {count} days or more", int(value)),
}
_DAY_WORDS = {
    "placed_from": "Placed since",
    "placed_to": "Placed until",
    "due_from": "Promised since",
    "due_to": "Promised until",
    "delivered_from": "Delivered since",
    "delivered_to": "Delivered until",
}


def _assigned(value: str, names: Mapping[str, str]) -> str:
    known = {"me": _("Assigned to me"), "none": _("Assigned to nobody"), "any": _("Assigned to somebody")}
    return known.get(value) or _("Assigned to {name}", name=names.get(value) or _("somebody who left"))

"""What does an address of the order list ask for, and which address asks for this? All that it shows is in it: links can be shared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from wesupply_ui.domain.orders.asked import FILTERS, OWN, OrdersAsked, own_asked
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.lists.address import ListAddress, day_words, late_words
from wesupply_ui.portals.merchant.telling import Telling
from wesupply_ui.portals.merchant.words import ATTENTION, CHANNELS, CONDITIONS, MILESTONES, NOT_SHIPPED, STATUSES, plain

LIST = "/app/orders"


@dataclass(frozen=True, slots=True)
class Asked(OrdersAsked, ListAddress):
    """The list's questions, and how they are looked at: `cols` are the columns as "a,b,c", `view` the saved view they came from."""

    LIST: ClassVar[str] = LIST
    NAMES: ClassVar[Sequence[str]] = (*FILTERS, "sort")
    cols: str = ""
    view: str = ""
    after: str = ""
    page: str = ""

    def changed(self, **changes: Any) -> Self:
        """As this, from the first page on, of the merchant's own fields too."""
        own = own_asked(self.query() | {name: value for name, value in changes.items() if name.startswith(OWN)})
        return replace(ListAddress.changed(self, **changes), own=own)

    def cleared(self) -> Self:
        """Everything again, in the same order."""
        return replace(ListAddress.cleared(self), own=())

    def chips(self, tell: Telling, names: Mapping[str, str]) -> list[tuple[str, str]]:
        """What is in force besides the search, as (name, words). `names`: people by their id."""
        found = [(name, words(value)) for name, words in _WORDS.items() if (value := getattr(self, name))]
        if self.assigned:
            found.append(("assigned", _assigned(self.assigned, names)))
        days = [(name, day_words(said, tell, getattr(self, name))) for name, said in _DAY_WORDS.items()]
        return [*found, *((name, words) for name, words in days if words)]


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
    "late": late_words,
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

"""What does an address of the list of parcels ask for, and which address asks for this?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from wesupply_ui.domain.tracking.asked import FILTERS, ParcelsAsked
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.kernel.language import N_, _
from wesupply_ui.portals.merchant.exceptions.words import KINDS
from wesupply_ui.portals.merchant.lists.address import ListAddress, day_words, late_words
from wesupply_ui.portals.merchant.telling import Telling
from wesupply_ui.portals.merchant.words import CONDITIONS, MILESTONES, plain

LIST = "/app/shipments"
CASES: dict[str, str] = {"any": N_("An open case")} | {kind: words for kind, (words, _tone) in KINDS.items()}
DAYS = {
    "registered_from": N_("Registered since"),
    "registered_to": N_("Registered until"),
    "expected_from": N_("Expected since"),
    "expected_to": N_("Expected until"),
    "delivered_from": N_("Delivered since"),
    "delivered_to": N_("Delivered until"),
}


@dataclass(frozen=True, slots=True)
class Asked(ParcelsAsked, ListAddress):
    """The list's questions, and how they are looked at: `cols` are the columns as "a,b,c", `view` the saved view they came from."""

    LIST: ClassVar[str] = LIST
    NAMES: ClassVar[Sequence[str]] = FILTERS
    cols: str = ""
    view: str = ""
    after: str = ""
    page: str = ""

    def chips(self, tell: Telling, places: Mapping[str, str]) -> list[tuple[str, str]]:
        """What is in force besides the search, as (name, words). `places`: locations by the merchant's id."""
        found = [(name, words(value)) for name, words in _WORDS.items() if (value := getattr(self, name))]
        if self.location:
            found.append(("location", _("From {place}", place=places.get(self.location, self.location))))
        days = [(name, day_words(said, tell, getattr(self, name))) for name, said in DAYS.items()]
        return [*found, *((name, words) for name, words in days if words)]


_WORDS: dict[str, Callable[[str], str]] = {
    "milestone": lambda value: _(MILESTONES.get(value, (plain(value), ""))[0]),
    "condition": lambda value: _(CONDITIONS.get(value, (plain(value), ""))[0]),
    "case": lambda value: _("Case: {kind}", kind=_(CASES.get(value, plain(value)))),
    "late": late_words,
    "carrier": carrier_name,
    "country": lambda value: _("To {country}", country=value.upper()),
    "unmapped": lambda value: _("With a code that has no meaning yet"),
}

"""What does an address of the list of returns ask for, and which address asks for this?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import quote, urlencode

from wesupply_ui.domain.returns.waiting import Queue
from wesupply_ui.kernel.language import N_

LIST = "/app/returns"
TABS: dict[str, str] = {
    "approve": N_("To approve"),
    "answer": N_("To answer"),
    "reply": N_("Asked the shopper"),
    "send": N_("Not sent yet"),
    "receive": N_("To receive"),
    "inspect": N_("To inspect"),
    "settle": N_("To settle"),
    "confirm": N_("Being paid"),
    "retry": N_("Failed"),
}
"""Next step → tab, in the order in which a return passes them."""
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """The list's questions as text; empty: not asked. `after` and `page`: which page of it."""

    step: str = ""
    q: str = ""
    after: str = ""
    page: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """Out of an address's query; what nobody asks here is passed over."""
        asked = cls(**{field.name: str(query.get(field.name, ""))[:_LONGEST] for field in fields(cls)})
        return asked if asked.step in TABS else replace(asked, step="")

    @property
    def href(self) -> str:
        """The address that asks for this."""
        asked = [(field.name, value) for field in fields(self) if (value := getattr(self, field.name))]
        return f"{LIST}?{urlencode(asked)}" if asked else LIST

    @property
    def tab(self) -> str:
        """The address of the tab that this is in."""
        return Asked(self.step).href

    @property
    def queue(self) -> Queue:
        """For the domain."""
        return Queue(self.step or None, self.q)

    @property
    def number(self) -> int:
        """Which page this is, the first being 1."""
        return int(self.page) if self.page.isascii() and self.page.isdigit() and 0 < int(self.page) < 1_000_000 else 1

    def searching(self, text: str) -> Asked:
        """The same tab with another search, from its first page."""
        return Asked(self.step, text.strip()[:_LONGEST])

    def at(self, cursor: str, number: int) -> Asked:
        """Another page of the same."""
        return replace(self, after=cursor, page=str(number) if number > 1 else "")


def return_href(number: str) -> str:
    """Where a return's page is."""
    return f"{LIST}/{quote(number, safe='')}"

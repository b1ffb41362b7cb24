"""What does an address of the list of returns ask for, and which address asks for this?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, tzinfo
from typing import ClassVar
from urllib.parse import quote, urlencode

from wesupply_ui.domain.returns.waiting import Queue
from wesupply_ui.kernel.language import N_

LIST = "/app/returns"
BOXES = f"{LIST}/boxes"
NEW = f"{LIST}/new"
MINE = "me"
"""Whose: those of whoever looks."""
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
    """The list's questions as text; empty: not asked. `after` and `page`: which page of it; `who`: "me" for what oneself looks after."""

    LIST: ClassVar[str] = LIST
    step: str = ""
    q: str = ""
    who: str = ""
    after: str = ""
    page: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """Out of an address's query; what nobody asks here is passed over."""
        asked = cls(**{field.name: str(query.get(field.name, ""))[:_LONGEST] for field in fields(cls)})
        asked = asked if asked.who == MINE else replace(asked, who="")
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

    def queue(self, me: str) -> Queue:
        """For the domain. `me`: the id of who looks."""
        return Queue(self.step or None, self.q, me if self.who == MINE else None)

    def filter(self, _zone: tzinfo, *, today: date, me: str) -> Queue:
        """As the other lists' questions become filters."""
        return self.queue(me)

    def query(self) -> dict[str, str]:
        """What is asked for, without the page."""
        return {name: value for name in ("step", "q", "who") if (value := getattr(self, name))}

    @property
    def number(self) -> int:
        """Which page this is, the first being 1."""
        return int(self.page) if self.page.isascii() and self.page.isdigit() and 0 < int(self.page) < 1_000_000 else 1

    def searching(self, text: str) -> Asked:
        """The same tab with another search, from its first page."""
        return Asked(self.step, text.strip()[:_LONGEST], self.who)

    def of_whom(self, who: str) -> Asked:
        """The same tab and search, of these."""
        return Asked(self.step, self.q, who if who == MINE else "")

    def at(self, cursor: str, number: int) -> Asked:
        """Another page of the same."""
        return replace(self, after=cursor, page=str(number) if number > 1 else "")


def return_href(number: str) -> str:
    """Where a return's page is."""
    return f"{LIST}/{quote(number, safe='')}"

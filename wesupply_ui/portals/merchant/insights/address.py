"""Which period and which part of the shop does an address of the insights ask for?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from wesupply_ui.domain.insights.behind import Behind
from wesupply_ui.domain.insights.period import Period

PAGE = "/app/insights"
LENGTHS = ("7", "30", "90")
LONGEST = 366
_TEXT = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """As text; empty: not asked. `days`: one of `LENGTHS`, or own days from `first` to `last`."""

    days: str = ""
    first: str = ""
    last: str = ""
    carrier: str = ""
    country: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """Out of an address's query."""
        return cls(**{field.name: str(query.get(field.name, ""))[:_TEXT] for field in fields(cls)})

    @property
    def href(self) -> str:
        """The address that asks for this."""
        asked = [(field.name, value) for field in fields(self) if (value := getattr(self, field.name))]
        return f"{PAGE}?{urlencode(asked)}" if asked else PAGE

    def changed(self, **changes: Any) -> Asked:
        """As this, with something else. A length takes own days away, and the other way round."""
        known = {field.name: str(changes[field.name])[:_TEXT] for field in fields(self) if field.name in changes}
        if "days" in known:
            known |= {"first": "", "last": ""}
        return replace(self, **known)

    def period(self, today: date) -> Period:
        """Up to today; own days where both can be read and are in order, a year at most. Thirty days when nothing fits."""
        first, last = _day(self.first), _day(self.last)
        if first and last and first <= last:
            return Period(max(first, last - timedelta(days=LONGEST - 1)), last)
        length = int(self.days) if self.days in LENGTHS else 30
        return Period(today - timedelta(days=length - 1), today)


def behind_href(behind: Behind) -> str:
    """Where the orders behind a figure are listed."""
    return f"{PAGE}/orders?{urlencode({'behind': behind.text})}"


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2200 else None

"""What does an address of the audit log ask for, and which address asks for this?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from urllib.parse import urlencode

from wesupply_ui.domain.accounts.audit_queries import Asked as Wanted

PAGE = "/app/settings/audit"
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """The log's questions as text; empty: not asked. Days are ISO, by the merchant's clock, both inclusive."""

    who: str = ""
    what: str = ""
    q: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """Out of an address's query; a day that is none is passed over."""
        values = {field.name: str(query.get(field.name, ""))[:_LONGEST] for field in fields(cls)}
        return cls(**values | {name: values[name] if _day(values[name]) else "" for name in ("since", "until")})

    @property
    def href(self) -> str:
        """The address that asks for this."""
        asked = [(field.name, value) for field in fields(self) if (value := getattr(self, field.name))]
        return f"{PAGE}?{urlencode(asked)}" if asked else PAGE

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return self != Asked()

    def changed(self, name: str, value: str) -> Asked:
        """As this, with another answer to one question; a question that is none changes nothing."""
        return replace(self, **{name: value[:_LONGEST]}) if name in {field.name for field in fields(self)} else self

    def wanted(self, zone: tzinfo) -> Wanted:
        """For the domain; days become the merchant's instants."""
        first, last = _day(self.since), _day(self.until)
        return Wanted(
            self.who, self.what, self.q, _midnight(first, zone) if first else None, _midnight(last + _A_DAY, zone) if last else None
        )

    def export_query(self, zone: tzinfo) -> str:
        """For the addresses of the file: the same questions."""
        wanted = self.wanted(zone)
        asked: dict[str, Any] = {"who": self.who, "what": self.what, "q": self.q, "since": wanted.since, "before": wanted.before}
        return urlencode({name: v.isoformat() if isinstance(v, datetime) else v for name, v in asked.items() if v})


_A_DAY = timedelta(days=1)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2200 else None


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)

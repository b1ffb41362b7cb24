"""What does an address of the inbox ask for, and which address asks for this? Links to a case or a filter can be shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from wesupply_ui.domain.exceptions.queries import GROUPS, STATES, CaseFilter
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.exceptions.words import AGES, GROUP_WORDS, PARTIES

LIST = "/app/exceptions"
FILTERS = ("kind", "reason", "party", "carrier", "age", "who")
LATELY = timedelta(days=14)
"""Resolved cases are shown for so long."""

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """The inbox's questions as text; empty: not asked. `who`: "me", "nobody" or a person's id; `case`: the one that is open."""

    state: str = ""
    kind: str = ""
    reason: str = ""
    party: str = ""
    carrier: str = ""
    age: str = ""
    who: str = ""
    case: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """Out of an address's query; what nobody asks here is passed over."""
        values = {field.name: str(query.get(field.name, ""))[:_LONGEST] for field in fields(cls)}
        known = {"state": STATES[1:], "kind": GROUPS, "reason": REASONS, "party": PARTIES, "age": AGES}
        return cls(**{name: "" if name in known and value not in known[name] else value for name, value in values.items()})

    @property
    def href(self) -> str:
        """The address that asks for this."""
        asked = [(field.name, value) for field in fields(self) if (value := getattr(self, field.name))]
        return f"{LIST}?{urlencode(asked)}" if asked else LIST

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is in force."""
        return any(getattr(self, name) for name in FILTERS)

    def changed(self, **changes: Any) -> Asked:
        """As this with other filters, and no case open."""
        known = {name: str(value)[:_LONGEST] for name, value in changes.items() if name in (*FILTERS, "state")}
        return replace(self, **({"case": ""} | known))

    def at(self, case_id: str) -> Asked:
        """The same list with this case open."""
        return replace(self, case=case_id)

    def filter(self, now: datetime, me: str) -> CaseFilter:
        """For the domain. `me`: the id of whoever asks."""
        who = {"": None, "me": me, "nobody": ""}.get(self.who, self.who)
        return CaseFilter(
            state=self.state or "open",
            group=self.kind or None,
            reason=self.reason or None,
            responsible=self.party or None,
            carrier=self.carrier or None,
            assigned_id=who,
            opened_before=now - timedelta(days=int(self.age)) if self.age else None,
            resolved_since=now - LATELY,
        )

    def chips(self, people: Mapping[str, str]) -> list[tuple[str, str]]:
        """What is in force, as (name, words). `people`: names by id."""
        words = {
            "kind": lambda value: _(GROUP_WORDS[value]),
            "reason": lambda value: _(REASONS[value].words),
            "party": lambda value: _("Caused by {party}", party=_(PARTIES[value])),
            "carrier": carrier_name,
            "age": lambda value: _("Waiting longer than {days} days", days=value),
            "who": lambda value: _("Assigned to {who}", who={"me": _("me"), "nobody": _("nobody")}.get(value, people.get(value, "?"))),
        }
        return [(name, words[name](value)) for name in FILTERS if (value := getattr(self, name))]

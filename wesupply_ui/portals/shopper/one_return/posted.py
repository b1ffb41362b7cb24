"""What did the shopper send from the page, and what became of it? Values that the page's drawing and its doors share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

DEEDS = ("answer", "appeal", "number", "method", "withdraw")
FIELDS = ("text", "tracking_number", "carrier", "method")
"""Fields that people fill in: what is wrong with one is said beside it."""


@dataclass(frozen=True, slots=True)
class Did:
    """Something was done. `before`: what held until then, for those who want it back."""

    deed: str
    before: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Did | None:
        """Out of an address's query; None for what nobody does here."""
        deed, before = str(query.get("did", "")), str(query.get("before", ""))[:20]
        return cls(deed, before) if deed in DEEDS else None

    @property
    def query(self) -> str:
        """As the address has it."""
        return urlencode({"did": self.deed} | ({"before": self.before} if self.before else {}))


@dataclass(frozen=True, slots=True)
class Refused:
    """Something was not done: `words` say why; `problems` by field; `typed`: what was filled in, which is not lost."""

    deed: str
    words: str
    problems: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)

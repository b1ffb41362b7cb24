"""What hosts ask of the outside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class TextRecords(Protocol):
    """Reads what the owner of a domain has published about it."""

    async def texts(self, name: str) -> Sequence[str] | None:
        """The TXT records of a name; none when there is no such name or record. None when nobody could be asked. Never raises."""
        ...

"""What is money moved for? A reference that the ledger keeps and gives back, without knowing what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cause:
    """`kind` and `id` name it ("return_item", its id). `key`: the same deed has the same one for ever, once for each merchant."""

    kind: str
    id: str
    key: str

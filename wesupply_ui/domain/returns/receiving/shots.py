"""How did items stand, so that they can stand so again? What receiving changes of them, as JSON, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from wesupply_ui.domain.returns.amount_of import AMOUNTS
from wesupply_ui.domain.returns.request_models import ReturnItem

_MOMENTS = ("received_at", "inspected_at", "restocked_at")
_FIELDS = (
    "quantity", "authorisation", "logistics", "inspection", "settlement", "received_at_location", "grade", "disposition", "disposition_at",
    "inspection_note", "restocked_to", "settlement_id", *AMOUNTS, "worth_goods_minor", "worth_tax_minor",
)  # fmt: skip


def shot(items: Iterable[ReturnItem]) -> list[dict[str, Any]]:
    """By id, so that two of the same are equal."""
    return [_of(each) for each in sorted(items, key=lambda each: each.id)]


def set_back(item: ReturnItem, before: Mapping[str, Any]) -> None:
    """As it stood."""
    for name in _FIELDS:
        setattr(item, name, before[name])
    for name in _MOMENTS:
        setattr(item, name, datetime.fromisoformat(before[name]) if before[name] else None)


def _of(item: ReturnItem) -> dict[str, Any]:
    moments = {name: value.isoformat() if (value := getattr(item, name)) else None for name in _MOMENTS}
    return {"id": item.id} | {name: getattr(item, name) for name in _FIELDS} | moments

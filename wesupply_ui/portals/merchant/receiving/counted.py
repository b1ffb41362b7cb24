"""What was counted at the bench, as the use case takes it: of each item so many came, so many of them damaged, so many something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.receiving.rows import CountRow

LATER = "later"
ACCEPT = {"outcome": "accepted", "grade": "A", "disposition": "restock"}
"""What "as expected" means to those who look at once."""
_OF_GOOD = ("outcome", "grade", "disposition", "restock_at", "note")
_OF_DAMAGED = ("outcome", "disposition", "note")


def raw_of(form: Mapping[str, Any], rows: Iterable[CountRow], location: str) -> tuple[dict[str, Any], dict[str, str]]:
    """(the raw request, item id → what is wrong with its counts). What is neither here nor something else is missing."""
    items: list[dict[str, Any]] = []
    wrong: dict[str, str] = {}
    for row in rows:
        counts = {name: _count(form, f"{name}-{row.id}") for name in ("here", "other", "damaged")}
        if None in counts.values():
            wrong[row.id] = _("Write whole numbers.")
            continue
        here, other, damaged = (counts[name] or 0 for name in ("here", "other", "damaged"))
        if here + other > row.most:
            wrong[row.id] = _("That is more than the {count} that are expected. Write down below what else was in the box.", count=row.most)
        elif damaged > here:
            wrong[row.id] = _("No more can be damaged than came.")
        else:
            items += _parts(form, row, here, other, damaged)
    place = {"location": location} if location else {}
    return place | {"items": items}, wrong


def _parts(form: Mapping[str, Any], row: CountRow, here: int, other: int, damaged: int) -> list[dict[str, Any]]:
    def said(names: tuple[str, ...], prefix: str) -> dict[str, Any]:
        values = {name: value for name in names if (value := str(form.get(f"{prefix}{name}-{row.id}", "")).strip())}
        return {} if values.get("outcome", LATER) == LATER else values

    good, bad = said(_OF_GOOD, ""), said(_OF_DAMAGED, "damaged-")
    missing = row.most - here - other if row.first else 0  # what is not expected cannot be missing
    parts = (
        (here - damaged, {"as": "received"} | good),
        (damaged, {"as": "received"} | (bad | {"grade": "D"} if bad else {})),
        (other, {"as": "wrong_item"}),
        (missing, {"as": "short"}),
    )
    return [{"id": row.id, "quantity": quantity} | values for quantity, values in parts if quantity > 0]


def _count(form: Mapping[str, Any], name: str) -> int | None:
    text = str(form.get(name, "")).strip() or "0"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None

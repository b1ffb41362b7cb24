"""Somebody looks at what came back: accepts it or not, grades it, and says where it goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_RECEIVE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.locations.queries import external_ids_in_use
from wesupply_ui.domain.returns.held import Held, done, hold, move
from wesupply_ui.domain.returns.picks import Pick, items_in, picked, read_said
from wesupply_ui.domain.returns.receiving.stock import keep_stock
from wesupply_ui.domain.returns.tracks import Track
from wesupply_ui.kernel import fields
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.intake import REQUIRED, Field
from wesupply_ui.kernel.language import _

OUTCOMES = ("accepted", "rejected", "needs_person")
GRADES = ("A", "B", "C", "D")
DAMAGED = "D"
DISPOSITIONS = ("restock", "refurbish", "recycle", "vendor_claim", "destroy")


def _grade(value: Any) -> str:
    letter = value.strip().upper() if isinstance(value, str) else ""
    if letter not in GRADES:
        raise ValueError(_("is none of {choices}", choices=", ".join(GRADES)))
    return letter


FIELDS = {
    "outcome": Field("outcome", fields.choice(*OUTCOMES), REQUIRED),
    "grade": Field("grade", _grade),
    "disposition": Field("disposition", fields.choice(*DISPOSITIONS)),
    "restock_at": Field("disposition_at", fields.text(255, numbers=True)),
    "note": Field("inspection_note", fields.text(2000)),
}


async def inspect_items(db: AsyncSession, scope: Scope, key: str, raw: Mapping[str, Any], *, now: datetime) -> Held:
    """`raw`: {"outcome": "accepted", "grade": "A", "disposition": "restock"} for all that is here and was not looked at yet.

    Or for some: {"items": [{"id": …, "quantity": 1, "outcome": "rejected", "note": "Worn"}, …]}; what stands outside holds for items that
    say nothing of their own. `outcome`: accepted, rejected or needs_person; `restock_at`: a location's external id. Nothing is paid by it.
    """
    scope.require(RETURNS_RECEIVE)
    said = read_said(raw, FIELDS, FIELDS)
    held = await hold(db, scope, key)
    picks = await picked(db, held, said, lambda each: each.logistics == "received" and each.inspection in ("pending", "needs_person"))
    for each in picks:
        each.values = said.values | each.values
    await check_looked(db, scope, picks, is_named=said.named is not None)
    look_at(picks, now)
    await tell_looked(db, scope, held, picks, now)
    return held


def look_at(picks: Iterable[Pick], now: datetime) -> None:
    """Each is as it was said to be."""
    for each in picks:
        if each.values["outcome"] != each.item.inspection:
            move(each.item, Track.INSPECTION, each.values["outcome"])
        for name in ("grade", "disposition", "disposition_at", "inspection_note"):
            if name in each.values:
                setattr(each.item, name, each.values[name])
        each.item.inspected_at = now


async def tell_looked(db: AsyncSession, scope: Scope, held: Held, picks: Sequence[Pick], now: datetime) -> None:
    """The fact, and what goes to stock by it, or comes out of it again."""
    counts = {name: sum(each.item.quantity for each in picks if each.item.inspection == name) for name in OUTCOMES}
    after = {name: count for name, count in counts.items() if count}
    await done(db, scope, held, "inspected", items_in(picks), now=now, after=after)
    await keep_stock(db, scope, held, items_in(picks), now=now)


async def check_looked(db: AsyncSession, scope: Scope, picks: Sequence[Pick], *, is_named: bool) -> None:
    """Invalid unless each has an outcome, and nothing that is damaged goes back to stock."""
    places = await external_ids_in_use(db, scope.merchant_id) if any(each.values.get("disposition_at") for each in picks) else frozenset()
    problems = []
    for index, each in enumerate(picks):
        path = f"items[{index}]." if is_named else ""
        if "outcome" not in each.values:
            problems.append(FieldProblem(f"{path}outcome", _("is missing; say {choices}", choices=", ".join(OUTCOMES))))
        if each.values.get("disposition_at") and each.values["disposition_at"] not in places:
            problems.append(FieldProblem(f"{path}restock_at", _("is none of your locations")))
        disposition, grade = (each.values.get(name) or getattr(each.item, name) for name in ("disposition", "grade"))
        if disposition == "restock" and grade == DAMAGED and each.values.get("outcome") == "accepted":
            problems.append(FieldProblem(f"{path}disposition", _("can't be back to stock for what is damaged; choose another")))
    if problems:
        raise Invalid(_("This can't be done as it was sent."), problems=tuple(dict.fromkeys(problems)))

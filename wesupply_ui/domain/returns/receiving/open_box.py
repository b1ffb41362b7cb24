"""A box is opened at the bench: what came, how it is and where it goes, in one go, with a receipt by which it can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_RECEIVE, RETURNS_SETTLE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.as_seen import as_seen
from wesupply_ui.domain.returns.held import Held, hold
from wesupply_ui.domain.returns.inspect_items import FIELDS as LOOKED
from wesupply_ui.domain.returns.inspect_items import check_looked, look_at, tell_looked
from wesupply_ui.domain.returns.picks import Pick, Said, picked, read_said
from wesupply_ui.domain.returns.receive import OF_ITEM, is_expected, land, location_said, tell_landed
from wesupply_ui.domain.returns.receiving.models import ReturnReceipt
from wesupply_ui.domain.returns.receiving.shots import shot
from wesupply_ui.domain.returns.settle import settle
from wesupply_ui.kernel import fields
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.intake import Field
from wesupply_ui.kernel.language import _

_OWN = {"location": Field("location", fields.text(255, numbers=True)), "pay": Field("pay", fields.flag)} | LOOKED
_TO_LOOK_AT = frozenset(each.column for each in LOOKED.values()) - {"outcome"}


async def open_box(
    db: AsyncSession, scope: Scope, key: str, raw: Mapping[str, Any], *, now: datetime, seen: str | None = None
) -> ReturnReceipt:
    """`raw`: as `receive` takes it, and beside each item's `as` what `inspect_items` takes of it; without `outcome` it is looked at later.

        {"location": "warehouse-1", "items": [{"id": …, "quantity": 1, "outcome": "accepted", "grade": "A", "disposition": "restock"},
         {"id": …, "quantity": 1, "outcome": "rejected", "grade": "D", "note": "Torn"}, {"id": …, "quantity": 1, "as": "short"}]}

    What stands outside of `items` holds for those that say nothing of their own. `pay`: what is accepted is paid out at once, for who may.
    `seen`: `as_seen.mark_of` what the caller was shown; Overtaken when somebody else was quicker. NotNow when nothing is expected any more.
    """
    scope.require(RETURNS_RECEIVE)
    said = read_said(raw, _OWN, OF_ITEM | LOOKED)
    if said.values.get("pay"):
        scope.require(RETURNS_SETTLE)
    if seen is not None:
        await as_seen(db, scope, key, seen)
    held = await hold(db, scope, key)
    before = shot(held.items)
    location = await location_said(db, scope, said.values.get("location"))
    picks = await picked(db, held, said, is_expected)
    _with_common(said, picks)
    land(picks, location, now)
    looked = [each for each in picks if "outcome" in each.values]
    await check_looked(db, scope, looked, is_named=said.named is not None)
    await tell_landed(db, scope, held, picks, now)
    if looked:
        look_at(looked, now)
        await tell_looked(db, scope, held, looked, now)
    receipt = ReturnReceipt(
        merchant_id=scope.merchant_id, return_id=held.request.id, by=scope.actor, at=now, location=location, counts=_counts(picks),
        before=before, after=shot(held.items),
    )  # fmt: skip
    db.add(receipt)
    await db.flush()
    if said.values.get("pay"):
        await _pay(db, scope, held, looked, now)
    return receipt


def _with_common(said: Said, picks: list[Pick]) -> None:
    """What holds for all; and refuse a grade for what is not there."""
    common = {name: value for name, value in said.values.items() if name not in ("location", "pay")}
    problems = []
    for index, each in enumerate(picks):
        path = f"items[{index}]." if said.named is not None else ""
        came = each.values.get("as", "received") == "received"
        if came:
            each.values = common | each.values
        elif "outcome" in each.values:
            problems.append(FieldProblem(f"{path}outcome", _("is only for what was received")))
        if "outcome" not in each.values and _TO_LOOK_AT & each.values.keys():
            problems.append(FieldProblem(f"{path}outcome", _("is missing; say whether it is accepted")))
    if problems:
        raise Invalid(_("This can't be done as it was sent."), problems=tuple(problems))


def _counts(picks: list[Pick]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in picks:
        for name in (each.item.logistics, each.item.inspection if "outcome" in each.values else ""):
            if name:
                counts[name] = counts.get(name, 0) + each.item.quantity
    return counts


async def _pay(db: AsyncSession, scope: Scope, held: Held, looked: list[Pick], now: datetime) -> None:
    due = [each.item.id for each in looked if each.item.inspection == "accepted" and each.item.settlement in ("none", "failed")]
    due = [each.id for each in held.items if each.id in due and each.authorisation == "approved"]
    if due:
        await settle(db, scope, held.request.id, {"items": [{"id": each} for each in due]}, now=now)

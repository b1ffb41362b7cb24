"""What is paid by itself, and when? At the first scan, on receipt or once accepted, as the policy said when the return was asked for.

Called for every fact by the outbox job, after `on_parcel` has moved the items.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.labels.queries import label_of_parcel
from wesupply_ui.domain.returns.held import Held, hold, tracks_of
from wesupply_ui.domain.returns.inspect_items import inspect_items
from wesupply_ui.domain.returns.on_parcel import MOVING, inside, returns_in
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.domain.returns.settle import settle
from wesupply_ui.domain.returns.tracks import Track, why_not
from wesupply_ui.kernel.outbox import Fact

ACTOR = "job"
_OF_RETURN = frozenset({"return.received", "return.inspected", "return.approved"})


async def on_fact(db: AsyncSession, fact: Fact, *, now: datetime) -> None:
    """Only what was never asked for is: a payment that failed waits for a person. Told twice, it changes nothing."""
    if fact.name not in MOVING and fact.name not in _OF_RETURN:
        return
    scope = scope_of_system(fact.merchant_id, ACTOR)
    if fact.name in _OF_RETURN:
        held = await hold(db, scope, fact.subject.removeprefix("return:"))
        await _go_on(db, scope, held, set(), now)
        return
    parcel_id = fact.subject.removeprefix("parcel:")
    label = await label_of_parcel(db, fact.merchant_id, parcel_id)
    for return_id in await returns_in(db, fact.merchant_id, parcel_id):
        held = await hold(db, scope, return_id)
        await _go_on(db, scope, held, {each.id for each in inside(held, label)}, now)


async def _go_on(db: AsyncSession, scope: Scope, held: Held, scanned: set[str], now: datetime) -> None:
    """`scanned`: items in a parcel that its carrier has seen just now."""
    named = [{"id": each.id, "outcome": "accepted"} for each in held.items if each.settle_on == "received" and _waits_for_a_look(each)]
    if named:
        held = await inspect_items(db, scope, held.request.id, {"items": named}, now=now)
    due = [each for each in held.items if is_due(each, is_scanned=each.id in scanned)]
    if due:
        await settle(db, scope, held.request.id, {"items": [{"id": each.id} for each in due]}, now=now)


def _waits_for_a_look(item: ReturnItem) -> bool:
    return item.authorisation == "approved" and item.logistics == "received" and item.inspection == "pending"


def is_due(item: ReturnItem, *, is_scanned: bool = False) -> bool:
    """Whether it is time to pay this item by itself. Money goes once: what was asked for before is left alone."""
    if item.settle_on == "manual" or item.settlement != "none" or item.authorisation != "approved":
        return False
    if item.inspection in ("rejected", "needs_person") or why_not(tracks_of(item), Track.SETTLEMENT, "pending") is not None:
        return False
    if item.logistics == "kept_by_shopper" or item.inspection == "accepted":
        return True
    if item.settle_on == "first_scan":
        return (is_scanned and item.logistics == "in_transit") or item.logistics == "received"
    return False

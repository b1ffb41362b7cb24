"""The demo shop takes things back: its policy, and returns of delivered orders in every state that staff meet, by the real use cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.models import Membership
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_link
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.returns.approve import approve
from wesupply_ui.domain.returns.decline import decline
from wesupply_ui.domain.returns.inspect_items import inspect_items
from wesupply_ui.domain.returns.open_return import open_return
from wesupply_ui.domain.returns.publish import publish
from wesupply_ui.domain.returns.receive import receive
from wesupply_ui.domain.returns.settle import settle
from wesupply_ui.domain.returns.unchanged import ReturnRefused
from wesupply_ui.domain.returns.withdraw import withdraw
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.outbox import Fact

POLICY: dict[str, Any] = {
    "name": "Fern & Forge returns",
    "applies_to": "all_orders",
    "reasons": [
        {
            "code": "size",
            "label": "Doesn't fit",
            "sub": [{"code": "too_small", "label": "Too small"}, {"code": "too_large", "label": "Too large"}],
        },
        {"code": "damaged", "label": "Arrived damaged"},
        {"code": "wrong_item", "label": "Not what I ordered"},
        {"code": "changed_mind", "label": "Changed my mind"},
    ],
    "default": {
        "window": {"days": 45},
        "resolutions": [{"kind": "refund"}, {"kind": "store_credit", "bonus_percent": "10"}, {"kind": "exchange"}],
        "methods": ["label", "drop_off", "store"],
        "destination": "warehouse-newark",
        "return_cost": {"kind": "fixed", "amount": "4.95"},
        "comment": "optional",
    },
    "rules": [
        {
            "name": "Gas stoves stay",
            "priority": 10,
            "when": {"field": "line.tags", "op": "contains", "value": "hazmat"},
            "then": {"returnable": False, "say": "Stoves with gas can't travel back. Write to us and we find a way."},
        },
        {
            "name": "Somebody looks at damage",
            "priority": 20,
            "when": {"field": "return.reason", "op": "eq", "value": "damaged"},
            "then": {"approval": "review", "return_cost": {"kind": "free"}, "photo": "optional"},
        },
        {
            "name": "Good customers send back free",
            "priority": 30,
            "when": {"field": "customer.group", "op": "eq", "value": "vip"},
            "then": {"return_cost": {"kind": "free"}},
        },
    ],
}
_YES, _HERE, _ASK = (approve, {}), (receive, {}), (settle, {})
_GOOD = (inspect_items, {"outcome": "accepted", "grade": "A", "disposition": "restock"})
_WORN = (inspect_items, {"outcome": "rejected", "grade": "D", "note": "Worn outdoors: mud in the soles"})
_DOUBT = (inspect_items, {"outcome": "needs_person", "note": "The serial number is another one"})
_NO = (decline, {"reason": "We can see in your picture that it was used outdoors."})
_PAID, _FAILED = (settle, {"status": "settled", "reference": "re_demo"}), (settle, {"status": "failed", "error": "The card was closed."})
STORIES: tuple[tuple[str, str, str, Sequence[tuple[Any, dict[str, Any]]]], ...] = (
    ("damaged", "refund", "The seam was open when I unpacked it.", ()),
    ("damaged", "exchange", "One of the buckles is broken.", ()),
    ("damaged", "store_credit", "", ()),
    ("size", "refund", "", ()),
    ("changed_mind", "refund", "Lovely, but not for me.", ()),
    ("size", "exchange", "", (_HERE,)),
    ("wrong_item", "refund", "I ordered the other colour.", (_HERE,)),
    ("size", "store_credit", "", (_HERE, _GOOD)),
    ("damaged", "refund", "", (_YES, _HERE, _GOOD)),
    ("changed_mind", "refund", "", (_HERE, _DOUBT)),
    ("size", "refund", "", (_HERE, _GOOD, _ASK)),
    ("size", "refund", "", (_HERE, _GOOD, _ASK, _FAILED)),
    ("changed_mind", "refund", "", (_HERE, _WORN)),
    ("damaged", "refund", "It got wet on our first trip.", (_NO,)),
    ("changed_mind", "store_credit", "", ((withdraw, {}),)),
    ("size", "refund", "", (_HERE, _GOOD, _ASK, _PAID)),
    ("size", "store_credit", "", (_HERE, _GOOD, _ASK, _PAID)),
    ("wrong_item", "refund", "", (_HERE, _GOOD, _ASK, _PAID)),
)
"""Reason, what is wanted instead, the shopper's words, and what staff did; the shortest are the newest."""


async def take_back(database: Database, scope: Scope, *, now: datetime) -> int:
    """Publish the policy and make the returns, the oldest first; how many there are. Nobody is told of them now."""
    async with database.transaction() as db:
        await publish(db, scope, POLICY, now=now - timedelta(days=60))
        orders = await _delivered(db, scope, now)
    made = 0
    stories = list(STORIES)
    for order in orders:
        if not stories:
            break
        async with database.transaction() as db:
            try:
                await _live(db, scope, order, stories[-1], now)
            except ReturnRefused:
                await db.rollback()
                continue
        stories.pop()
        made += 1
    async with database.transaction() as db:
        told = col(Fact.name).like("return%") & col(Fact.handled_at).is_(None)
        await db.execute(update(Fact).where(col(Fact.merchant_id) == scope.merchant_id, told).values(handled_at=now))
    return made


async def _delivered(db: AsyncSession, scope: Scope, now: datetime) -> Sequence[Order]:
    """The latest delivered orders, the oldest first; some more than there are stories, as not all can come back."""
    mine = select(Order).where(Order.merchant_id == scope.merchant_id, Order.milestone == "delivered")
    mine = mine.where(col(Order.delivered_at) < now - timedelta(days=1), Order.condition == "ok")
    found = (await db.execute(mine.order_by(col(Order.delivered_at).desc()).limit(len(STORIES) * 2))).scalars().all()
    return sorted(found[: len(STORIES) + 6], key=lambda order: order.delivered_at or now)


async def _live(db: AsyncSession, scope: Scope, order: Order, story: tuple[str, str, str, Sequence[Any]], now: datetime) -> None:
    """One return from its wish to where it stands now; the shopper asks, staff do the rest."""
    reason, resolution, comment, deeds = story
    begun = (order.delivered_at or now) + timedelta(hours=20)
    step = (now - begun) / (len(deeds) + 1)
    lines = (await db.execute(select(OrderLine).where(OrderLine.order_id == order.id, OrderLine.fulfilment == "ship"))).scalars().all()
    asked = [
        {"line_external_id": line.external_id, "quantity": 1, "reason": reason}
        | ({"sub_reason": "too_small"} if reason == "size" else {})
        | ({"comment": comment} if comment else {})
        for line in lines[:2]
    ]
    raw = {"order_external_id": order.external_id, "resolution": resolution, "method": "label", "lines": asked}
    held = await open_return(db, scope_of_link(scope.merchant_id, order.id), raw, now=begun)
    staff = await _worker(db, scope)
    for at, (use_case, body) in enumerate(deeds, 1):
        if held.request.closed_at:
            break  # store credit is there at once: nobody has to say so
        await use_case(db, staff, held.request.id, body, now=begun + step * at)


async def _worker(db: AsyncSession, scope: Scope) -> Scope:
    """Whoever of the demo's staff works the returns."""
    mine = select(Membership.person_id).where(Membership.merchant_id == scope.merchant_id, Membership.role == "support")
    return replace(scope, actor=f"person:{(await db.execute(mine)).scalar_one()}")

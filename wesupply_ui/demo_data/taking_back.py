"""The demo shop takes things back: its policy, and returns of delivered orders in every state that staff meet, by the real use cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.models import Membership
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_link
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.returns.approve import approve
from wesupply_ui.domain.returns.decline import decline
from wesupply_ui.domain.returns.inspect_items import inspect_items
from wesupply_ui.domain.returns.keep_time import keep_time
from wesupply_ui.domain.returns.labelled.standing import READY
from wesupply_ui.domain.returns.links import return_url
from wesupply_ui.domain.returns.open_return import open_return
from wesupply_ui.domain.returns.publish import publish
from wesupply_ui.domain.returns.receive import receive
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.domain.returns.settle import settle
from wesupply_ui.domain.returns.standing import EXPIRE_AFTER, REMIND_AFTER
from wesupply_ui.domain.returns.talk.answer import answer
from wesupply_ui.domain.returns.talk.appeal import appeal
from wesupply_ui.domain.returns.talk.ask_shopper import ask_shopper
from wesupply_ui.domain.returns.unchanged import ReturnRefused
from wesupply_ui.domain.returns.withdraw import withdraw
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Conflict

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
        "methods": ["label", "qr", "drop_off", "store"],
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
_ASKED = (ask_shopper, {"text": "Could you send us a picture of the seam? Then we decide at once."})
_ANSWER = (answer, {"text": "Of course: it is open for two fingers, left of the zip."})
_APPEAL = (appeal, {"text": "It was like that when I unpacked it. I only tried it on indoors."})
_PAID, _FAILED = (settle, {"status": "settled", "reference": "re_demo"}), (settle, {"status": "failed", "error": "The card was closed."})

POSTED, UNKNOWN_STREET = "posted", "unknown street"


class Story(NamedTuple):
    """A return: what the shopper wants and why, in their words, and what was done about it. `label`: what became of its label."""

    reason: str
    resolution: str
    comment: str = ""
    deeds: Sequence[tuple[Any, dict[str, Any]]] = ()
    method: str = "label"
    label: str = ""


STORIES = (
    Story("damaged", "refund", "The seam was open when I unpacked it.", (_ASKED,)),
    Story("damaged", "refund", "It came with a scratch.", (_ASKED, _ANSWER)),
    Story("damaged", "refund", "The zip is stuck.", (_NO, _APPEAL)),
    Story("damaged", "refund", "The strap is torn."),
    Story("damaged", "exchange", "One of the buckles is broken."),
    Story("damaged", "store_credit"),
    Story("size", "refund"),
    Story("changed_mind", "refund", "Lovely, but not for me.", method="qr"),
    Story("changed_mind", "refund", "Too heavy for me.", label=POSTED),
    Story("changed_mind", "refund", label=UNKNOWN_STREET),
    Story("size", "exchange", "", (_HERE,)),
    Story("wrong_item", "refund", "I ordered the other colour.", (_HERE,)),
    Story("size", "store_credit", "", (_HERE, _GOOD)),
    Story("damaged", "refund", "", (_YES, _HERE, _GOOD)),
    Story("changed_mind", "refund", "", (_HERE, _DOUBT)),
    Story("size", "refund", "", (_HERE, _GOOD, _ASK)),
    Story("size", "refund", "", (_HERE, _GOOD, _ASK, _FAILED)),
    Story("changed_mind", "refund", "", (_HERE, _WORN)),
    Story("damaged", "refund", "It got wet on our first trip.", (_NO,)),
    Story("changed_mind", "store_credit", "", ((withdraw, {}),)),
    Story("size", "refund", "", (_HERE, _GOOD, _ASK, _PAID)),
    Story("size", "store_credit", "", (_HERE, _GOOD, _ASK, _PAID)),
    Story("wrong_item", "refund", "", (_HERE, _GOOD, _ASK, _PAID)),
)
"""The first ones are the newest."""
_SHOPPERS = (answer, appeal)
_SPARE = 14
"""More orders than stories: some can't come back."""


async def take_back(database: Database, scope: Scope, *, now: datetime) -> dict[str, Story]:
    """Publish the policy and make the returns, the oldest first; their ids with their stories. What follows from facts is for others."""
    async with database.transaction() as db:
        await publish(db, scope, POLICY, now=now - timedelta(days=60))
        orders = await _delivered(db, scope, now)
    made: dict[str, Story] = {}
    stories = list(STORIES)
    for order in orders:
        if not stories:
            break
        async with database.transaction() as db:
            try:
                key = await _live(db, scope, order, stories[-1], now)
            except Conflict:  # this story can't be this order's: the next one may be it
                await db.rollback()
                continue
        made[key] = stories.pop()
    async with database.transaction() as db:
        await _lapse(db, scope, now)
    return made


async def _delivered(db: AsyncSession, scope: Scope, now: datetime) -> Sequence[Order]:
    """The latest delivered orders, the oldest first; some more than there are stories, as not all can come back."""
    mine = select(Order).where(Order.merchant_id == scope.merchant_id, Order.milestone == "delivered")
    mine = mine.where(col(Order.delivered_at) < now - timedelta(days=1), Order.condition == "ok")
    found = (await db.execute(mine.order_by(col(Order.delivered_at).desc()).limit(len(STORIES) + _SPARE))).scalars().all()
    return sorted(found, key=lambda order: order.delivered_at or now)


async def _live(db: AsyncSession, scope: Scope, order: Order, story: Story, now: datetime) -> str:
    """One return from its wish to where it stands now; the shopper asks, staff do the rest. Its id."""
    reason, resolution, comment, deeds, method, label = story
    if label == UNKNOWN_STREET:
        elsewhere = {**(order.address or {}), "line1": "4 Nowhere Lane"}
        await db.execute(update(Order).where(col(Order.id) == order.id).values(address=elsewhere))
    begun = (order.delivered_at or now) + timedelta(hours=20)
    step = (now - begun) / (len(deeds) + 1)
    lines = (await db.execute(select(OrderLine).where(OrderLine.order_id == order.id, OrderLine.fulfilment == "ship"))).scalars().all()
    asked = [
        {"line_external_id": line.external_id, "quantity": 1, "reason": reason}
        | ({"sub_reason": "too_small"} if reason == "size" else {})
        | ({"comment": comment} if comment else {})
        for line in lines[:2]
    ]
    raw = {"order_external_id": order.external_id, "resolution": resolution, "method": method, "lines": asked}
    held = await open_return(db, scope_of_link(scope.merchant_id, order.id), raw, now=begun)
    staff = await _worker(db, scope)
    for at, (use_case, body) in enumerate(deeds, 1):
        if held.request.closed_at and use_case not in _SHOPPERS:
            break  # store credit is there at once: nobody has to say so
        by = scope_of_link(scope.merchant_id, order.id) if use_case in _SHOPPERS else staff
        await use_case(db, by, held.request.id, body, now=begun + step * at)
    return held.request.id


async def _lapse(db: AsyncSession, scope: Scope, now: datetime) -> None:
    """One return of which nothing was ever sent, so that it ended by itself."""
    mine = select(Order).where(Order.merchant_id == scope.merchant_id, Order.milestone == "delivered", Order.condition == "ok")
    mine = mine.where(
        col(Order.delivered_at) < now - EXPIRE_AFTER - timedelta(days=3), col(Order.id).not_in(select(ReturnRequest.order_id))
    )
    for order in (await db.execute(mine.order_by(col(Order.delivered_at).desc()).limit(5))).scalars():
        begun = (order.delivered_at or now) + timedelta(hours=20)
        try:
            async with db.begin_nested():
                await _live(db, scope, order, Story("changed_mind", "refund"), begun)
        except ReturnRefused:
            continue
        made = (await db.execute(select(ReturnRequest).where(ReturnRequest.order_id == order.id))).scalar_one()
        for wait in (REMIND_AFTER, EXPIRE_AFTER):
            await keep_time(db, scope.merchant_id, made.id, now=begun + wait)
        return


async def shown_return(db: AsyncSession, merchant_id: str) -> str:
    """The address of a return's page on which there is something to answer; empty where there is none."""
    return await _shown(db, merchant_id, ReturnRequest.turn == "shopper")


async def shown_label(db: AsyncSession, merchant_id: str) -> str:
    """The same of one with a label to print and a code to show."""
    return await _shown(db, merchant_id, (col(ReturnRequest.label_state) == READY) & (col(ReturnRequest.method) == "qr"))


async def _shown(db: AsyncSession, merchant_id: str, such: Any) -> str:
    mine = select(ReturnRequest).where(ReturnRequest.merchant_id == merchant_id, such)
    found = (await db.execute(mine.order_by(col(ReturnRequest.id)).limit(1))).scalar_one_or_none()
    return return_url(found) if found else ""


async def _worker(db: AsyncSession, scope: Scope) -> Scope:
    """Whoever of the demo's staff works the returns."""
    mine = select(Membership.person_id).where(Membership.merchant_id == scope.merchant_id, Membership.role == "support")
    return replace(scope, actor=f"person:{(await db.execute(mine)).scalar_one()}")

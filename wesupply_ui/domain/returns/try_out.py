"""A merchant tries a draft before publishing it: the latest orders are judged by it and by what is in force. Nothing is changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.returns.bench import reads_products
from wesupply_ui.domain.returns.compiled import Compiled, compile_policy
from wesupply_ui.domain.returns.document import Policy
from wesupply_ui.domain.returns.in_force import in_force
from wesupply_ui.domain.returns.judge import judge
from wesupply_ui.domain.returns.load_purchases import load_purchases
from wesupply_ui.domain.returns.models import PolicyVersion
from wesupply_ui.domain.returns.publish import read
from wesupply_ui.domain.returns.read_trial import TrialAsked, read_trial
from wesupply_ui.domain.returns.snapshot import AskedLine, Purchase, Request
from wesupply_ui.domain.returns.trial import Trial
from wesupply_ui.domain.returns.versions import ready, versions_of, zone_of
from wesupply_ui.kernel.errors import FieldProblem

AT_ONCE = 500
BREATH = 20
"""After so many orders others get their turn: judging keeps a process busy, and it serves everybody."""
Progress = Callable[[int, int], None]
"""Hears how many orders are judged, and of how many."""
_order: Any = Order.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class _Both:
    """The draft, and the versions that are in force."""

    draft: Compiled
    versions: Sequence[PolicyVersion]
    zone: ZoneInfo

    def in_force(self, order: Purchase, at: datetime) -> Compiled | None:
        """The version that judges this order now."""
        version = in_force(self.versions, order.placed_at, at)
        return ready(version, self.zone) if version else None


async def try_out(db: AsyncSession, scope: Scope, raw: dict[str, Any], *, now: datetime) -> tuple[Trial, list[FieldProblem]]:
    """(what the draft would change, remarks on it). Every line of an order is asked for in full. Invalid for what cannot be tried."""
    scope.require(RETURNS_READ)
    asked = read_trial(raw)
    policy, remarks = await read(db, scope, asked.policy)
    return await try_over(db, scope, policy, asked, now=now), remarks


async def try_over(
    db: AsyncSession, scope: Scope, policy: Policy, asked: TrialAsked, *, now: datetime, progress: Progress = lambda _done, _all: None
) -> Trial:
    """What a checked policy would change, over the orders that `asked` names."""
    scope.require(RETURNS_READ)
    zone = await zone_of(db, scope)
    both = _Both(compile_policy(policy, zone), await versions_of(db, scope), zone)
    standing = [ready(version, zone) for version in both.versions]
    used = both.draft.used.union(*(each.used for each in standing))
    with_products = any(reads_products(each) for each in (both.draft, *standing))
    trial, ids = Trial(), await _latest(db, scope, asked, now)
    for begin in range(0, len(ids), AT_ONCE):
        orders = await load_purchases(db, scope, ids[begin : begin + AT_ONCE], used=used, with_products=with_products, now=now, as_new=True)
        for number, order in enumerate(orders.values()):
            if number % BREATH == 0:
                progress(begin + number, len(ids))
                await asyncio.sleep(0)
            _judge(trial, both, order, asked, now)
    progress(len(ids), len(ids))
    return trial


def _judge(trial: Trial, both: _Both, order: Purchase, asked: TrialAsked, now: datetime) -> None:
    at = now if asked.asked_after_days is None else _arrived(order) + timedelta(days=asked.asked_after_days)
    lines = tuple(AskedLine(line.external_id, line.quantity, asked.reason, asked.sub_reason) for line in order.lines)
    request = Request(at, lines, resolution=asked.resolution)
    standing = both.in_force(order, now)
    before = judge(standing, order, request, with_offers=False) if standing else None
    trial.compare(order.external_id, before, judge(both.draft, order, request, with_offers=False))


def _arrived(order: Purchase) -> datetime:
    """When the order's last parcel arrived; when it was placed, while none has."""
    return max((each.arrived_at for line in order.lines for each in line.units if each.arrived_at), default=order.placed_at)


async def _latest(db: AsyncSession, scope: Scope, asked: TrialAsked, now: datetime) -> list[str]:
    mine = select(_order.c.id).where(_order.c.merchant_id == scope.merchant_id)
    if asked.days is not None:
        mine = mine.where(_order.c.placed_at >= now - timedelta(days=asked.days))
    return list((await db.execute(mine.order_by(_order.c.placed_at.desc(), _order.c.id.desc()).limit(asked.orders))).scalars())

"""Somebody asks what a return would be answered: the order is judged by the policy in force when it was placed. Nothing is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_OVERRULE, RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.queries import order_by_external_id
from wesupply_ui.domain.returns.admit import admit
from wesupply_ui.domain.returns.answer import Quote
from wesupply_ui.domain.returns.bench import bench
from wesupply_ui.domain.returns.judge import judge
from wesupply_ui.domain.returns.read_request import read_request
from wesupply_ui.domain.returns.snapshot import Request


async def quote(
    db: AsyncSession, scope: Scope, raw: dict[str, Any], *, now: datetime, overruled: bool = False, label_rate: int | None = None
) -> Quote:
    """The answer to a raw request. NotFound for an order that is not the merchant's, NoPolicy when there is nothing to judge by.

    `overruled`: with what it would bring although the policy says no, for those who may overrule it.
    `label_rate`: what a label costs, where that is known (`labelled.price`).
    """
    admit(scope, RETURNS_READ)
    if overruled:
        scope.require(RETURNS_OVERRULE)
    external_id, request = read_request(raw, now=now)
    request = replace(request, overruled=overruled, label_rate=label_rate)
    return await judged(db, scope, await order_by_external_id(db, scope, external_id), request)


async def judged(db: AsyncSession, scope: Scope, order: Order, request: Request, *, but: str | None = None) -> Quote:
    """The answer to a request about an order that was found. The one path of quotes and of returns that are made.

    `but`: the id of a return that is judged anew, whose own units are free for it.
    """
    found = await bench(db, scope, order, at=request.at, but=but)
    return judge(found.policy, found.purchase, request)

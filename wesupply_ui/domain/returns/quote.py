"""Somebody asks what a return would be answered: the order is judged by the policy in force when it was placed. Nothing is changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.queries import order_by_external_id
from wesupply_ui.domain.returns.admit import admit
from wesupply_ui.domain.returns.answer import Quote
from wesupply_ui.domain.returns.compiled import Compiled
from wesupply_ui.domain.returns.in_force import in_force
from wesupply_ui.domain.returns.judge import judge
from wesupply_ui.domain.returns.load_purchases import load_purchases
from wesupply_ui.domain.returns.read_request import read_request
from wesupply_ui.domain.returns.snapshot import Request
from wesupply_ui.domain.returns.versions import NoPolicy, ready, versions_of, zone_of


async def quote(db: AsyncSession, scope: Scope, raw: dict[str, Any], *, now: datetime) -> Quote:
    """The answer to a raw request. NotFound for an order that is not the merchant's, NoPolicy when there is nothing to judge by."""
    admit(scope, RETURNS_READ)
    external_id, request = read_request(raw, now=now)
    return await judged(db, scope, await order_by_external_id(db, scope, external_id), request)


async def judged(db: AsyncSession, scope: Scope, order: Order, request: Request, *, but: str | None = None) -> Quote:
    """The answer to a request about an order that was found. The one path of quotes and of returns that are made.

    `but`: the id of a return that is judged anew, whose own units are free for it.
    """
    version = in_force(await versions_of(db, scope), order.placed_at, request.at)
    if version is None:
        raise NoPolicy("No return policy is in force; publish one first.")
    policy = ready(version, await zone_of(db, scope))
    found = await load_purchases(db, scope, [order.id], used=policy.used, with_products=reads_products(policy), now=request.at, but=but)
    return judge(policy, found[order.id], request)


def reads_products(policy: Compiled) -> bool:
    """Whether the catalogue has a say: conditions ask for it, or what can be exchanged depends on what is in stock."""
    says = [policy.default, *(dict(rule.says) for _, _, _, rule in policy.rules)]
    offers = [offer for each in says for offer in each.get("resolutions") or ()]
    by_stock = any(offer.kind == "exchange" and not offer.allow_out_of_stock for offer in offers)
    return by_stock or any(field.startswith("product.") for field in policy.used)

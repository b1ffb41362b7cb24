"""Staff try a draft on one order: what a return of it would be answered, by the draft and by what is in force. Nothing is changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.queries import order_by_external_id
from wesupply_ui.domain.returns.answer import Quote
from wesupply_ui.domain.returns.bench import reads_products
from wesupply_ui.domain.returns.compiled import compile_policy
from wesupply_ui.domain.returns.document import Policy
from wesupply_ui.domain.returns.in_force import in_force
from wesupply_ui.domain.returns.judge import judge
from wesupply_ui.domain.returns.load_purchases import load_purchases
from wesupply_ui.domain.returns.read_request import read_request
from wesupply_ui.domain.returns.versions import ready, versions_of, zone_of


async def try_one(db: AsyncSession, scope: Scope, draft: Policy, raw: dict[str, Any], *, now: datetime) -> tuple[Quote, Quote | None]:
    """(the draft's answer, that of what is in force for this order; None when nothing is). `raw`: as a quote is asked for."""
    scope.require(RETURNS_READ)
    external_id, request = read_request(raw, now=now)
    order = await order_by_external_id(db, scope, external_id)
    zone = await zone_of(db, scope)
    standing = in_force(await versions_of(db, scope), order.placed_at, request.at)
    policies = [compile_policy(draft, zone), *([ready(standing, zone)] if standing else [])]
    used = frozenset[str]().union(*(each.used for each in policies))
    with_products = any(reads_products(each) for each in policies)
    found = await load_purchases(db, scope, [order.id], used=used, with_products=with_products, now=request.at)
    answers = [judge(each, found[order.id], request) for each in policies]
    return answers[0], answers[1] if standing else None

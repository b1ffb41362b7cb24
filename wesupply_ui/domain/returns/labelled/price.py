"""What would the label of a return cost that is only thought of? Asked for only where the shopper bears it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.labels.accounts import account_for
from wesupply_ui.domain.labels.ask import Ask
from wesupply_ui.domain.labels.quoted import Quotes
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.orders.queries import order_by_external_id
from wesupply_ui.domain.returns.answer import Item, Quote, Verdict
from wesupply_ui.domain.returns.labelled.compose import ask_of
from wesupply_ui.domain.returns.quote import judged
from wesupply_ui.domain.returns.read_open import without_own
from wesupply_ui.domain.returns.read_request import read_request
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.kernel.errors import Situation


@dataclass(frozen=True, slots=True)
class Unpriced:
    """A label that nobody has asked for yet, and the account it would be bought with. `currency`: the order's."""

    ask: Ask
    account: CarrierAccount
    currency: str


async def unpriced_for(db: AsyncSession, scope: Scope, raw: Mapping[str, Any], *, now: datetime) -> Unpriced | None:
    """For a raw request for a quote or a return. None where no label's price matters, and for what is refused anyway, in its own words."""
    try:
        external_id, request = read_request(without_own(raw), now=now)
        order = await order_by_external_id(db, scope, external_id)
        quote = await judged(db, scope, order, replace(request, overruled=bool(raw.get("overrule"))))
    except Situation:
        return None
    return await unpriced_of(db, scope, order, quote)


async def unpriced_of(db: AsyncSession, scope: Scope, order: Order, quote: Quote) -> Unpriced | None:
    """For an answer without its price. None, too, where it would take several labels: a quote has one price of a label."""
    ways = {(each.method, each.destination) for each in quote.items if each.estimated}
    if len(ways) != 1:
        return None
    account = await account_for(db, scope.merchant_id)
    if account is None:
        return None
    (way,) = ways
    items = [each for each in quote.items if (each.method, each.destination) == way and each.verdict is not Verdict.NO]
    thought_of = await _thought_of(db, order, items)
    return Unpriced(await ask_of(db, scope, order, thought_of), account, order.currency) if thought_of else None


async def _thought_of(db: AsyncSession, order: Order, items: Sequence[Item]) -> list[ReturnItem]:
    names = {each.line_external_id for each in items}
    mine = select(OrderLine.external_id, OrderLine.id).where(OrderLine.order_id == order.id, col(OrderLine.external_id).in_(names))
    lines = {row[0]: row[1] for row in await db.execute(mine)}
    return [
        ReturnItem(
            merchant_id=order.merchant_id,
            return_id="",
            line_id=lines[each.line_external_id],
            quantity=each.quantity,
            method=each.method,
            destination=each.destination,
            worth_goods_minor=each.worth_goods,
        )
        for each in items
    ]


async def price_of(quotes: Quotes, found: Unpriced | None, *, now: datetime) -> int | None:
    """In minor units of the order's currency; None: the policy's estimate stands. Call it with no transaction open."""
    rate = await quotes.quoted_rate(found.ask, found.account, now=now) if found else None
    return rate.amount_minor if rate and found and rate.currency == found.currency else None

"""What was asked back before? Of each order the units and amounts of earlier returns and their count; of a buyer how much comes back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnRequest
from wesupply_ui.domain.returns.snapshot import NOTHING, Returned
from wesupply_ui.kernel.planning import unled

YEAR = timedelta(days=365)
COUNTING = ("requested", "approved")
"""Items that are so authorised take their units: whatever was withdrawn, declined or has expired can be asked for again."""

_order: Any = Order.__table__  # type: ignore[attr-defined]
_line: Any = OrderLine.__table__  # type: ignore[attr-defined]
_request: Any = ReturnRequest.__table__  # type: ignore[attr-defined]
_item: Any = ReturnItem.__table__  # type: ignore[attr-defined]
_AMOUNTS = ("goods_minor", "tax_minor", "shipping_minor", "worth_goods_minor", "worth_tax_minor")


@dataclass(slots=True)
class Earlier:
    """An order's earlier returns. `lines`: by the id of the line. `given_back`: what was, or is going to be; not for what was rejected."""

    lines: dict[str, Returned] = field(default_factory=dict)
    given_back: int = 0
    count: int = 0


NO_RETURNS = Earlier()


async def earlier_of(db: AsyncSession, scope: Scope, order_ids: Sequence[str], *, but: str | None = None) -> dict[str, Earlier]:
    """By order; orders without returns are left out. `but`: the id of a return that does not count, because it is judged anew."""
    columns = (
        _request.c.order_id,
        _item.c.return_id,
        _item.c.line_id,
        _item.c.quantity,
        _item.c.inspection,
        *(_item.c[n] for n in _AMOUNTS),
    )
    joined = select(*columns).join(_request, _request.c.id == _item.c.return_id)
    mine = (unled(_request.c.merchant_id) == scope.merchant_id) & _request.c.order_id.in_(order_ids) & _item.c.authorisation.in_(COUNTING)
    if but:
        mine &= _request.c.id != but
    found: dict[str, Earlier] = {}
    returns: set[str] = set()
    for row in await db.execute(joined.where(mine)):
        of_order = found.setdefault(row.order_id, Earlier())
        if row.return_id not in returns:
            returns.add(row.return_id)
            of_order.count += 1
        back = of_order.lines.get(row.line_id, NOTHING)
        is_given = row.inspection != "rejected"
        of_order.lines[row.line_id] = Returned(
            back.quantity + row.quantity,
            back.goods + row.worth_goods_minor,
            back.tax + row.worth_tax_minor,
            back.shipping + (row.shipping_minor if is_given else 0),
        )
        of_order.given_back += row.goods_minor + row.tax_minor + row.shipping_minor if is_given else 0
    return found


def without_units(earlier: Mapping[str, Earlier]) -> dict[str, Earlier]:
    """The same returns, as if nothing had come back by them: for asking what an order would be answered from the start."""
    return {order_id: replace(each, lines={}, given_back=0) for order_id, each in earlier.items()}


async def return_rates(db: AsyncSession, scope: Scope, customer_ids: Collection[str], now: datetime) -> dict[tuple[str, str], float]:
    """By customer and currency: of the goods that they bought within a year, how much was asked back, by value. None bought: left out."""
    ids, since = sorted(customer_ids), now - YEAR
    bought_by = (_order.c.merchant_id == scope.merchant_id) & _order.c.customer_id.in_(ids) & (_order.c.placed_at >= since)
    worth = _line.c.unit_price_minor * _line.c.quantity - _line.c.discount_minor
    total = func.sum(case((worth > 0, worth), else_=0))
    bought = select(_order.c.customer_id, _order.c.currency, total).join(_line, _line.c.order_id == _order.c.id)
    sums = {
        (row[0], row[1]): int(row[2]) for row in await db.execute(bought.where(bought_by).group_by(_order.c.customer_id, _order.c.currency))
    }
    back = (
        select(_order.c.customer_id, _order.c.currency, func.sum(_item.c.worth_goods_minor))
        .join(_request, _request.c.order_id == _order.c.id)
        .join(_item, _item.c.return_id == _request.c.id)
        .where(bought_by, _item.c.authorisation.in_(COUNTING))
        .group_by(_order.c.customer_id, _order.c.currency)
    )
    returned = {(row[0], row[1]): int(row[2]) for row in await db.execute(back)}
    return {key: min(1.0, returned.get(key, 0) / whole) for key, whole in sums.items() if whole > 0}

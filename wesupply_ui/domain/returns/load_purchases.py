"""Reads orders as judges need them, many at a time in a few statements; what no condition asks for is not read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.catalogue.look_up import look_up
from wesupply_ui.domain.orders.models import Customer, Order, OrderLine
from wesupply_ui.domain.returns.earlier import NO_RETURNS, earlier_of, return_rates, without_units
from wesupply_ui.domain.returns.facts_of import by_name
from wesupply_ui.domain.returns.freeze import OfProduct, Sent, purchase_of
from wesupply_ui.domain.returns.snapshot import Purchase
from wesupply_ui.domain.tracking.models import Parcel, Shipment, ShipmentLine
from wesupply_ui.kernel.planning import unled

MOST_AT_ONCE = 500
_order: Any = Order.__table__  # type: ignore[attr-defined]
_line: Any = OrderLine.__table__  # type: ignore[attr-defined]
_customer: Any = Customer.__table__  # type: ignore[attr-defined]
_shipment: Any = Shipment.__table__  # type: ignore[attr-defined]
_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_contents: Any = ShipmentLine.__table__  # type: ignore[attr-defined]

_ORDER = [
    _order.c[name]
    for name in (
        "id", "external_id", "number", "customer_id", "email", "channel", "placed_at", "currency", "shipping_minor", "discount_minor",
        "tax_minor", "total_minor", "address", "tags", "own_tags",
    )
]  # fmt: skip
_LINE = [
    _line.c[name]
    for name in (
        "id", "order_id", "external_id", "sku", "title", "quantity", "unit_price_minor", "discount_minor", "tax_minor", "weight_grams",
        "fulfilment", "vendor", "collected_at", "options", "attributes", "extra",
    )
]  # fmt: skip


async def load_purchases(
    db: AsyncSession,
    scope: Scope,
    order_ids: Sequence[str],
    *,
    used: Collection[str],
    with_products: bool,
    now: datetime,
    as_new: bool = False,
    but: str | None = None,
) -> dict[str, Purchase]:
    """The scope's orders of these by id, in the order given. `used`: fields that conditions ask for; `with_products`: the catalogue too.

    Units of earlier returns are gone, unless the orders are judged `as_new`; those of the return `but` are not.
    """
    found: dict[str, Purchase] = {}
    for begin in range(0, len(order_ids), MOST_AT_ONCE):
        found |= await _load(db, scope, order_ids[begin : begin + MOST_AT_ONCE], used, with_products, now, as_new, but)
    return found


async def _load(
    db: AsyncSession,
    scope: Scope,
    order_ids: Sequence[str],
    used: Collection[str],
    with_products: bool,
    now: datetime,
    as_new: bool,
    but: str | None,
) -> dict[str, Purchase]:
    mine = (unled(_order.c.merchant_id) == scope.merchant_id) & _order.c.id.in_(order_ids)
    if scope.order_id:
        mine &= _order.c.id == scope.order_id
    orders = {row.id: row for row in await db.execute(select(*_ORDER).where(mine))}
    lines: dict[str, list[Any]] = defaultdict(list)
    wanted = (_line.c.merchant_id == scope.merchant_id) & _line.c.order_id.in_(list(orders))
    for row in await db.execute(select(*_LINE).where(wanted).order_by(_line.c.order_id, _line.c.position, _line.c.id)):
        lines[row.order_id].append(row)
    customers = await _customers(db, scope, {row.customer_id for row in orders.values()} - {None})
    counts = await _order_counts(db, scope, customers) if "customer.order_count" in used else {}
    rates = await return_rates(db, scope, customers, now) if customers and "customer.return_rate" in used else None
    sent, earlier = await _sent(db, scope, list(orders)), await earlier_of(db, scope, list(orders), but=but)
    earlier = without_units(earlier) if as_new else earlier
    skus = {row.sku for each in lines.values() for row in each if row.sku} if with_products else set()
    products = {sku: OfProduct(by_name(known.attributes), known.in_stock) for sku, known in (await look_up(db, scope, skus)).items()}
    return {
        order_id: purchase_of(
            orders[order_id],
            lines[order_id],
            customers.get(orders[order_id].customer_id),
            sent[order_id],
            products,
            order_count=counts.get(orders[order_id].customer_id, 1),
            earlier=earlier.get(order_id, NO_RETURNS),
            return_rate=rates.get((orders[order_id].customer_id, orders[order_id].currency)) if rates is not None else 0.0,
        )
        for order_id in order_ids
        if order_id in orders
    }


async def _customers(db: AsyncSession, scope: Scope, ids: Collection[str]) -> dict[str, Any]:
    columns = [_customer.c[name] for name in ("id", "email", "group", "list_state")]
    mine = (unled(_customer.c.merchant_id) == scope.merchant_id) & _customer.c.id.in_(sorted(ids))
    return {row.id: row for row in await db.execute(select(*columns).where(mine))} if ids else {}


async def _order_counts(db: AsyncSession, scope: Scope, ids: Collection[str]) -> dict[str, int]:
    mine = (_order.c.merchant_id == scope.merchant_id) & _order.c.customer_id.in_(sorted(ids))
    counts = select(_order.c.customer_id, func.count()).where(mine).group_by(_order.c.customer_id)
    return {customer_id: count for customer_id, count in await db.execute(counts)}  # noqa: C416


async def _sent(db: AsyncSession, scope: Scope, order_ids: Sequence[str]) -> dict[str, list[Sent]]:
    """Each order's parcels. A number that the shop registered has been shipped; when, is its word, else the carrier's, else ours."""
    columns = (
        _shipment.c.id, _shipment.c.order_id, _shipment.c.shipped_at, _parcel.c.shipped_at.label("scanned_at"), _parcel.c.registered_at,
        _parcel.c.delivered_at,
    )  # fmt: skip
    mine = (_shipment.c.merchant_id == scope.merchant_id) & _shipment.c.order_id.in_(order_ids)
    joined = select(*columns).join(_parcel, _parcel.c.id == _shipment.c.parcel_id).where(mine)
    rows = list(await db.execute(joined.order_by(_shipment.c.position, _shipment.c.id)))
    inside: dict[str, dict[str, int]] = defaultdict(dict)
    ids = [row.id for row in rows]
    for begin in range(0, len(ids), MOST_AT_ONCE):
        contents = select(_contents).where(_contents.c.shipment_id.in_(ids[begin : begin + MOST_AT_ONCE]))
        for row in await db.execute(contents):
            inside[row.shipment_id][row.line_id] = row.quantity
    sent: dict[str, list[Sent]] = defaultdict(list)
    for row in rows:
        shipped_at = row.shipped_at or row.scanned_at or row.registered_at
        sent[row.order_id].append(Sent(min(shipped_at, row.delivered_at or shipped_at), row.delivered_at, inside[row.id]))
    return sent

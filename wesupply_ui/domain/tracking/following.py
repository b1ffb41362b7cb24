"""All that somebody who follows one order may be told: its lines, its parcels with what is in them, and their scans. Reads only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.tracking.models import Parcel, Scan, Shipment, ShipmentLine
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _


@dataclass(frozen=True, slots=True)
class Inside:
    """So many of a line in one parcel."""

    line: OrderLine
    quantity: int


@dataclass(frozen=True, slots=True)
class FollowedParcel:
    """A parcel with its contents in the order of the lines, and its scans, newest first."""

    parcel: Parcel
    contents: tuple[Inside, ...]
    scans: tuple[Scan, ...]


@dataclass(frozen=True, slots=True)
class FollowedOrder:
    """An order with everything on its way. `places`: names of the stores that lines are collected at, by external id."""

    merchant: Merchant
    order: Order
    lines: tuple[OrderLine, ...]
    parcels: tuple[FollowedParcel, ...]
    places: dict[str, str]


async def followed_order(db: AsyncSession, scope: Scope) -> FollowedOrder:
    """The one order that a link's scope reaches. NotFound when it is gone. Six queries, however many parcels there are."""
    order = (await db.execute(select(Order).where(Order.id == scope.order_id, Order.merchant_id == scope.merchant_id))).scalar_one_or_none()
    merchant = await db.get(Merchant, scope.merchant_id)
    if order is None or merchant is None:
        raise NotFound(_("There is no such order."))
    lines = (
        await db.execute(select(OrderLine).where(OrderLine.order_id == order.id).order_by(col(OrderLine.position), col(OrderLine.id)))
    ).scalars()
    lines = tuple(lines)
    return FollowedOrder(merchant, order, lines, await _parcels(db, order, lines), await _places(db, order, lines))


async def _parcels(db: AsyncSession, order: Order, lines: tuple[OrderLine, ...]) -> tuple[FollowedParcel, ...]:
    rows = (
        await db.execute(
            select(Shipment, Parcel)
            .join(Parcel, col(Parcel.id) == col(Shipment.parcel_id))
            .where(Shipment.order_id == order.id)
            .order_by(col(Shipment.position), col(Shipment.id))
        )
    ).all()
    if not rows:
        return ()
    scans = await _scans(db, [parcel.id for _, parcel in rows])
    contents = await _contents(db, [shipment.id for shipment, _ in rows], lines)
    if len(rows) == 1 and not contents:
        # One parcel and nobody said what is in it: then it is everything that ships.
        contents[rows[0][0].id] = tuple(Inside(line, line.quantity) for line in lines if line.fulfilment == "ship")
    return tuple(FollowedParcel(parcel, contents.get(shipment.id, ()), tuple(scans[parcel.id])) for shipment, parcel in rows)


async def _scans(db: AsyncSession, parcel_ids: list[str]) -> dict[str, list[Scan]]:
    found: dict[str, list[Scan]] = defaultdict(list)
    newest_first = select(Scan).where(col(Scan.parcel_id).in_(parcel_ids)).order_by(col(Scan.at).desc(), col(Scan.key).desc())
    for scan in (await db.execute(newest_first)).scalars():
        found[scan.parcel_id].append(scan)
    return found


async def _contents(db: AsyncSession, shipment_ids: list[str], lines: tuple[OrderLine, ...]) -> dict[str, tuple[Inside, ...]]:
    by_id = {line.id: line for line in lines}
    packed: dict[str, list[Inside]] = defaultdict(list)
    for entry in (await db.execute(select(ShipmentLine).where(col(ShipmentLine.shipment_id).in_(shipment_ids)))).scalars():
        if entry.line_id in by_id:
            packed[entry.shipment_id].append(Inside(by_id[entry.line_id], entry.quantity))
    return {shipment: tuple(sorted(inside, key=lambda each: each.line.position)) for shipment, inside in packed.items()}


async def _places(db: AsyncSession, order: Order, lines: tuple[OrderLine, ...]) -> dict[str, str]:
    wanted = {line.location for line in lines if line.location}
    if not wanted:
        return {}
    named = select(Location).where(Location.merchant_id == order.merchant_id, col(Location.external_id).in_(wanted))
    return {place.external_id: place.name for place in (await db.execute(named)).scalars()}

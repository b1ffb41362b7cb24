"""Notes which parcels an order travels in, and how many of each line are in which. Idempotent; the values come from orders' intake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.terms import add_words, tracking_words
from wesupply_ui.domain.tracking.detect import tidy
from wesupply_ui.domain.tracking.models import Parcel, Shipment, ShipmentLine
from wesupply_ui.domain.tracking.register import NewNumber, Registered, register_all
from wesupply_ui.domain.tracking.shop_delivery import note_deliveries
from wesupply_ui.domain.tracking.summary import refresh_orders
from wesupply_ui.kernel.ids import new_id

_shipment: Any = Shipment.__table__  # type: ignore[attr-defined]
_contents: Any = ShipmentLine.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Shipped:
    """One parcel of one order, as the shop tells it. `lines`: (line id, quantity) of what is inside, None when nothing was said."""

    order_id: str
    parcel: NewNumber
    lines: Sequence[tuple[str, int]] | None = None


async def ship(db: AsyncSession, scope: Scope, shipped: Sequence[Shipped], *, now: datetime) -> list[Registered]:
    """Register the numbers and tie them to their orders; one entry each, in their order. The caller has checked whose orders these are.

    A number that an order has already stays that order's parcel, however long ago it ended. Contents that are given
    replace those noted before. Invalid as in `register.register`, then nothing is written.
    """
    present = await _present(db, scope.merchant_id, {each.order_id for each in shipped})
    found = [_find(present.get(each.order_id, ()), each.parcel) for each in shipped]
    missing = [each.parcel for each, old in zip(shipped, found, strict=True) if old is None]
    registered = iter(await register_all(db, scope, missing, now=now) if missing else [])
    parcels = [old.registered if old else next(registered) for old in found]
    shipments = await _tie(db, scope.merchant_id, shipped, parcels, present)
    await _pack(db, [(shipments[each.order_id, parcel.parcel_id], each.lines) for each, parcel in zip(shipped, parcels, strict=True)])
    words = [(each.order_id, word) for each, on in zip(shipped, parcels, strict=True) for word in tracking_words(on.carrier, on.number)]
    await add_words(db, scope.merchant_id, sorted(set(words)))
    told = {on.parcel_id: each.parcel.delivered_at for each, on in zip(shipped, parcels, strict=True) if each.parcel.delivered_at}
    await note_deliveries(db, told, now=now)
    await refresh_orders(db, (each.order_id for each in shipped), now=now)
    return parcels


@dataclass(frozen=True, slots=True)
class _Present:
    shipment_id: str
    registered: Registered
    shipped_at: datetime | None


async def _present(db: AsyncSession, merchant_id: str, order_ids: Iterable[str]) -> dict[str, list[_Present]]:
    rows = await db.execute(
        select(Shipment.order_id, Shipment.id, Shipment.shipped_at, Shipment.parcel_id, Parcel.carrier, Parcel.number)
        .join(Parcel, Parcel.id == Shipment.parcel_id)  # type: ignore[arg-type]
        .where(Shipment.merchant_id == merchant_id, Shipment.order_id.in_(sorted(order_ids)))  # type: ignore[attr-defined, arg-type]
        .order_by(Shipment.position, Shipment.id)
    )
    present: dict[str, list[_Present]] = defaultdict(list)
    for row in rows:
        parcel = Registered(row.parcel_id, row.carrier, row.number, is_new=False)
        present[row.order_id].append(_Present(row.id, parcel, row.shipped_at))
    return present


def _find(present: Sequence[_Present], new: NewNumber) -> _Present | None:
    number = tidy(new.number)
    fitting = [old for old in present if old.registered.number == number and new.carrier in (None, old.registered.carrier)]
    return fitting[-1] if fitting else None


async def _tie(
    db: AsyncSession,
    merchant_id: str,
    shipped: Sequence[Shipped],
    parcels: Sequence[Registered],
    present: dict[str, list[_Present]],
) -> dict[tuple[str, str], str]:
    """Shipment ids by (order id, parcel id), made where missing. `shipped_at` follows the shop's last word."""
    ids = {(order_id, old.registered.parcel_id): old.shipment_id for order_id, olds in present.items() for old in olds}
    dates = {old.shipment_id: old.shipped_at for olds in present.values() for old in olds}
    count = {order_id: len(olds) for order_id, olds in present.items()}
    fresh, moved = [], {}
    for each, parcel in zip(shipped, parcels, strict=True):
        key, at = (each.order_id, parcel.parcel_id), each.parcel.shipped_at
        at = at.astimezone(UTC) if at else None
        if key not in ids:
            ids[key] = new_id()
            place = count[each.order_id] = count.get(each.order_id, 0) + 1
            row = {"id": ids[key], "merchant_id": merchant_id, "order_id": each.order_id, "parcel_id": parcel.parcel_id}
            fresh.append(row | {"position": place - 1, "shipped_at": at})
        elif at and ids[key] in dates and dates[ids[key]] != at:
            moved[ids[key]] = at
    connection = await db.connection()
    if fresh:
        await connection.execute(insert(_shipment), fresh)
    if moved:
        statement = update(_shipment).where(_shipment.c.id == bindparam("of_shipment"))
        await connection.execute(statement, [{"of_shipment": shipment_id, "shipped_at": at} for shipment_id, at in moved.items()])
    return ids


async def _pack(db: AsyncSession, told: Iterable[tuple[str, Sequence[tuple[str, int]] | None]]) -> None:
    """Bring the contents of shipments to what was told; those of which nothing was said stay."""
    wanted: dict[str, dict[str, int]] = {}
    for shipment_id, lines in told:
        if lines is not None:
            wanted[shipment_id] = {line_id: quantity for line_id, quantity in lines if quantity > 0}
    if not wanted:
        return
    known: dict[tuple[str, str], int] = {}
    for row in await db.execute(select(_contents).where(_contents.c.shipment_id.in_(list(wanted)))):
        known[row.shipment_id, row.line_id] = row.quantity
    flat = {(shipment_id, line_id): quantity for shipment_id, lines in wanted.items() for line_id, quantity in lines.items()}
    connection = await db.connection()
    gone = [{"of_shipment": key[0], "of_line": key[1]} for key in known if flat.get(key) != known[key]]
    if gone:
        mine = (_contents.c.shipment_id == bindparam("of_shipment")) & (_contents.c.line_id == bindparam("of_line"))
        await connection.execute(delete(_contents).where(mine), gone)
    added = [{"shipment_id": key[0], "line_id": key[1], "quantity": value} for key, value in flat.items() if known.get(key) != value]
    if added:
        await connection.execute(insert(_contents), added)

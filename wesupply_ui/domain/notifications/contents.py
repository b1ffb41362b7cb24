"""What is in each parcel of an order, and what of it is in none yet? Reads only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.notifications.clean import one_line, web_address
from wesupply_ui.domain.notifications.letter import Item
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.tracking.models import Parcel, Shipment, ShipmentLine
from wesupply_ui.kernel.language import _

_MOST_ITEMS = 30  # a mail, not a packing list: the tracking page has them all


@dataclass(frozen=True, slots=True)
class Contents:
    """The order's parcels in their order, the items of each by parcel id, and how many pieces to ship are in no parcel yet."""

    parcels: tuple[Parcel, ...]
    items: dict[str, tuple[Item, ...]]
    waiting: int


async def contents_of(db: AsyncSession, order: Order, base_url: str) -> Contents:
    """Read an order's parcels with what is in them. A shop that never said what is where has told nothing of a split order."""
    rows = (
        await db.execute(
            select(Shipment, Parcel)
            .join(Parcel, Parcel.id == Shipment.parcel_id)  # type: ignore[arg-type]
            .where(Shipment.order_id == order.id)
            .order_by(Shipment.position, Shipment.id)  # type: ignore[arg-type]
        )
    ).all()
    lines = (
        (await db.execute(select(OrderLine).where(OrderLine.order_id == order.id).order_by(OrderLine.position, OrderLine.id)))
        .scalars()
        .all()
    )  # type: ignore[arg-type]
    by_id = {line.id: line for line in lines}
    packed: dict[str, list[ShipmentLine]] = defaultdict(list)
    shipments = [shipment.id for shipment, _ in rows]
    for entry in (await db.execute(select(ShipmentLine).where(ShipmentLine.shipment_id.in_(shipments)))).scalars():  # type: ignore[attr-defined]
        packed[entry.shipment_id].append(entry)
    to_ship = [line for line in lines if line.fulfilment == "ship"]
    items: dict[str, tuple[Item, ...]] = {}
    for shipment, parcel in rows:
        inside = [(by_id[entry.line_id], entry.quantity) for entry in packed[shipment.id] if entry.line_id in by_id]
        if not inside and len(rows) == 1:
            inside = [(line, line.quantity) for line in to_ship]
        inside.sort(key=lambda pair: pair[0].position)
        items[parcel.id] = tuple(_item(line, quantity, base_url) for line, quantity in inside[:_MOST_ITEMS])
    known = bool(rows) and all(packed[shipment] for shipment in shipments)
    waiting = sum(line.quantity for line in to_ship) - sum(entry.quantity for entries in packed.values() for entry in entries)
    return Contents(tuple(parcel for _, parcel in rows), items, max(0, waiting) if known else 0)


def _item(line: OrderLine, quantity: int, base_url: str) -> Item:
    options = ", ".join(f"{one_line(name, 40)} {one_line(value, 60)}" for name, value in line.options.items())
    title = one_line(line.title, 120) or one_line(line.sku, 60) or _("Item")
    return Item(title, quantity, one_line(options, 120), web_address(line.image_url, base_url))

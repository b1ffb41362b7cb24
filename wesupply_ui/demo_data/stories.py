"""Tells the simulator of the demo's parcels, so that after a restart it tells the same stories again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.demo_data.shop import LABEL_SHOP
from wesupply_ui.domain.labels.ask import restored
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.models import Parcel, Shipment
from wesupply_ui.simulator import journeys, numbers
from wesupply_ui.simulator.doors.label_counter import await_parcel
from wesupply_ui.simulator.labels import Draft, Offer
from wesupply_ui.simulator.places import Place, place_of
from wesupply_ui.simulator.simulation import Simulation

# What was shipped earlier is no longer asked for.
_OLDEST = timedelta(days=100)


OWN = "ff-"
"""How the external ids of the demo's own orders begin."""


def tell_simulator(
    world: Simulation, carrier: str, number: str, shipped_at: datetime, destination: Place | Mapping[str, str], name: str
) -> None:
    """Register one parcel. The journey is the one written into the number; of a number without one, the simulator chooses."""
    index = numbers.journey_of(carrier, number)
    last_name = name.rpartition(" ")[2]
    journey = journeys.NAMES[index] if index is not None and index < len(journeys.NAMES) else None
    world.register(
        carrier,
        number,
        journey=journey,
        shipped_at=shipped_at,
        destination=destination,
        signed_by=last_name.upper()[:30],
        recipient=last_name,
    )


async def tell_all(db: AsyncSession, world: Simulation, merchant_id: str, *, now: datetime) -> set[tuple[str, str]]:
    """Register every parcel of the merchant that the simulator does not know yet.

    Returns (carrier, number) of those that belong to the demo's own orders: what people added themselves is theirs to move.
    """
    columns: tuple[Any, ...] = (
        Parcel.carrier,
        Parcel.number,
        Shipment.shipped_at,
        Parcel.registered_at,
        Order.address,
        Order.name,
        Order.external_id,
    )
    rows = await db.execute(
        select(*columns)
        .join(Shipment, col(Shipment.parcel_id) == Parcel.id)
        .join(Order, col(Order.id) == Shipment.order_id)
        .where(Parcel.merchant_id == merchant_id, col(Parcel.carrier).in_(numbers.CARRIERS), Parcel.registered_at > now - _OLDEST)
        .order_by(col(Parcel.registered_at), col(Parcel.id))
    )
    own = set()
    for row in rows.all():
        carrier, number, shipped_at, registered_at, address, name, external_id = tuple(row)
        if external_id.startswith(OWN):
            own.add((carrier, number))
        if (carrier, number) not in world.parcels:
            tell_simulator(world, carrier, number, shipped_at or registered_at, _place(address), str(name or ""))
    return own


async def tell_labels(db: AsyncSession, world: Simulation, merchant_id: str) -> None:
    """What an earlier simulator sold: its parcels wait at their carriers, and it can be given back. Before moves are made again."""
    mine = (Label.merchant_id == merchant_id) & (Label.provider == LABEL_SHOP) & col(Label.bought_at).is_not(None)
    for label in (await db.execute(select(Label).where(mine).order_by(col(Label.bought_at)))).scalars():
        ask = restored(label.ask)
        offer = Offer(label.rate_id, label.carrier, label.service, "", label.price_minor or 0, 3)
        draft = Draft(
            label.shipment_id, LABEL_SHOP, asdict(ask.sender), asdict(ask.receiver), grams=ask.weight_grams, reference=label.id,
            wants_qr=ask.qr, is_return=True, made_at=label.bought_at or label.created_at, offers=(offer,),
        )  # fmt: skip
        sale = world.labels.remember(draft, offer, sale_id=label.bought_id, number=label.number)
        sale.refund = "submitted" if label.voided_at else ""
        await_parcel(world, sale)


def _place(address: dict[str, Any]) -> Place:
    return place_of({part: str(address.get(part) or "") for part in ("city", "region", "postcode", "country")})

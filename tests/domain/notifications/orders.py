"""An order with parcels and what is in them, in one readable line, for tests of messages."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.notifications.triggers import on_fact
from wesupply_ui.domain.orders.models import Customer, Order, OrderLine
from wesupply_ui.domain.tracking.models import Parcel, Shipment, ShipmentLine
from wesupply_ui.kernel import outbox
from wesupply_ui.kernel.ids import new_id


async def an_order(db: AsyncSession, merchant: Merchant, *, at: datetime, number: str = "#5001", parcels: int = 1, **fields: Any) -> Order:
    """An order of Ada's with one line of boots per parcel, each parcel accepted by UPS."""
    first_name = fields.pop("first_name", "Ada")
    title = fields.pop("title", "Trail boots")
    customer = Customer(merchant_id=merchant.id, email="ada@example.com", first_name=first_name, last_name="Lovelace")
    db.add(customer)
    await db.flush()
    values = {"email": "ada@example.com", "name": f"{first_name} Lovelace"} | fields
    order = Order(
        merchant_id=merchant.id, external_id=new_id(), number=number, number_key=number.strip("#"), customer_id=customer.id,
        placed_at=at, currency="USD", link_hash=new_id(), parcel_count=parcels, **values,
    )  # fmt: skip
    db.add(order)
    await db.flush()
    for position in range(parcels):
        line = OrderLine(
            merchant_id=merchant.id, order_id=order.id, external_id=f"l{position}", position=position, sku=f"BOOT-{position}",
            title=title, quantity=1, options={"Size": "42"}, image_url=f"https://shop.example/boot-{position}.jpg",
        )  # fmt: skip
        parcel = Parcel(merchant_id=merchant.id, carrier="ups", number=f"1Z{new_id()[:16].upper()}", milestone="in_transit")
        db.add_all([line, parcel])
        await db.flush()
        shipment = Shipment(merchant_id=merchant.id, order_id=order.id, parcel_id=parcel.id, position=position)
        db.add(shipment)
        await db.flush()
        db.add(ShipmentLine(shipment_id=shipment.id, line_id=line.id, quantity=1))
    await db.flush()
    return order


async def parcels_of(db: AsyncSession, order: Order) -> list[Parcel]:
    """The order's parcels, in their order."""
    found = await db.execute(
        select(Parcel).join(Shipment, Shipment.parcel_id == Parcel.id).where(Shipment.order_id == order.id).order_by(Shipment.position)
    )
    return list(found.scalars().all())


async def told(db: AsyncSession, parcel: Parcel, name: str, *, at: datetime, now: datetime | None = None, **data: Any) -> None:
    """A fact of this parcel happens at `at` and is handled at `now` (a second later by default)."""
    fact = outbox.tell(db, merchant_id=parcel.merchant_id, name=name, subject=f"parcel:{parcel.id}", at=at, **data)
    await db.flush()
    await on_fact(db, fact, now=now or at + timedelta(seconds=1))


async def messages(db: AsyncSession) -> list[Message]:
    """Every message, oldest first."""
    found = await db.execute(select(Message).order_by(Message.created_at, Message.id).execution_options(populate_existing=True))
    return list(found.scalars().all())

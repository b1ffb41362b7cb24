"""Orders on their way, put into a database in one readable line."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.keys import number_key, postcode_key
from wesupply_ui.domain.orders.links import link_hash, link_token
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.tracking.models import Parcel, Scan, Shipment, ShipmentLine
from wesupply_ui.kernel.ids import new_id

BRAND = {"accent": "#0f766e", "website": "https://acme.example", "support_email": "help@acme.example", "support_phone": "+1 512 555 0100"}
ADDRESS = {"name": "Ada Lovelace", "line1": "1 Main St", "city": "Austin", "region": "TX", "postcode": "78701", "country": "US"}


async def shop(db: AsyncSession, slug: str = "acme", name: str = "Acme Outfitters", **changes: Any) -> Merchant:
    merchant = Merchant(slug=slug, name=name, time_zone="America/Chicago", brand=BRAND, **changes)
    db.add(merchant)
    await db.flush()
    return merchant


async def order(
    db: AsyncSession, merchant: Merchant, number: str = "#5001", *, placed_at: datetime, lines: int = 2, **changes: Any
) -> Order:
    made = Order(
        id=new_id(),
        merchant_id=merchant.id,
        external_id=number.strip("#"),
        number=number,
        number_key=number_key(number),
        email="ada@example.com",
        name="Ada Lovelace",
        placed_at=placed_at,
        currency="USD",
        address=ADDRESS,
        postcode_key=postcode_key("78701", "US"),
        link_hash="",
    )
    for name, value in changes.items():
        setattr(made, name, value)
    made.link_hash = link_hash(made.id, made.link_version)
    db.add(made)
    await db.flush()
    for at in range(lines):
        await line(db, made, f"l{at + 1}", ("Trail boots", "Wool socks", "Rain jacket")[at % 3], position=at)
    return made


async def line(db: AsyncSession, made: Order, external_id: str, title: str, **changes: Any) -> OrderLine:
    row = OrderLine(merchant_id=made.merchant_id, order_id=made.id, external_id=external_id, title=title, sku=external_id, **changes)
    db.add(row)
    await db.flush()
    return row


async def parcel(
    db: AsyncSession, made: Order, number: str = "1Z999AA10123456784", *, inside: tuple[tuple[OrderLine, int], ...] = (), **changes: Any
) -> Parcel:
    box = Parcel(merchant_id=made.merchant_id, carrier=changes.pop("carrier", "ups"), number=number, **changes)
    db.add(box)
    await db.flush()
    link = Shipment(merchant_id=made.merchant_id, order_id=made.id, parcel_id=box.id)
    db.add(link)
    await db.flush()
    db.add_all(ShipmentLine(shipment_id=link.id, line_id=each.id, quantity=quantity) for each, quantity in inside)
    await db.flush()
    return box


async def scan(db: AsyncSession, box: Parcel, at: datetime, text: str, **changes: Any) -> Scan:
    row = Scan(
        merchant_id=box.merchant_id,
        parcel_id=box.id,
        key=new_id(),
        at=at,
        offset_minutes=changes.pop("offset_minutes", -360),
        text=text,
        code=changes.pop("code", "X"),
        city=changes.pop("city", "Dallas"),
        region=changes.pop("region", "TX"),
        country="US",
        seen_at=at,
        **changes,
    )
    db.add(row)
    await db.flush()
    return row


async def on_its_way(db: AsyncSession, merchant: Merchant, number: str = "#5001", *, now: datetime, due_on: date | None = None) -> Order:
    """An order of two lines in one parcel with four scans, the newest eight minutes old."""
    made = await order(db, merchant, number, placed_at=now - timedelta(days=3))
    due = due_on or (now + timedelta(days=2)).date()
    box = await parcel(
        db,
        made,
        f"1Z{made.id[-16:].upper()}",
        milestone="in_transit",
        due_on=due,
        first_due_on=due - timedelta(days=1),
        last_scan_at=now - timedelta(minutes=8),
    )
    told = (("Shipper created a label", "label_created", 60), ("Origin scan", "accepted", 40), ("Arrived at facility", "in_transit", 20))
    for text, milestone, hours in told:
        await scan(db, box, now - timedelta(hours=hours), text, milestone=milestone)
    await scan(db, box, now - timedelta(minutes=8), "Departed from facility", milestone="in_transit")
    return made


def token_of(made: Order) -> str:
    return link_token(made.id, made.link_version)


async def deliver(db: AsyncSession, made: Order, *, at: datetime) -> None:
    """Its one parcel arrives."""
    box = (
        await db.execute(select(Parcel).join(Shipment, col(Shipment.parcel_id) == col(Parcel.id)).where(Shipment.order_id == made.id))
    ).scalar_one()
    box.milestone, box.delivered_at, box.delivered_offset = "delivered", at, -360
    await scan(db, box, at, "Delivered, front door", milestone="delivered")


async def in_trouble(db: AsyncSession, merchant: Merchant, number: str, *, now: datetime) -> Order:
    """Nobody was home."""
    made = await order(db, merchant, number, placed_at=now - timedelta(days=4))
    state = {"milestone": "out_for_delivery", "condition": "attempt_failed", "reason": "nobody_home"}
    box = await parcel(db, made, "1ZTROUBLE", action_until=now + timedelta(days=3), **state)
    await scan(db, box, now - timedelta(hours=9), "Out for delivery", milestone="out_for_delivery", city="Austin")
    await scan(db, box, now - timedelta(hours=2), "The receiver was not available", condition="attempt_failed", city="Austin")
    return made


async def of_ten_parcels(db: AsyncSession, merchant: Merchant, number: str, *, now: datetime) -> Order:
    """Ten parcels in every state, and lines that travel otherwise."""
    made = await order(db, merchant, number, placed_at=now - timedelta(days=12), lines=0)
    states = (
        {"milestone": "delivered", "delivered_at": now - timedelta(days=1), "delivered_offset": -360, "signed_by": "Ada Lovelace"},
        {"milestone": "delivered", "condition": "damaged", "reason": "damaged", "delivered_at": now - timedelta(days=30)},
        {"milestone": "in_transit", "due_on": (now + timedelta(days=2)).date(), "first_due_on": now.date()},
        {"milestone": "in_transit", "condition": "delayed", "reason": "weather"},
        {"milestone": "in_transit", "condition": "lost", "reason": "lost"},
        {"milestone": "in_transit", "condition": "held", "reason": "customs_documents"},
        {"milestone": "available_for_pickup"},
        {"milestone": "label_created"},
        {"milestone": "returned"},
        {"milestone": "label_created", "condition": "cancelled", "reason": "voided"},
    )
    for at, state in enumerate(states):
        goods = await line(db, made, f"g{at}", f"Lamp {at + 1}", position=at, quantity=2)
        box = await parcel(db, made, f"1ZMANY{at}", inside=((goods, 1 + at % 2),), **state)
        if state["milestone"] != "label_created":
            await scan(db, box, now - timedelta(hours=5 + at), "Processed", milestone="in_transit")
    await line(db, made, "card", "Gift card", position=20, fulfilment="digital")
    await line(db, made, "shelf", "Shelf", position=21, fulfilment="pickup", location="somewhere")
    return made


async def with_long_words(db: AsyncSession, merchant: Merchant, number: str, *, now: datetime) -> Order:
    """Names, titles and places that are long, in other scripts, or without a place to break."""
    address = ADDRESS | {"name": "محمد علي", "city": "Llanfair" * 8}
    made = await order(db, merchant, number, placed_at=now - timedelta(days=2), lines=0, address=address)
    parka = "Waterproof hooded expedition parka with removable lining, two-way zip and reinforced elbows " * 3
    await line(db, made, "long", parka, quantity=12)
    await line(db, made, "script", "防水ジャケット（メンズ）", position=1, options={"サイズ": "特大"})
    await line(db, made, "word", "Donaudampfschifffahrtsgesellschaftskapitän" * 3, position=2)
    box = await parcel(db, made, "JJD" + "0123456789" * 4, milestone="in_transit", carrier="dhl", signed_by="Ξ" * 60)
    words = "Die Sendung wurde im Start-Paketzentrum bearbeitet. " * 4
    await scan(db, box, now - timedelta(hours=1), words, city="Ἀθῆναι" * 10, region=None)
    return made

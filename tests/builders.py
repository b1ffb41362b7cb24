"""A merchant, someone who signs in, an order and its parcels' scans, each in one readable line and through the real use cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.create_merchant import create_merchant
from wesupply_ui.domain.accounts.models import Membership, Merchant, Person
from wesupply_ui.domain.accounts.passwords import hashed
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.claim import claim_these
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.outcome import understand
from wesupply_ui.domain.tracking.reading import Failure, Place, Reading, ReadScan, Window
from wesupply_ui.domain.tracking.record import record
from wesupply_ui.domain.tracking.status import Condition, Meaning, Milestone
from wesupply_ui.domain.tracking.take_in import Became, take_in
from wesupply_ui.kernel.clock import now

PASSWORD = "seven wide rivers"


def their_today() -> date:
    """The day it is at the merchant's, which around midnight is not UTC's."""
    return now().astimezone(ZoneInfo("America/Chicago")).date()


async def a_merchant(db: AsyncSession, slug: str = "acme", **more: Any) -> Merchant:
    """A retailer in Chicago, whose owner is owner@<slug>.example with `PASSWORD` (`password=None`: nobody signs in, which is faster)."""
    how = {"name": "Acme Outfitters", "time_zone": "America/Chicago", "password": PASSWORD} | more
    return await create_merchant(db, slug=slug, owner_email=f"owner@{slug}.example", now=now(), **how)


async def a_person(db: AsyncSession, merchant: Merchant, email: str, role: str = "support") -> Person:
    """Someone of this role, who signs in with `PASSWORD`."""
    person = Person(
        email=email,
        name=email.partition("@")[0].title(),
        password_hash=await hashed(PASSWORD),
        email_confirmed_at=now() - timedelta(days=9),
    )
    db.add(person)
    await db.flush()
    db.add(Membership(merchant_id=merchant.id, person_id=person.id, role=role))
    return person


async def an_order(
    db: AsyncSession,
    merchant: Merchant,
    number: str = "#5001",
    *,
    parcels: Sequence[str] = (),
    placed: datetime | None = None,
    **changes: Any,
) -> Order:
    """Ada's boots for $123.20, on their way under these UPS numbers. `changes` replace what the shop sends."""
    name, email = changes.pop("name", "Ada Lovelace"), changes.pop("email", "ada@example.com")
    external_id = changes.pop("external_id", number.strip("#"))
    raw = {
        "external_id": external_id,
        "number": number,
        "placed_at": (placed or now() - timedelta(days=3)).isoformat(),
        "currency": "USD",
        "customer": {"email": email, "first_name": name.split()[0], "last_name": name.split()[-1]},
        "shipping_address": {"name": name, "line1": "1 Main St", "city": "Austin", "region": "TX", "postcode": "78701", "country": "US"},
        "shipping_amount": "5.00",
        "discount_amount": "10.00",
        "tax_amount": "8.20",
        "total_amount": "123.20",
        "lines": [
            {"external_id": "l1", "sku": "BOOT-42", "title": "Trail boots", "quantity": 2, "unit_price": "60.00", "options": {"Size": "42"}}
        ],
        "shipments": [
            {"carrier": "ups", "tracking_number": each, "shipped_at": (placed or now() - timedelta(days=2)).isoformat()} for each in parcels
        ],
    } | changes
    return await a_raw_order(db, merchant, raw)


async def a_raw_order(db: AsyncSession, merchant: Merchant, raw: Mapping[str, Any]) -> Order:
    """An order as the shop sends it."""
    (outcome,) = await take_in(db, scope_of_system(merchant.id, "test"), [dict(raw)], now=now())
    assert outcome.became is not Became.REJECTED, outcome.problems
    return (await db.execute(select(Order).where(Order.id == outcome.order_id))).scalar_one()


async def parcel_of(db: AsyncSession, number: str) -> Parcel:
    """The parcel under a tracking number, as it is stored now."""
    return (await db.execute(select(Parcel).where(Parcel.number == number).execution_options(populate_existing=True))).scalar_one()


def a_scan(
    text: str,
    milestone: str | None = "in_transit",
    *,
    ago: float = 1.0,
    condition: str | None = "ok",
    reason: str | None = None,
    city: str = "Memphis",
) -> ReadScan:
    """What a carrier says, `ago` hours before now; milestone and condition None: a code that nobody mapped."""
    known = milestone is not None or condition is not None
    meaning = Meaning(Milestone(milestone) if milestone else None, Condition(condition) if condition else None, reason) if known else None
    return ReadScan(now() - timedelta(hours=ago), text, text[:3].upper(), Place(city, "TX", None, "US"), meaning)


async def heard(
    db: AsyncSession, number: str, *scans: ReadScan, due: date | None = None, failure: Failure | None = None, **more: Any
) -> Parcel:
    """One poll of the parcel that brings these scans, or fails."""
    parcel = await parcel_of(db, number)
    (held,) = await claim_these(db, [parcel.id], now=now())
    reading = Reading(parcel.carrier, number, tuple(scans), estimated=Window(due, due) if due else None, **more)
    outcome = understand(held, failure or repr(reading).encode(), lambda _body, _number: reading, at=now())
    await record(db, [outcome])
    return await parcel_of(db, number)

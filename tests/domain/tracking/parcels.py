"""A merchant's parcels and polls in a few words, for the tests of tracking on a real database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from tests.domain.tracking.scans import at
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.tracking.claim import Claimed, claim_these
from wesupply_ui.domain.tracking.models import Parcel, Scan
from wesupply_ui.domain.tracking.outcome import understand
from wesupply_ui.domain.tracking.reading import Failure, Reading, ReadScan
from wesupply_ui.domain.tracking.record import Recorded, record
from wesupply_ui.domain.tracking.register import NewNumber
from wesupply_ui.domain.tracking.ship import Shipped, ship
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.ids import new_id
from wesupply_ui.kernel.outbox import Fact

BEGIN = at(0).astimezone(UTC)


def scope(merchant: Merchant) -> Scope:
    """A job acting for the merchant."""
    return scope_of_system(merchant.id, "test")


async def order(database: Database, merchant: Merchant, number: str = "5001", *, lines: int = 1, placed: datetime = BEGIN) -> str:
    """An order with lines l0, l1 …; its id."""
    new = Order(
        merchant_id=merchant.id,
        external_id=number,
        number=number,
        number_key=number,
        placed_at=placed,
        currency="USD",
        link_hash=new_id(),
    )
    async with database.transaction() as db:
        db.add(new)
        await db.flush()
        for index in range(lines):
            db.add(OrderLine(merchant_id=merchant.id, order_id=new.id, external_id=f"l{index}", title="Boots", quantity=2))
    return new.id


async def parcels(database: Database, merchant: Merchant, order_id: str, *numbers: str, now: datetime = BEGIN) -> list[str]:
    """The order's parcels under these UPS numbers; their ids."""
    async with database.transaction() as db:
        told = [Shipped(order_id, NewNumber(number, "ups")) for number in numbers]
        return [each.parcel_id for each in await ship(db, scope(merchant), told, now=now)]


async def claim(database: Database, *ids: str, now: datetime) -> list[Claimed]:
    """These parcels, held by a worker."""
    async with database.transaction() as db:
        return await claim_these(db, ids, now=now)


def said(*scans: ReadScan, **more: Any) -> Reading:
    """What the carrier says."""
    return Reading("ups", "1Z", scans, **more)


async def hear(database: Database, parcel_id: str, reading: Reading | Failure, *, now: datetime) -> Recorded:
    """One poll of one parcel that brings this."""
    (held,) = await claim(database, parcel_id, now=now)
    async with database.transaction() as db:
        return await record(db, [understand(held, *answer(reading), at=now)])


def answer(reading: Reading | Failure) -> tuple[bytes | Failure, Any]:
    """A raw answer and the parser that reads it so."""
    return reading if isinstance(reading, Failure) else repr(reading).encode(), lambda _body, _number: reading


async def row(database: Database, model: Any, id_: str) -> Any:
    """One row by its id, as it is stored now."""
    async with database.reading() as db:
        return (await db.execute(select(model).where(model.id == id_))).scalar_one()


async def scans_of(database: Database, parcel_id: str) -> list[Scan]:
    """A parcel's stored scans, oldest first."""
    async with database.reading() as db:
        return list((await db.execute(select(Scan).where(Scan.parcel_id == parcel_id).order_by(Scan.at, Scan.key))).scalars())


async def facts(database: Database, parcel_id: str | None = None) -> list[str]:
    """Names of the facts told, the earliest first, without `parcel.`"""
    async with database.reading() as db:
        rows = (await db.execute(select(Fact).order_by(Fact.happened_at, Fact.name))).scalars()
        return [fact.name.removeprefix("parcel.") for fact in rows if parcel_id is None or fact.subject == f"parcel:{parcel_id}"]


async def count(database: Database, model: Any) -> int:
    """How many rows."""
    async with database.reading() as db:
        return len((await db.execute(select(model))).all())


async def everything_due(database: Database, now: datetime) -> None:
    """All parcels due now."""
    async with database.transaction() as db:
        await db.execute(update(Parcel).values(next_poll_at=now - timedelta(seconds=1)))


def body(*facts_: object) -> bytes:
    """Some stable bytes."""
    return json.dumps(facts_).encode()


def days(count_: float) -> timedelta:
    """So many days."""
    return timedelta(days=count_)


def ids_of(claimed: Sequence[Claimed]) -> set[str]:
    """Of which parcels."""
    return {each.id for each in claimed}

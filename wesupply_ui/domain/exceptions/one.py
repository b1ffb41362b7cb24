"""Everything about one case: its parcel's orders and what they are worth, what the carrier said last, and the names in its story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.models import Membership, Person
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.exceptions import queries
from wesupply_ui.domain.exceptions.queries import CaseRow
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.models import Scan, Shipment
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.planning import unled

_order: Any = Order.__table__  # type: ignore[attr-defined]
_shipment: Any = Shipment.__table__  # type: ignore[attr-defined]
_scan: Any = Scan.__table__  # type: ignore[attr-defined]
_person: Any = Person.__table__  # type: ignore[attr-defined]
_member: Any = Membership.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Stake:
    """An order that is in the parcel, with what it is worth in minor units."""

    id: str
    number: str
    name: str | None
    email: str | None
    currency: str
    total_minor: int
    item_count: int
    parcel_count: int


@dataclass(frozen=True, slots=True)
class Said:
    """The carrier's last scan. `at` UTC with the place's own offset where it is known."""

    at: datetime
    offset_minutes: int | None
    text: str
    city: str | None


@dataclass(frozen=True, slots=True)
class OneCase:
    """A case with all that a person needs to decide. `names`: by actor, of those who are in its story."""

    row: CaseRow
    orders: tuple[Stake, ...]
    said: Said | None
    names: dict[str, str]


async def one(db: AsyncSession, scope: Scope, case_id: str) -> OneCase:
    """NotFound when there is none at this merchant."""
    rows = await queries.these(db, scope, [case_id]) if 0 < len(case_id) <= 40 else []
    if not rows:
        raise NotFound(_("There is no such case."))
    (row,) = rows
    actors = {str(entry.get("by", "")) for entry in row.story} | {row.resolved_by or ""}
    actors |= {f"person:{entry['to']}" for entry in row.story if entry.get("to")}
    return OneCase(row, await _orders(db, scope, row.parcel_id), await _said(db, scope, row.parcel_id), await names_of(db, scope, actors))


async def names_of(db: AsyncSession, scope: Scope, actors: set[str]) -> dict[str, str]:
    """Staff by actor ("person:<id>"); only of this merchant."""
    ids = [actor.removeprefix("person:") for actor in actors if actor.startswith("person:")]
    if not ids:
        return {}
    mine = select(_person.c.id, _person.c.name, _person.c.email).join(_member, _member.c.person_id == _person.c.id)
    found = await db.execute(mine.where(_member.c.merchant_id == scope.merchant_id, _person.c.id.in_(ids)))
    return {f"person:{row.id}": row.name or row.email for row in found}


async def _orders(db: AsyncSession, scope: Scope, parcel_id: str) -> tuple[Stake, ...]:
    columns = [_order.c[name] for name in Stake.__slots__]
    inside = select(*columns).join(_shipment, _shipment.c.order_id == _order.c.id)
    mine = inside.where(unled(_order.c.merchant_id) == scope.merchant_id, _shipment.c.parcel_id == parcel_id)
    return tuple(Stake(*row) for row in (await db.execute(mine.order_by(_order.c.placed_at, _order.c.id))).all())


async def _said(db: AsyncSession, scope: Scope, parcel_id: str) -> Said | None:
    columns = [_scan.c[name] for name in Said.__slots__]
    last = select(*columns).where(_scan.c.merchant_id == scope.merchant_id, _scan.c.parcel_id == parcel_id)
    row = (await db.execute(last.order_by(_scan.c.at.desc(), _scan.c.key.desc()).limit(1))).first()
    return Said(*row) if row else None

"""Which cases are in the inbox, in which order, and how many? Reads only; `one` tells everything about a single case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.models import Person
from wesupply_ui.domain.accounts.permissions import ORDERS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.listing import Count
from wesupply_ui.domain.tracking.models import Case, Parcel
from wesupply_ui.domain.tracking.trouble import KINDS
from wesupply_ui.kernel.planning import unled

MOST_COUNTED = 1_000
STATES = ("open", "snoozed", "resolved")
GROUPS: dict[str, tuple[str, ...]] = {kind: (kind,) for kind in KINDS} | {
    "exception": ("lost", "damaged", "returning", "action_needed", "held", "cancelled")
}
"""Kinds by what a filter calls them; "exception" is all that is neither a failed attempt nor a matter of time."""

_case: Any = Case.__table__  # type: ignore[attr-defined]
_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_person: Any = Person.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the inbox shows; None: whatever. `assigned_id` "" for nobody. Resolved cases only since `resolved_since`."""

    state: str = "open"
    group: str | None = None
    reason: str | None = None
    responsible: str | None = None
    carrier: str | None = None
    assigned_id: str | None = None
    opened_before: datetime | None = None
    resolved_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case with where its parcel stands. Instants UTC; `resolved_by` an actor, None when it ended by itself."""

    id: str
    parcel_id: str
    kind: str
    state: str
    carrier: str
    number: str
    milestone: str
    condition: str
    reason: str | None
    responsible: str
    promised_on: date | None
    due_on: date | None
    delivered_at: datetime | None
    last_scan_at: datetime | None
    opened_at: datetime
    snoozed_until: datetime | None
    assigned_id: str | None
    assigned: str | None
    resolution: str | None
    resolved_at: datetime | None
    resolved_by: str | None
    is_present: bool
    times: int
    version: int
    story: list[dict[str, Any]]


_OF_PARCEL = ("number", "milestone", "condition", "due_on", "delivered_at", "last_scan_at")
_COLUMNS = [
    _person.c.name.label("assigned") if name == "assigned" else _parcel.c[name] if name in _OF_PARCEL else _case.c[name]
    for name in CaseRow.__slots__
]


async def inbox(db: AsyncSession, scope: Scope, shown: CaseFilter = CaseFilter(), *, limit: int = 100) -> list[CaseRow]:
    """The most urgent first, and among equals the one that has waited longest; resolved ones the latest first."""
    scope.require(ORDERS_READ)
    query = _rows().where(*_conditions(scope, shown))
    if shown.state == "resolved":
        query = query.order_by(_case.c.resolved_at.desc(), _case.c.id.desc())
    else:
        query = query.order_by(_case.c.urgency, _case.c.opened_at, _case.c.id)
    return [CaseRow(*row) for row in (await db.execute(query.limit(limit))).all()]


async def these(db: AsyncSession, scope: Scope, ids: Sequence[str]) -> list[CaseRow]:
    """Cases by their ids, whatever state they are in, in no order."""
    scope.require(ORDERS_READ)
    if not ids:
        return []
    found = await db.execute(_rows().where(unled(_case.c.merchant_id) == scope.merchant_id, _case.c.id.in_(list(ids))))
    return [CaseRow(*row) for row in found.all()]


async def count(db: AsyncSession, scope: Scope, shown: CaseFilter = CaseFilter()) -> Count:
    """Counted up to a thousand, from an index."""
    scope.require(ORDERS_READ)
    some = select(_case.c.id).where(*_conditions(scope, shown)).limit(MOST_COUNTED + 1).subquery()
    found = (await db.execute(select(func.count()).select_from(some))).scalar_one()
    return Count(min(found, MOST_COUNTED), found > MOST_COUNTED)


async def open_by_kind(db: AsyncSession, scope: Scope) -> dict[str, int]:
    """How many open cases there are of each kind; kinds without one are missing. From the inbox's index alone."""
    scope.require(ORDERS_READ)
    counted = select(_case.c.urgency, func.count()).where(_case.c.merchant_id == scope.merchant_id, _case.c.state == "open")
    return {KINDS[urgency]: found for urgency, found in await db.execute(counted.group_by(_case.c.urgency))}


async def carriers_of(db: AsyncSession, scope: Scope) -> list[str]:
    """Carriers that open or snoozed cases are about, for a filter."""
    mine = select(_case.c.carrier).where(_case.c.merchant_id == scope.merchant_id, _case.c.state.in_(("open", "snoozed")))
    return sorted((await db.execute(mine.distinct())).scalars())


def _rows() -> Any:
    parcels = _case.join(_parcel, _parcel.c.id == _case.c.parcel_id).outerjoin(_person, _person.c.id == _case.c.assigned_id)
    return select(*_COLUMNS).select_from(parcels)


def _conditions(scope: Scope, shown: CaseFilter) -> list[ColumnElement[bool]]:
    state = shown.state if shown.state in STATES else "open"
    found = [_case.c.merchant_id == scope.merchant_id, _case.c.state == state]
    if shown.group is not None:
        found.append(_case.c.kind.in_(GROUPS.get(shown.group, ())))
    found += [_case.c[name] == value for name in ("reason", "responsible", "carrier") if (value := getattr(shown, name)) is not None]
    if shown.assigned_id is not None:
        found.append(_case.c.assigned_id == shown.assigned_id if shown.assigned_id else _case.c.assigned_id.is_(None))
    if shown.opened_before is not None:
        found.append(_case.c.opened_at < shown.opened_before)
    if state == "resolved" and shown.resolved_since is not None:
        found.append(_case.c.resolved_at >= shown.resolved_since)
    return found

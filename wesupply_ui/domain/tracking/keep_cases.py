"""Keeps a case for each trouble of a parcel: opens it, ends it when the parcel moves on, opens it again when the trouble returns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.tracking import trouble
from wesupply_ui.domain.tracking.models import Case, Parcel
from wesupply_ui.domain.tracking.status import Milestone
from wesupply_ui.kernel import live

MOST_TOLD = 60
"""So many entries of a case's story are kept."""

_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_COLUMNS = [
    _parcel.c[name]
    for name in (
        "id", "merchant_id", "carrier", "milestone", "condition", "reason", "due_on", "first_due_on", "last_scan_at",
        "registered_at", "is_return",
    )
]  # fmt: skip


async def keep_cases(
    db: AsyncSession, parcel_ids: Iterable[str], *, now: datetime, told_at: Mapping[str, datetime | None] | None = None
) -> int:
    """Bring the cases of these parcels to what their rows say at `now` (aware UTC); how many changed.

    `told_at`: by parcel id the scan that made the present condition true. The caller holds the parcels' locks, or writes alone.
    A parcel has one trouble at a time; a worse one ends the case before and takes over whom that was assigned to.
    """
    ids = sorted(set(parcel_ids))
    if not ids:
        return 0
    cases: dict[str, list[Case]] = defaultdict(list)
    known = select(Case).where(Case.parcel_id.in_(ids)).order_by(Case.id).execution_options(populate_existing=True)  # type: ignore[attr-defined,arg-type]
    for case in (await db.execute(known)).scalars():
        cases[case.parcel_id].append(case)
    changed = 0
    for parcel in await db.execute(select(*_COLUMNS).where(_parcel.c.id.in_(ids)).order_by(_parcel.c.id)):
        if _keep(db, parcel, cases[parcel.id], (told_at or {}).get(parcel.id), now):
            changed += 1
            live.announce(db, f"merchant:{parcel.merchant_id}", f"parcel:{parcel.id}")
    if changed:
        await db.flush()
    return changed


def tell(case: Case, by: str, did: str, now: datetime, **more: Any) -> None:
    """Add to what was done about a case. `by`: an actor as in `Scope`, or "" when it happened by itself."""
    entry = {"at": now.isoformat(), "by": by, "did": did, **more}
    case.story = [*case.story, entry][-MOST_TOLD:]  # a new list: a JSON column does not notice changes inside
    case.version += 1
    case.updated_at = now


def _keep(db: AsyncSession, parcel: Any, mine: Sequence[Case], told_at: datetime | None, now: datetime) -> bool:
    # What comes back is worked as a return, whose own queue tells of what goes wrong with it.
    kind = None if parcel.is_return else trouble.kind_of(parcel, now)
    ended = [case for case in mine if case.is_present and case.kind != kind]
    for case in ended:
        _end(case, parcel, kind, now)
    if kind is None:
        return bool(ended)
    current = next((case for case in mine if case.kind == kind), None)
    if current is None:
        assigned = next((case.assigned_id for case in ended if case.assigned_id), None)
        db.add(_opened(parcel, kind, trouble.since(parcel, kind, told_at, now), assigned, now))
        return True
    if current.is_present:
        return _refresh(current, parcel, kind) or bool(ended)
    _reopen(current, parcel, trouble.since(parcel, kind, told_at, now), now)
    return True


def _opened(parcel: Any, kind: str, at: datetime, assigned: str | None, now: datetime) -> Case:
    case = Case(
        merchant_id=parcel.merchant_id,
        parcel_id=parcel.id,
        carrier=parcel.carrier,
        kind=kind,
        urgency=trouble.URGENCY[kind],
        opened_at=at,
        assigned_id=assigned,
        updated_at=now,
    )
    _refresh(case, parcel, kind)
    return case


def _refresh(case: Case, parcel: Any, kind: str) -> bool:
    told = (parcel.reason, trouble.responsible_for(kind, parcel.reason), parcel.first_due_on or parcel.due_on)
    if told == (case.reason, case.responsible, case.promised_on):
        return False
    case.reason, case.responsible, case.promised_on = told
    return True


def _reopen(case: Case, parcel: Any, at: datetime, now: datetime) -> None:
    case.state, case.is_present, case.opened_at = "open", True, at
    case.resolution = case.resolved_at = case.resolved_by = case.snoozed_until = None
    case.times += 1
    _refresh(case, parcel, case.kind)
    tell(case, "", "returned", now)


def _end(case: Case, parcel: Any, kind: str | None, now: datetime) -> None:
    """The trouble is over, or another has taken its place. Who resolved it before keeps the credit."""
    case.is_present = False
    if case.state == "resolved":
        return
    by_milestone = {Milestone.DELIVERED: "delivered", Milestone.RETURNED: "came_back"}
    case.state, case.snoozed_until = "resolved", None
    case.resolution = f"became_{kind}" if kind else by_milestone.get(parcel.milestone, "moved_on")
    case.resolved_at, case.resolved_by = now, None
    tell(case, "", case.resolution, now)

"""Which parcels are in trouble without a case? Silence and the calendar bring no scan, so a job looks. Also wakes what was snoozed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.tracking import silence
from wesupply_ui.domain.tracking.keep_cases import keep_cases, tell
from wesupply_ui.domain.tracking.models import Case, Parcel
from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.kernel import live
from wesupply_ui.kernel.outbox import Fact

MOST = 500
_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_case: Any = Case.__table__  # type: ignore[attr-defined]
_fact: Any = Fact.__table__  # type: ignore[attr-defined]
_OPEN = [milestone.value for milestone in Milestone if not milestone.is_final]
_TROUBLED = [condition.value for condition in Condition if condition is not Condition.OK]


async def keep_overlooked(db: AsyncSession, merchant_id: str, *, now: datetime, limit: int = MOST) -> int:
    """Cases for parcels of a merchant that need one and have none, at most `limit` at a time; how many changed."""
    present = exists().where(_case.c.parcel_id == _parcel.c.id, _case.c.is_present)
    told = and_(_parcel.c.condition.in_(_TROUBLED), _parcel.c.milestone != Milestone.RETURNED.value, ~present)
    # A parcel that is late and then falls silent is looked at again.
    quiet = or_(and_(_is_late(now), ~present), and_(_is_silent(now), ~present.where(_case.c.kind != "late")))
    quiet = and_(_parcel.c.condition.in_([each.value for each in silence.CAN_FALL_SILENT]), _parcel.c.milestone.in_(_OPEN), quiet)
    ids: list[str] = []
    for which in (told, quiet):  # each from an index of its own
        found = select(_parcel.c.id).where(_parcel.c.merchant_id == merchant_id, which).limit(limit)
        ids += (await db.execute(found.with_for_update(key_share=True, of=_parcel))).scalars()
    return await keep_cases(db, ids, now=now, told_at=await _told_at(db, merchant_id, ids))


async def wake(db: AsyncSession, *, now: datetime) -> int:
    """Cases snoozed until now or earlier are open again; how many."""
    due = select(Case).where(Case.state == "snoozed", Case.snoozed_until <= now).limit(MOST).with_for_update()  # type: ignore[operator,arg-type]
    woken = (await db.execute(due)).scalars().all()
    for case in woken:
        case.state, case.snoozed_until = "open", None
        tell(case, "", "woke", now)
        live.announce(db, f"merchant:{case.merchant_id}")
    return len(woken)


def _is_late(now: datetime) -> Any:
    """As `attention.is_late`: since noon UTC of the day after."""
    there = _parcel.c.milestone == Milestone.AVAILABLE_FOR_PICKUP.value
    return and_(func.coalesce(_parcel.c.due_on, _parcel.c.first_due_on) <= (now - timedelta(hours=36)).date(), ~there)


def _is_silent(now: datetime) -> Any:
    """As `silence.silent_from`."""
    heard_at = func.coalesce(_parcel.c.last_scan_at, _parcel.c.registered_at)
    found = []
    for condition in silence.CAN_FALL_SILENT:
        for milestone, usual in silence.usual(condition).items():
            quiet = [_parcel.c.condition == condition.value, _parcel.c.milestone == milestone.value, heard_at <= now - usual]
            if milestone is Milestone.LABEL_CREATED:
                quiet += [_parcel.c.registered_at <= now - usual, ~_parcel.c.is_return]
            found.append(and_(*quiet))
    return or_(*found)


async def _told_at(db: AsyncSession, merchant_id: str, parcel_ids: list[str]) -> dict[str, datetime | None]:
    """When the carrier's word for the present condition was first told, by parcel."""
    if not parcel_ids:
        return {}
    names = [f"parcel.{condition}" for condition in _TROUBLED]
    rows = select(_fact.c.subject, _fact.c.name, _fact.c.happened_at, _parcel.c.condition).join(
        _parcel, _fact.c.subject == "parcel:" + _parcel.c.id
    )
    mine = rows.where(_fact.c.merchant_id == merchant_id, _fact.c.name.in_(names), _parcel.c.id.in_(parcel_ids))
    return {row.subject.removeprefix("parcel:"): row.happened_at for row in await db.execute(mine) if row.name == f"parcel.{row.condition}"}

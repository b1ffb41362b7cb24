"""Notes deliveries that the shop tells of. A carrier's later word wins (`change`); until then the shop's stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.tracking import due
from wesupply_ui.domain.tracking.facts import Happened
from wesupply_ui.domain.tracking.keep_cases import keep_cases
from wesupply_ui.domain.tracking.models import Parcel, Shipment
from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.domain.tracking.tell import tell_facts
from wesupply_ui.kernel import live

_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]


async def note_deliveries(db: AsyncSession, told: Mapping[str, datetime], *, now: datetime) -> None:
    """Parcel id to when the shop says it was delivered (aware). Parcels of which the carrier knows a later end or way are left alone.

    The fact is told with the shop's time, once, as if the carrier had said so; an hour of history imported is told to nobody
    because it is old.
    """
    if not told:
        return
    rows = (await db.execute(select(_parcel).where(_parcel.c.id.in_(sorted(told))).order_by(_parcel.c.id))).all()
    believed = [row for row in rows if _is_believed(row, told[row.id])]
    if not believed:
        return
    order_ids: dict[str, list[str]] = defaultdict(list)
    mine = Shipment.parcel_id.in_([row.id for row in believed])  # type: ignore[attr-defined]
    for row in await db.execute(select(Shipment.parcel_id, Shipment.order_id).where(mine).order_by(Shipment.order_id)):
        order_ids[row.parcel_id].append(row.order_id)
    changed = [row for row in believed if (row.milestone, row.delivered_at) != (Milestone.DELIVERED, told[row.id])]
    if changed:
        statement = update(_parcel).where(_parcel.c.id == bindparam("of_parcel"))
        await (await db.connection()).execute(statement, [{"of_parcel": row.id, **_delivered(told[row.id])} for row in changed])
        live.announce(db, *(f"parcel:{row.id}" for row in changed))
        await keep_cases(db, [row.id for row in changed], now=now)
    # A parcel that was registered as delivered is changed no more, but nobody has told of it yet.
    facts = [(row, Happened("parcel.delivered", told[row.id]), _delivered(told[row.id])) for row in believed]
    await tell_facts(db, facts, order_ids, now=now)


def _is_believed(parcel: Any, at: datetime) -> bool:
    if parcel.milestone == Milestone.DELIVERED:
        return parcel.last_scan_at is None  # no carrier has spoken: the shop may repeat its own word, or change it
    return parcel.milestone != Milestone.RETURNED and (parcel.last_scan_at is None or parcel.last_scan_at < at)


def _delivered(at: datetime) -> dict[str, Any]:
    offset = at.utcoffset()
    return {
        "milestone": Milestone.DELIVERED.value,
        "condition": Condition.OK.value,
        "reason": None,
        "delivered_at": at.astimezone(UTC),
        "delivered_offset": int(offset.total_seconds() // 60) if offset is not None else None,
        "watch_until": at.astimezone(UTC) + due.WATCH,
    }

"""Writes the facts that became true into the outbox, each at most once in a parcel's life."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.tracking.facts import Happened, fact_id
from wesupply_ui.kernel.outbox import Fact


async def tell_facts(
    db: AsyncSession,
    told: Sequence[tuple[Any, Happened, Mapping[str, Any]]],
    order_ids: Mapping[str, Sequence[str]],
    *,
    now: datetime,
) -> None:
    """Each entry: the parcel's row as it was, the fact, and the parcel's new column values.

    A fact's `happened_at` is its scan's time (never after `now`: some carriers' clocks are ahead), so that whoever tells people can
    leave out old news, for example when last month's orders are imported. It is due at once. One that is there already is left alone.
    """
    if not told:
        return
    rows = [_row(parcel, fact, after, order_ids.get(parcel.id, ()), now) for parcel, fact, after in told]
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    await (await db.connection()).execute(insert(Fact.__table__).on_conflict_do_nothing(), rows)  # type: ignore[attr-defined]


def _row(parcel: Any, fact: Happened, after: Mapping[str, Any], order_ids: Sequence[str], now: datetime) -> dict[str, Any]:
    def value(name: str) -> Any:
        return after.get(name, getattr(parcel, name))

    due_on, first_due_on, delivered_at = value("due_on"), value("first_due_on"), value("delivered_at")
    return {
        "id": fact_id(parcel.id, fact.name),
        "merchant_id": parcel.merchant_id,
        "name": fact.name,
        "subject": f"parcel:{parcel.id}",
        "data": {
            "parcel_id": parcel.id,
            "order_ids": list(order_ids),
            "carrier": parcel.carrier,
            "milestone": value("milestone"),
            "condition": value("condition"),
            "reason": value("reason"),
            "due_on": due_on.isoformat() if due_on else None,
            "first_due_on": first_due_on.isoformat() if first_due_on else None,
            "delivered_at": delivered_at.isoformat() if delivered_at else None,
        },
        "happened_at": min(fact.at.astimezone(UTC), now) if fact.at else now,
        "due_at": now,
        "attempts": 0,
    }

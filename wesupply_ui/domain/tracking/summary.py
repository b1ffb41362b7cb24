"""How does an order's delivery stand in one line? The rule over its parcels, and its keeping in the order's own columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking import attention
from wesupply_ui.domain.tracking.models import Parcel, Shipment
from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.kernel import live


class Box(NamedTuple):
    """What counts of one parcel."""

    milestone: Milestone
    condition: Condition
    due_on: date | None
    first_due_on: date | None
    delivered_at: datetime | None


class Summary(NamedTuple):
    """The order's columns of the same names. `milestone` None: nothing has been shipped yet."""

    milestone: str | None = None
    condition: str = "ok"
    attention: str | None = None
    due_on: date | None = None
    delivered_at: datetime | None = None
    parcel_count: int = 0


def summarise(boxes: Sequence[Box], now: datetime) -> Summary:
    """An order is delivered when its last parcel is, and then with that one's time; before, it is as far as its foremost open parcel.

    Once a parcel has arrived, an order with others to come is at least in transit. Voided labels don't count beside real parcels.
    `due_on` is the day on which all should be there; `condition` and `attention` are the worst of any parcel.
    """
    real = [box for box in boxes if box.condition is not Condition.CANCELLED] or list(boxes)
    if not real:
        return Summary()
    kinds = {attention.kind(box.milestone, box.condition, box.due_on, box.first_due_on, now) for box in real}
    return Summary(
        milestone=_milestone(real).value,
        condition=max((box.condition for box in real), key=lambda condition: condition.severity).value,
        attention=next((kind for kind in attention.KINDS if kind in kinds), None),
        due_on=max((box.due_on for box in real if box.due_on and not box.milestone.is_final), default=None)
        or max((box.due_on for box in real if box.due_on), default=None),
        delivered_at=max((box.delivered_at for box in real if box.delivered_at), default=None)
        if all(box.milestone.is_final for box in real)
        else None,
        parcel_count=len(boxes),
    )


def _milestone(boxes: Sequence[Box]) -> Milestone:
    open_ones = [box.milestone for box in boxes if not box.milestone.is_final]
    if open_ones:
        foremost = max(open_ones, key=lambda milestone: milestone.rank)
        return max(foremost, Milestone.IN_TRANSIT, key=lambda milestone: milestone.rank) if len(open_ones) < len(boxes) else foremost
    return Milestone.DELIVERED if any(box.milestone is Milestone.DELIVERED for box in boxes) else Milestone.RETURNED


async def refresh_orders(db: AsyncSession, order_ids: Iterable[str], *, now: datetime) -> list[str]:
    """Bring these orders' summary columns up to date; the ids of those that changed, announced to whoever looks at them.

    The orders are locked first, in the order of their ids: of two workers that each delivered one of two parcels the second one
    waits, and then sees both.
    """
    ids = sorted(set(order_ids))
    if not ids:
        return []
    columns = (Order.id, Order.merchant_id, *(getattr(Order, name) for name in Summary._fields))
    before = (await db.execute(select(*columns).where(Order.id.in_(ids)).order_by(Order.id).with_for_update(key_share=True))).all()  # type: ignore[attr-defined]
    boxes = await _boxes(db, ids)
    changed: list[dict[str, Any]] = []
    for row in before:
        summary = summarise(boxes[row.id], now)
        if tuple(summary) != tuple(row)[2:]:
            changed.append({"of_order": row.id, "updated_at": now, **summary._asdict()})
            live.announce(db, f"order:{row.id}", f"merchant:{row.merchant_id}")
    if changed:
        table = Order.__table__  # type: ignore[attr-defined]
        await (await db.connection()).execute(update(table).where(table.c.id == bindparam("of_order")), changed)
    return [each["of_order"] for each in changed]


async def _boxes(db: AsyncSession, order_ids: Sequence[str]) -> dict[str, list[Box]]:
    rows = await db.execute(
        select(Shipment.order_id, Parcel.milestone, Parcel.condition, Parcel.due_on, Parcel.first_due_on, Parcel.delivered_at)
        .join(Parcel, Parcel.id == Shipment.parcel_id)  # type: ignore[arg-type]
        .where(Shipment.order_id.in_(order_ids))  # type: ignore[attr-defined]
    )
    boxes: dict[str, list[Box]] = defaultdict(list)
    for row in rows.all():
        box = Box(Milestone(row.milestone), Condition(row.condition), row.due_on, row.first_due_on, row.delivered_at)
        boxes[row.order_id].append(box)
    return boxes

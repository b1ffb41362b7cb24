"""The carriers of many orders are asked now: every parcel of theirs that is still on its way becomes due at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.permissions import TRACKING_POLL
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.bulk import Actions, batches
from wesupply_ui.domain.orders.bulk_actions import ORDER_ACTIONS, ORDERS, Orders
from wesupply_ui.domain.orders.changes import Change
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.work_models import BulkItem
from wesupply_ui.domain.tracking.ask_now import LEAST_APART
from wesupply_ui.domain.tracking.models import Parcel, Shipment
from wesupply_ui.domain.tracking.register import POLLING
from wesupply_ui.domain.tracking.status import Milestone
from wesupply_ui.kernel import live
from wesupply_ui.kernel.planning import unled

NO_PARCEL, ARRIVED, UNASKABLE, JUST_ASKED = "no_parcel", "arrived", "unaskable", "just_asked"


@dataclass(frozen=True, slots=True)
class AskCarriers:
    """`askable`: the carriers that this installation can ask."""

    askable: Collection[str]
    subjects: Orders = ORDERS
    permission: str = TRACKING_POLL
    can_be_undone: bool = False

    async def read(self, db: AsyncSession, scope: Scope, value: str) -> str:
        """There is nothing to choose."""
        return ""

    async def judge(self, db: AsyncSession, scope: Scope, ids: Sequence[str], value: str, *, now: datetime) -> Mapping[str, Change | str]:
        """Orders with a parcel on its way that was not asked for a moment ago."""
        mine = select(Order.id).where(unled(Order.merchant_id) == scope.merchant_id, col(Order.id).in_(ids))
        parcels: dict[str, list[Parcel]] = defaultdict(list)
        rows = await db.execute(
            select(Shipment.order_id, Parcel)
            .join(Parcel, col(Parcel.id) == Shipment.parcel_id)
            .where(Shipment.merchant_id == scope.merchant_id, col(Shipment.order_id).in_(ids))
        )
        for order_id, parcel in map(tuple, rows):
            parcels[order_id].append(parcel)
        return {order_id: verdict(parcels[order_id], self.askable, now) for order_id in (await db.execute(mine)).scalars()}

    async def apply(self, db: AsyncSession, scope: Scope, changes: Mapping[str, Change], *, now: datetime) -> None:
        """All of their parcels that are meant."""
        await ask(db, scope, changes, now=now)

    async def restore(self, db: AsyncSession, scope: Scope, items: Sequence[BulkItem], *, now: datetime) -> set[str]:
        """What was asked was asked."""
        return set()


def verdict(parcels: Sequence[Parcel], askable: Collection[str], now: datetime) -> Change | str:
    """Which of an order's parcels are asked for, as `asked`; or why none is."""
    if not parcels:
        return NO_PARCEL
    moving = [parcel for parcel in parcels if not Milestone(parcel.milestone).is_final]
    if not moving:
        return ARRIVED
    known = [parcel for parcel in moving if parcel.carrier in askable]
    if not known:
        return UNASKABLE
    rested = [parcel.id for parcel in known if parcel.last_polled_at is None or now - parcel.last_polled_at >= LEAST_APART]
    return Change({}, {"asked": rested}) if rested else JUST_ASKED


async def ask(db: AsyncSession, scope: Scope, changes: Mapping[str, Change], *, now: datetime) -> None:
    """Due at once; a worker that holds one keeps it."""
    ids = sorted({parcel_id for change in changes.values() for parcel_id in change.after["asked"]})
    for some in batches(ids):
        these = (col(Parcel.id).in_(some), unled(Parcel.merchant_id) == scope.merchant_id)
        await db.execute(update(Parcel).where(*these).values(next_poll_at=now).execution_options(synchronize_session=False))
    if ids:
        live.announce(db, POLLING)


def actions(askable: Collection[str]) -> Actions:
    """Everything that can be done to many orders at once."""
    return {**ORDER_ACTIONS, "ask": AskCarriers(askable)}

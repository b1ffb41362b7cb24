"""What can be done to many parcels at once: ask their carriers now, or ask no longer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.permissions import ORDERS_READ, TRACKING_POLL
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.bulk import Actions
from wesupply_ui.domain.orders.changes import Change
from wesupply_ui.domain.orders.work_models import BulkItem
from wesupply_ui.domain.tracking.ask_many import JUST_ASKED, ask, verdict
from wesupply_ui.domain.tracking.listing import ids_of
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.kernel import live
from wesupply_ui.kernel.planning import unled

NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Parcels:
    """The rows of the list of parcels."""

    name: str = "shipments"
    permission: str = ORDERS_READ

    async def among(self, db: AsyncSession, scope: Scope, ids: Sequence[str]) -> set[str]:
        """The merchant's own of these."""
        mine = select(Parcel.id).where(unled(Parcel.merchant_id) == scope.merchant_id, col(Parcel.id).in_(ids))
        return set((await db.execute(mine)).scalars())

    async def shown(self, db: AsyncSession, scope: Scope, shown: Any, *, most: int) -> list[str]:
        """Those that a filter lets through."""
        return await ids_of(db, scope, shown, most=most)


PARCELS = Parcels()


@dataclass(frozen=True, slots=True)
class AskParcels:
    """`askable`: the carriers that this installation can ask."""

    askable: Collection[str]
    subjects: Parcels = PARCELS
    permission: str = TRACKING_POLL
    can_be_undone: bool = False

    async def read(self, db: AsyncSession, scope: Scope, value: str) -> str:
        """There is nothing to choose."""
        return ""

    async def judge(self, db: AsyncSession, scope: Scope, ids: Sequence[str], value: str, *, now: datetime) -> Mapping[str, Change | str]:
        """Those on their way that were not asked for a moment ago."""
        return {parcel.id: verdict([parcel], self.askable, now) for parcel in await locked(db, scope, ids)}

    async def apply(self, db: AsyncSession, scope: Scope, changes: Mapping[str, Change], *, now: datetime) -> None:
        """Due at once."""
        await ask(db, scope, changes, now=now)

    async def restore(self, db: AsyncSession, scope: Scope, items: Sequence[BulkItem], *, now: datetime) -> set[str]:
        """What was asked was asked."""
        return set()


@dataclass(frozen=True, slots=True)
class StopAsking:
    """For labels that were never used and parcels that nobody waits for: their carriers are asked again only when a person wants it."""

    subjects: Parcels = PARCELS
    permission: str = TRACKING_POLL
    can_be_undone: bool = True

    async def read(self, db: AsyncSession, scope: Scope, value: str) -> str:
        """There is nothing to choose."""
        return ""

    async def judge(self, db: AsyncSession, scope: Scope, ids: Sequence[str], value: str, *, now: datetime) -> Mapping[str, Change | str]:
        """One whose carrier is being asked right now is left: the answer would set the next time."""
        return {parcel.id: self._verdict(parcel, now) for parcel in await locked(db, scope, ids)}

    async def apply(self, db: AsyncSession, scope: Scope, changes: Mapping[str, Change], *, now: datetime) -> None:
        """No next time."""
        these = (col(Parcel.id).in_(list(changes)), unled(Parcel.merchant_id) == scope.merchant_id)
        await db.execute(update(Parcel).where(*these).values(next_poll_at=None).execution_options(synchronize_session=False))
        live.announce(db, *(f"parcel:{parcel_id}" for parcel_id in changes))

    async def restore(self, db: AsyncSession, scope: Scope, items: Sequence[BulkItem], *, now: datetime) -> set[str]:
        """The next time that it had, where nobody asked since."""
        times = {item.subject_id: datetime.fromisoformat(item.before["next_poll_at"]) for item in items}
        quiet = [parcel for parcel in await locked(db, scope, list(times)) if parcel.next_poll_at is None]
        for parcel in quiet:
            parcel.next_poll_at = times[parcel.id]
        await db.flush()
        return {parcel.id for parcel in quiet}

    def _verdict(self, parcel: Parcel, now: datetime) -> Change | str:
        if parcel.next_poll_at is None:
            return NOT_ASKED
        if parcel.claimed_until is not None and parcel.claimed_until > now:
            return JUST_ASKED
        return Change({"next_poll_at": parcel.next_poll_at.isoformat()}, {"next_poll_at": None})


async def locked(db: AsyncSession, scope: Scope, ids: Sequence[str]) -> Sequence[Parcel]:
    """The merchant's parcels among these, by id, so that two who lock some of the same never wait for each other."""
    mine = select(Parcel).where(unled(Parcel.merchant_id) == scope.merchant_id, col(Parcel.id).in_(ids)).order_by(col(Parcel.id))
    return (await db.execute(mine.with_for_update().execution_options(populate_existing=True))).scalars().all()


def parcel_actions(askable: Collection[str]) -> Actions:
    """All of them."""
    return {"ask_parcels": AskParcels(askable), "stop_asking": StopAsking()}

"""What usually happens next in a case like this, and how likely? Counted from how the merchant's own similar cases ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.tracking.models import Case, Parcel

ENOUGH = 20
"""Fewer similar cases than this are too few to tell."""

MEMORY = timedelta(days=365)
_MOST = 2_000
_case: Any = Case.__table__  # type: ignore[attr-defined]
_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_GONE = ("lost", "damaged")


@dataclass(frozen=True, slots=True)
class Outlook:
    """How similar cases ended: parcels delivered, back at the sender, lost or damaged; those still open do not count.

    `with_carrier`: similar means the same trouble with the same carrier, else the same trouble with whichever. Days from the
    beginning of the trouble to the delivery: half of those delivered took `median_days` or less, nine in ten `most_days` or less.
    """

    similar: int
    delivered: int = 0
    back: int = 0
    gone: int = 0
    with_carrier: bool = True
    median_days: float | None = None
    most_days: float | None = None

    @property
    def is_enough(self) -> bool:
        """Whether there are enough to say anything."""
        return self.similar >= ENOUGH


async def outlook(db: AsyncSession, scope: Scope, *, kind: str, carrier: str, but: str, now: datetime) -> Outlook:
    """Of the year before `now`, without the case `but`; with the carrier where that has enough, else over all carriers."""
    columns = (_case.c.carrier, _case.c.opened_at, _parcel.c.milestone, _parcel.c.condition, _parcel.c.delivered_at)
    similar = select(*columns).join(_parcel, _parcel.c.id == _case.c.parcel_id)
    similar = similar.where(
        _case.c.merchant_id == scope.merchant_id, _case.c.kind == kind, _case.c.opened_at >= now - MEMORY, _case.c.id != but
    )
    rows = (await db.execute(similar.order_by(_case.c.opened_at.desc()).limit(_MOST))).all()
    ended = [row for row in rows if _ended(row)]
    with_carrier = [row for row in ended if row.carrier == carrier]
    return count(with_carrier) if len(with_carrier) >= ENOUGH else count(ended, with_carrier=False)


def count(ended: Sequence[Any], *, with_carrier: bool = True) -> Outlook:
    """Rows with `opened_at`, `milestone`, `condition`, `delivered_at` of cases that ended."""
    gone = [row for row in ended if row.condition in _GONE]
    delivered = [row for row in ended if row.milestone == "delivered" and row.condition not in _GONE]
    days = sorted(max(0.0, (row.delivered_at - row.opened_at) / timedelta(days=1)) for row in delivered if row.delivered_at)
    return Outlook(
        similar=len(ended),
        delivered=len(delivered),
        back=sum(row.milestone == "returned" for row in ended),
        gone=len(gone),
        with_carrier=with_carrier,
        median_days=share_of(days, 0.5),
        most_days=share_of(days, 0.9),
    )


def share_of(values: Sequence[float], share: float) -> float | None:
    """The value that this share of sorted `values` does not exceed; None of nothing."""
    return values[min(len(values) - 1, max(0, -int(-share * len(values) // 1) - 1))] if values else None


def _ended(row: Any) -> bool:
    return row.milestone in ("delivered", "returned") or row.condition in _GONE

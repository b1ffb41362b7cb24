"""What does a merchant's staff need to know first? What waits for them, and how today compares with yesterday. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, text
from sqlalchemy import select as sql_select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.exceptions.queries import GROUPS, open_by_kind
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.orders.listing import Count
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.models import OUTBOUND, UNMAPPED, Parcel, Scan
from wesupply_ui.domain.tracking.status import Condition
from wesupply_ui.kernel.outbox import Fact

MOST_COUNTED = 1_000
UNMAPPED_FOR = timedelta(days=7)
MAIL_FOR = timedelta(days=7)
CUSTOMS = ("customs_documents", "customs_duties", "customs_inspection", "import_refused", "seized")
"""Reasons for which customs holds a parcel."""

_order: Any = Order.__table__  # type: ignore[attr-defined]
_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_scan: Any = Scan.__table__  # type: ignore[attr-defined]
_message: Any = Message.__table__  # type: ignore[attr-defined]
_fact: Any = Fact.__table__  # type: ignore[attr-defined]

_OPENED = tuple(f"parcel.{condition}" for condition in Condition if condition not in (Condition.OK, Condition.CANCELLED))
_ENDED = ("parcel.delivered", "parcel.returned")


@dataclass(frozen=True, slots=True)
class Needs:
    """How many wait for a person, by why. The first four are open cases, of the kinds of `GROUPS`; snoozed ones wait for nobody.

    `customs` and `unmapped` count parcels, `mail` messages.
    """

    late: Count
    attempt_failed: Count
    exception: Count
    silent: Count
    customs: Count
    unmapped: Count
    mail: Count


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure of today and the same of the whole day before."""

    today: int
    yesterday: int


@dataclass(frozen=True, slots=True)
class Today:
    """Orders placed and exceptions opened and ended, by the merchant's days. Ended: the parcel arrived, or is back."""

    orders: Pair
    opened: Pair
    ended: Pair


async def needs(db: AsyncSession, scope: Scope, *, now: datetime) -> Needs:
    """Each from an index; all but the cases counted up to `MOST_COUNTED`."""

    found = await open_by_kind(db, scope)
    held = and_(
        _parcel.c.merchant_id == scope.merchant_id, _parcel.c.condition == Condition.HELD.value, _parcel.c.reason.in_(CUSTOMS), OUTBOUND
    )
    odd = and_(_scan.c.merchant_id == scope.merchant_id, _scan.c.seen_at > now - UNMAPPED_FOR, UNMAPPED)
    failing = or_(_message.c.state == "failed", and_(_message.c.state == "pending", _message.c.attempts > 0))
    mail = and_(_message.c.merchant_id == scope.merchant_id, _message.c.created_at > now - MAIL_FOR, failing)
    return Needs(
        **{name: Count(sum(found.get(kind, 0) for kind in GROUPS[name])) for name in ("late", "attempt_failed", "exception", "silent")},
        customs=await _count(db, _parcel.c.id, held),
        unmapped=await _count(db, _scan.c.parcel_id, odd),
        mail=await _count(db, _message.c.id, mail),
    )


async def today(db: AsyncSession, scope: Scope, *, now: datetime, zone: tzinfo) -> Today:
    """Today so far and yesterday as a whole."""
    start = midnight(now.astimezone(zone).date(), zone)
    before = midnight(now.astimezone(zone).date() - timedelta(days=1), zone)
    placed = sql_select(func.count()).where(_order.c.merchant_id == scope.merchant_id)
    return Today(
        orders=Pair(
            (await db.execute(placed.where(_order.c.placed_at >= start))).scalar_one(),
            (await db.execute(placed.where(_order.c.placed_at >= before, _order.c.placed_at < start))).scalar_one(),
        ),
        opened=await _pair(db, _of(scope, _OPENED), before, start),
        ended=await _pair(db, and_(_of(scope, _ENDED), _was_in_trouble()), before, start),
    )


def _of(scope: Scope, names: Sequence[str]) -> ColumnElement[bool]:
    return and_(_fact.c.merchant_id == scope.merchant_id, _fact.c.name.in_(names))


def _was_in_trouble() -> ColumnElement[bool]:
    """The parcel of this fact had an exception before."""
    earlier = _fact.alias()
    same = and_(earlier.c.merchant_id == _fact.c.merchant_id, earlier.c.subject == _fact.c.subject, earlier.c.name.in_(_OPENED))
    return sql_select(text("1")).select_from(earlier).where(same).exists()


async def _pair(db: AsyncSession, which: ColumnElement[bool], before: datetime, start: datetime) -> Pair:
    """Parcels, each counted once a day however many facts it brought."""
    parcels = sql_select(func.count(_fact.c.subject.distinct())).where(which)
    return Pair(
        (await db.execute(parcels.where(_fact.c.happened_at >= start))).scalar_one(),
        (await db.execute(parcels.where(_fact.c.happened_at >= before, _fact.c.happened_at < start))).scalar_one(),
    )


async def _count(db: AsyncSession, column: Any, which: ColumnElement[bool]) -> Count:
    some = sql_select(column).where(which).distinct().limit(MOST_COUNTED + 1).subquery()
    found = (await db.execute(sql_select(func.count()).select_from(some))).scalar_one()
    return Count(min(found, MOST_COUNTED), found > MOST_COUNTED)


def midnight(day: date, zone: tzinfo) -> datetime:
    """The instant, UTC, at which a day begins somewhere."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)

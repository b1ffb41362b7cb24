"""Registers tracking numbers for a merchant, with or without an order, so that they are asked for within seconds. Idempotent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import ORDERS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.tracking import due
from wesupply_ui.domain.tracking.detect import detect, tidy
from wesupply_ui.domain.tracking.known_carriers import is_known, said_of_unknown
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.ids import new_id
from wesupply_ui.kernel.language import _

POLLING = "polling"
"""The live topic that wakes the poller: a number has just been registered, or somebody asked for a poll now."""

REUSED_AFTER = timedelta(days=90)
"""A parcel that ended so long ago and whose number comes again is a new parcel: carriers use numbers again after some months."""

LONGEST = 100

_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_ENDED = frozenset({Milestone.DELIVERED.value, Milestone.RETURNED.value})


@dataclass(frozen=True, slots=True)
class NewNumber:
    """A number as a shop gives it. `carrier` None: told from the number. `delivered_at`: history told by the shop. Instants are aware.

    `since`: when its story began at the latest (the order was placed, the parcel shipped), to tell a reused number from an old story.
    `is_return`: the parcel comes back from a shopper.
    """

    number: str
    carrier: str | None = None
    service: str | None = None
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    since: datetime | None = None
    is_return: bool = False


@dataclass(frozen=True, slots=True)
class Registered:
    """The parcel under a number; `is_new` when it was not followed before."""

    parcel_id: str
    carrier: str
    number: str
    is_new: bool


async def register(db: AsyncSession, scope: Scope, new: NewNumber, *, now: datetime) -> Registered:
    """Follow one number. Invalid when it is no number, or when its carrier is neither given nor known by its look."""
    return (await register_all(db, scope, [new], now=now))[0]


async def register_all(db: AsyncSession, scope: Scope, numbers: Sequence[NewNumber], *, now: datetime) -> list[Registered]:
    """Follow many numbers in a few statements; one entry each, in their order, repetitions included. Errors as `register`."""
    scope.require(ORDERS_WRITE)
    keys = [identify(each) for each in numbers]
    lives = await _lives(db, scope.merchant_id, {number for _, number in keys})
    chosen = [_belongs_to(lives.get(key, ()), new, now) for key, new in zip(keys, numbers, strict=True)]
    fresh: dict[tuple[str, str], dict[str, Any]] = {}
    for key, new, parcel in zip(keys, numbers, chosen, strict=True):
        if parcel is None and key not in fresh:
            fresh[key] = _row(scope.merchant_id, key, new, generation=1 + len(lives.get(key, ())), now=now)
    if fresh:
        await _insert(db, list(fresh.values()))
        live.announce(db, POLLING, f"merchant:{scope.merchant_id}")
        lives = await _lives(db, scope.merchant_id, {number for _, number in fresh})
    parcels = [parcel if parcel is not None else lives[key][-1] for key, parcel in zip(keys, chosen, strict=True)]
    return [Registered(parcel.id, *key, is_new=old is None) for parcel, key, old in zip(parcels, keys, chosen, strict=True)]


def identify(new: NewNumber) -> tuple[str, str]:
    """Carrier code and tidied number. Invalid when there is nothing to ask for."""
    number = tidy(new.number)
    if not number or len(number) > LONGEST:
        raise Invalid(_("This is not a tracking number."), problems=(FieldProblem("tracking_number", _("is not a tracking number")),))
    odd = "".join(sorted({character for character in number if not (character.isascii() and character.isalnum())}))
    if odd:
        problem = FieldProblem("tracking_number", _("has characters that no carrier uses: {odd}", odd=odd[:20]))
        raise Invalid(_("This is not a tracking number."), problems=(problem,))
    if new.carrier and not is_known(new.carrier):
        raise Invalid(_("There is no such carrier."), problems=(FieldProblem("carrier", said_of_unknown(new.carrier)),))
    if new.carrier:
        return new.carrier, number
    candidates = detect(number)
    if not candidates:
        problem = FieldProblem("carrier", _("cannot be told from the number; name it"))
        raise Invalid(_("The carrier cannot be told from this number."), problems=(problem,))
    return candidates[0].carrier, number


async def _lives(db: AsyncSession, merchant_id: str, numbers: Iterable[str]) -> dict[tuple[str, str], list[Any]]:
    """Each number's parcels, the first generation first."""
    lives: dict[tuple[str, str], list[Any]] = defaultdict(list)
    wanted = sorted(numbers)
    for start in range(0, len(wanted), 500):
        mine = (_parcel.c.merchant_id == merchant_id) & _parcel.c.number.in_(wanted[start : start + 500])
        for row in await db.execute(select(_parcel).where(mine).order_by(_parcel.c.generation)):
            lives[row.carrier, row.number].append(row)
    return lives


def _belongs_to(lives: Sequence[Any], new: NewNumber, now: datetime) -> Any | None:
    """The life of the number that is meant: the last one, unless that ended long ago and nothing says that it is the old story."""
    if not lives:
        return None
    last = lives[-1]
    ended_at = last.delivered_at or last.last_scan_at or last.registered_at
    is_over = last.milestone in _ENDED or last.condition in (Condition.CANCELLED, Condition.LOST) or now - last.registered_at > due.END
    began = min(filter(None, (new.since, new.shipped_at, new.delivered_at)), default=None)
    if is_over and now - ended_at > REUSED_AFTER and (began is None or began > ended_at):
        return None
    return last


def _row(merchant_id: str, key: tuple[str, str], new: NewNumber, *, generation: int, now: datetime) -> dict[str, Any]:
    delivered_at = new.delivered_at
    offset = delivered_at.utcoffset() if delivered_at else None
    return {
        "id": new_id(),
        "merchant_id": merchant_id,
        "carrier": key[0],
        "number": key[1],
        "generation": generation,
        "service": new.service,
        "milestone": (Milestone.DELIVERED if delivered_at else Milestone.LABEL_CREATED).value,
        "condition": Condition.OK.value,
        "shipped_at": new.shipped_at.astimezone(UTC) if new.shipped_at else None,
        "delivered_at": delivered_at.astimezone(UTC) if delivered_at else None,
        "delivered_offset": int(offset.total_seconds() // 60) if offset is not None else None,
        "watch_until": delivered_at.astimezone(UTC) + due.WATCH if delivered_at else None,
        "registered_at": now,
        "next_poll_at": None if delivered_at and now - delivered_at > due.END else now,
        "failures": 0,
        "is_return": new.is_return,
    }


async def _insert(db: AsyncSession, rows: list[dict[str, Any]]) -> None:
    """Two workers may register the same number at once: the second one's row is left out, and found when read again."""
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    rows.sort(key=lambda row: (row["carrier"], row["number"]))
    await (await db.connection()).execute(insert(_parcel).on_conflict_do_nothing(), rows)

"""Records what a batch of polls brought. Answers equal to the last ones cost one batched update; the rest goes through `news`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, update
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.tracking import due, news
from wesupply_ui.domain.tracking.change import turns
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.outcome import Outcome
from wesupply_ui.domain.tracking.refused import tell_refused

PaceOf = Callable[[str], float]
"""How many times faster than real ones a merchant's parcels are asked again, by merchant id: 1 but for demos."""


class Recorded(NamedTuple):
    """How many of a batch were the same as before, brought news, or failed. Sums up over batches with `+`."""

    same: int = 0
    news: int = 0
    failed: int = 0

    def __add__(self, other: object) -> Recorded:
        return Recorded(*(a + b for a, b in zip(self, other, strict=True))) if isinstance(other, Recorded) else NotImplemented


def _real_time(_merchant_id: str) -> float:
    return 1.0


async def record(
    db: AsyncSession, outcomes: Sequence[Outcome], *, pace_of: PaceOf = _real_time, delays: list[tuple[str, timedelta]] | None = None
) -> Recorded:
    """Write a batch of outcomes into the current transaction. `delays` is given, by carrier, how old each new scan was when we had it.

    An outcome whose claim is no longer the parcel's (its lease ended and another worker took it, or it was recorded already) is
    dropped without a trace: the other's answer is as good. So nothing is lost or doubled, however often a batch is applied.
    """
    quiet, telling = [], []
    for outcome in outcomes:
        (telling if outcome.reading is not None or turns(outcome.claimed, outcome.at) else quiet).append(outcome)
    if quiet:
        await _touch(db, quiet, pace_of)
    if telling:
        changes = await news.apply(db, telling, pace_of=pace_of)
        if delays is not None:
            delays += news.delays(telling, changes)
    await tell_refused(db, outcomes)
    failed = sum(outcome.failure is not None for outcome in outcomes)
    fresh = sum(outcome.reading is not None for outcome in outcomes)
    return Recorded(len(outcomes) - failed - fresh, fresh, failed)


_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_due = _parcel.c.next_poll_at
_next = bindparam("next", type_=_due.type)
_asked_meanwhile = _due.is_distinct_from(bindparam("was_due", type_=_due.type)) & (_next.is_(None) | (_due < _next))
_touched = (
    update(_parcel)
    .where(_parcel.c.id == bindparam("held"), _parcel.c.claimed_until == bindparam("lease"))
    .values(
        next_poll_at=case((_asked_meanwhile, _due), else_=_next),
        last_polled_at=bindparam("at"),
        claimed_until=None,
        failures=bindparam("failed"),
        failure_code=bindparam("code"),
        failure_message=bindparam("message"),
    )
)


async def _touch(db: AsyncSession, quiet: Sequence[Outcome], pace_of: PaceOf) -> None:
    """One statement for all that stays as it is: when it was asked, when next, and how often it failed."""
    await (await db.connection()).execute(_touched, [_touch_of(outcome, pace_of(outcome.claimed.merchant_id)) for outcome in quiet])


def _touch_of(outcome: Outcome, pace: float) -> dict[str, Any]:
    held, failure = outcome.claimed, outcome.failure
    failures = held.failures + 1 if failure else 0
    situation = due.Situation(
        held.id,
        held.milestone,
        held.condition,
        held.registered_at,
        held.last_news_at,
        held.watch_until,
        held.due_on,
        failures,
        failure,
    )
    return {
        "held": held.id,
        "lease": held.lease,
        "was_due": held.next_poll_at,
        "at": outcome.at,
        "next": due.next_poll(situation, outcome.at, pace=pace),
        "failed": failures,
        "code": failure.code if failure else None,
        "message": failure.message[:500] if failure else None,
    }

"""Puts cases aside until a later moment: a day, the promised date, or a day that somebody picks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.exceptions.deed import Before, done, picked, still_open
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _

LONGEST = timedelta(days=60)
MORNING = time(8)
DAY, PROMISED = "day", "promised"
"""What `until` may be besides a day as ISO text."""


def wakes_at(until: str, expected_on: date | None, zone: tzinfo, now: datetime) -> datetime:
    """When a case comes back, UTC. Days begin at eight by the merchant's clock. Invalid for a day that is not ahead."""
    if until == DAY:
        return now + timedelta(days=1)
    if until == PROMISED and expected_on is None:
        raise _wrong(_("There is no promised day. Choose another."))
    try:
        on = expected_on if until == PROMISED and expected_on else date.fromisoformat(until)
    except ValueError:
        raise _wrong(_("Choose a day.")) from None
    at = datetime.combine(on, MORNING, tzinfo=zone).astimezone(UTC)
    if at <= now:
        raise _wrong(_("That day is not ahead. Choose a later one."))
    if at > now + LONGEST:
        raise _wrong(_("Choose a day within the next 60 days."))
    return at


async def snooze(db: AsyncSession, scope: Scope, case_ids: Sequence[str], until: str, *, zone: tzinfo, now: datetime) -> list[Before]:
    """Of several cases those that have no such day are left as they are; Invalid when none has one."""
    cases = await still_open(db, await picked(db, scope, case_ids))
    times: list[tuple[int, datetime]] = []
    problem: Invalid | None = None
    for place, case in enumerate(cases):
        parcel = await db.get(Parcel, case.parcel_id)
        try:
            times.append((place, wakes_at(str(until), (parcel and parcel.due_on) or case.promised_on, zone, now)))
        except Invalid as wrong:
            problem = wrong
    if not times:
        raise problem or _wrong(_("Choose a day."))
    return [
        await done(
            db, scope, cases[place], "snoozed", now=now, more={"until": at.isoformat()}, state="snoozed", snoozed_until=at
        )
        for place, at in times
    ]  # fmt: skip


def _wrong(words: str) -> Invalid:
    return Invalid(words, problems=(FieldProblem("until", words),))

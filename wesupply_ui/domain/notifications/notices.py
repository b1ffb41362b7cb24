"""What is in a person's inbox, how much of it is unread, and marking it read. Strictly the caller's merchant, and what their role sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.notifications.models import Notice, NoticeMarker
from wesupply_ui.domain.notifications.staff_kinds import seen_by
from wesupply_ui.kernel.errors import NotAllowed

SHOWN = 50
KEPT = timedelta(days=30)
"""Older ones are no longer shown."""
MOST_COUNTED = 99
_MOST_SINGLE = 200


@dataclass(frozen=True, slots=True)
class Inbox:
    """The newest first; `unread` counts up to `MOST_COUNTED` + 1."""

    notices: list[tuple[Notice, bool]]
    unread: int


async def inbox_of(db: AsyncSession, scope: Scope, *, now: datetime) -> Inbox:
    """Each notice with whether this person has read it."""
    marker = await _marker(db, scope)
    newest = select(Notice).where(*_visible(scope, now)).order_by(col(Notice.noticed_at).desc(), col(Notice.id).desc()).limit(SHOWN)
    found = (await db.execute(newest)).scalars().all()
    return Inbox([(each, _is_read(each, marker)) for each in found], await unread(db, scope, now=now))


async def unread(db: AsyncSession, scope: Scope, *, now: datetime) -> int:
    """How many this person has not read, up to `MOST_COUNTED` + 1."""
    marker = await _marker(db, scope)
    some = select(Notice.id).where(*_visible(scope, now))
    if marker is not None and marker.read_until is not None:
        some = some.where(Notice.noticed_at > marker.read_until)
    if marker is not None and marker.read_ids:
        some = some.where(col(Notice.id).not_in(marker.read_ids))
    return (await db.execute(select(func.count()).select_from(some.limit(MOST_COUNTED + 1).subquery()))).scalar_one()


async def mark_read(db: AsyncSession, scope: Scope, notice_id: str, *, now: datetime) -> None:
    """This person has read one of them. One that is not theirs to see changes nothing."""
    mine = select(Notice).where(*_visible(scope, now), Notice.id == notice_id)
    notice = (await db.execute(mine)).scalar_one_or_none()
    if notice is None:
        return
    marker = await _marker_to_write(db, scope)
    if not _is_read(notice, marker):
        marker.read_ids = [*marker.read_ids, notice.id][-_MOST_SINGLE:]


async def mark_all_read(db: AsyncSession, scope: Scope, *, now: datetime) -> None:
    """This person has read everything until now."""
    marker = await _marker_to_write(db, scope)
    marker.read_until, marker.read_ids = now, []


def _visible(scope: Scope, now: datetime) -> list[ColumnElement[bool]]:
    return [
        col(Notice.merchant_id) == scope.merchant_id,
        col(Notice.noticed_at) > now - KEPT,
        col(Notice.kind).in_(seen_by(scope.permissions)),
        or_(col(Notice.person_id).is_(None), col(Notice.person_id) == _person(scope)),
    ]


def _is_read(notice: Notice, marker: NoticeMarker | None) -> bool:
    if marker is None:
        return False
    return (marker.read_until is not None and notice.noticed_at <= marker.read_until) or notice.id in marker.read_ids


async def _marker(db: AsyncSession, scope: Scope) -> NoticeMarker | None:
    return await db.get(NoticeMarker, (scope.merchant_id, _person(scope)))


async def _marker_to_write(db: AsyncSession, scope: Scope) -> NoticeMarker:
    marker = await _marker(db, scope)
    if marker is None:
        marker = NoticeMarker(merchant_id=scope.merchant_id, person_id=_person(scope))
        db.add(marker)
    return marker


def _person(scope: Scope) -> str:
    kind, _, person_id = scope.actor.partition(":")
    if kind != "person":
        raise NotAllowed(_("Only people have an inbox."))
    return person_id

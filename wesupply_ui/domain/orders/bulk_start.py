"""A person starts a change of many rows of a list: which ones is fixed now, the change itself is done in the background."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.colleagues import me
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.bulk import UNDONE_WITHIN, Actions, Chosen, action_named, chosen_ids
from wesupply_ui.domain.orders.work_models import BulkItem, BulkJob
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import Conflict, Invalid, NotFound
from wesupply_ui.kernel.language import _

TOPIC = "bulk"


async def start(db: AsyncSession, scope: Scope, actions: Actions, name: str, value: str, chosen: Chosen, *, now: datetime) -> BulkJob:
    """The job, waiting for a worker. Invalid when nothing was chosen, Conflict while another one of this person's is under way."""
    action = action_named(actions, name, scope)
    kept = await action.read(db, scope, value)
    latest = await latest_of(db, scope, now=now)
    if latest is not None and latest.state in ("running", "undoing"):
        raise Conflict(_("Your last change is still being done; wait for its end."))
    ids, _rest = await chosen_ids(db, scope, action.subjects, chosen)
    if not ids:
        raise Invalid(_("Choose some first."))
    job = BulkJob(
        merchant_id=scope.merchant_id, person_id=me(scope), actor=scope.actor, origin=scope.origin, action=name, value=kept,
        total=len(ids), created_at=now,
    )  # fmt: skip
    db.add(job)
    await db.flush()
    row = {"job_id": job.id, "state": "waiting", "reason": "", "before": {}, "after": {}}
    items = [row | {"subject_id": subject_id, "position": at} for at, subject_id in enumerate(ids)]
    await (await db.connection()).execute(insert(BulkItem.__table__), items)  # type: ignore[attr-defined]
    live.announce(db, TOPIC, f"merchant:{scope.merchant_id}")
    return job


async def latest_of(db: AsyncSession, scope: Scope, *, now: datetime) -> BulkJob | None:
    """This person's last change that is under way or can still be undone, and that they have not put aside."""
    mine = select(BulkJob).where(BulkJob.merchant_id == scope.merchant_id, BulkJob.person_id == me(scope))
    mine = mine.where(col(BulkJob.dismissed_at).is_(None)).order_by(col(BulkJob.created_at).desc()).limit(1)
    job = (await db.execute(mine)).scalar_one_or_none()
    is_over = job is None or (job.finished_at is not None and now - job.finished_at > UNDONE_WITHIN)
    return None if is_over else job


async def dismiss(db: AsyncSession, scope: Scope, job_id: str, *, now: datetime) -> None:
    """The person has read how it ended. NotFound for somebody else's."""
    job = await job_of(db, scope, job_id)
    if job.finished_at is not None:
        job.dismissed_at = now


async def job_of(db: AsyncSession, scope: Scope, job_id: str) -> BulkJob:
    """One's own job, its row locked. NotFound for anybody else's."""
    mine = select(BulkJob).where(BulkJob.id == str(job_id)[:64], BulkJob.merchant_id == scope.merchant_id, BulkJob.person_id == me(scope))
    job = (await db.execute(mine.with_for_update())).scalar_one_or_none()
    if job is None:
        raise NotFound(_("There is no such change."))
    return job

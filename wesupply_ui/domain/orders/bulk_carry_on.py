"""The next batch of a change of many rows of a list, forwards or back: each item once, whoever was killed in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.orders.bulk import BATCH, Action, Actions
from wesupply_ui.domain.orders.changes import Change
from wesupply_ui.domain.orders.work_models import BulkItem, BulkJob
from wesupply_ui.kernel import leases, live

LEASE = timedelta(seconds=60)
FAILED = "failed"


async def claim_next(db: AsyncSession, *, now: datetime) -> str | None:
    """Take the oldest job that is under way and that nobody holds."""
    due = col(BulkJob.state).in_(("running", "undoing"))
    rows = await leases.claim(db, BulkJob, due=due, order_by=BulkJob.created_at, limit=1, now=now, lease=LEASE)
    return rows[0].id if rows else None


async def waiting(db: AsyncSession, job_id: str, *, limit: int = BATCH) -> list[str]:
    """What comes next in a job."""
    job = await db.get(BulkJob, job_id)
    state = "waiting" if job is None or job.state == "running" else "changed"
    mine = select(BulkItem.subject_id).where(BulkItem.job_id == job_id, BulkItem.state == state).order_by(col(BulkItem.position))
    return list((await db.execute(mine.limit(limit))).scalars())


async def do_batch(db: AsyncSession, actions: Actions, job_id: str, subject_ids: Sequence[str], *, now: datetime) -> None:
    """Change these, or change them back, and note it. What was done by somebody else meanwhile is passed over."""
    job, items = await _locked(db, job_id, subject_ids)
    action = actions[job.action]
    if job.state == "running":
        await _forwards(db, job, items, action, now)
    else:
        await _back(db, job, items, action, now)
    job.claimed_until = now + LEASE
    live.announce(db, f"merchant:{job.merchant_id}")


async def give_up(db: AsyncSession, job_id: str, subject_id: str) -> None:
    """This one could not be changed for a reason that nobody foresaw: it is left, and the others go on."""
    job, items = await _locked(db, job_id, [subject_id])
    for item in items:
        item.state, item.reason = ("left", FAILED) if job.state == "running" else ("kept", FAILED)
        _count(job, left=Counter({FAILED: 1}) if job.state == "running" else Counter())


async def finish(db: AsyncSession, actions: Actions, job_id: str, *, now: datetime) -> None:
    """All items are done with: say so, and keep in the audit log who did what to how many."""
    job, _ = await _locked(db, job_id, ())
    if job.state not in ("running", "undoing"):
        return
    is_undone = job.state == "undoing"
    job.state, job.finished_at, job.claimed_until = ("undone" if is_undone else "done"), now, None
    live.announce(db, f"merchant:{job.merchant_id}")
    figures = {"restored": job.restored} if is_undone else {"changed": job.changed, "left": job.reasons}
    of = actions[job.action].subjects.name
    after = {"action": job.action, "value": job.value, of: job.total} | figures
    name = f"{of}.bulk_undone" if is_undone else f"{of}.bulk_changed"
    await audit.note(db, _scope(job), name, f"bulk:{job.id}", at=now, after=after)


async def _locked(db: AsyncSession, job_id: str, subject_ids: Sequence[str]) -> tuple[BulkJob, Sequence[BulkItem]]:
    job = (await db.execute(select(BulkJob).where(BulkJob.id == job_id).with_for_update())).scalar_one()
    state = "waiting" if job.state == "running" else "changed"
    mine = select(BulkItem).where(BulkItem.job_id == job_id, col(BulkItem.subject_id).in_(subject_ids), BulkItem.state == state)
    return job, (await db.execute(mine.with_for_update())).scalars().all() if subject_ids else []


async def _forwards(db: AsyncSession, job: BulkJob, items: Sequence[BulkItem], action: Action, now: datetime) -> None:
    scope = _scope(job)
    judged = await action.judge(db, scope, [item.subject_id for item in items], job.value, now=now)
    changes = {subject_id: change for subject_id, change in judged.items() if isinstance(change, Change)}
    await action.apply(db, scope, changes, now=now)
    left: Counter[str] = Counter()
    for item in items:
        change = judged.get(item.subject_id, "gone")
        if isinstance(change, Change):
            item.state, item.before, item.after = "changed", change.before, change.after | {"at": now.isoformat()}
        else:
            item.state, item.reason = "left", change
            left[change] += 1
    _count(job, changed=len(changes), left=left)


async def _back(db: AsyncSession, job: BulkJob, items: Sequence[BulkItem], action: Action, now: datetime) -> None:
    restored = await action.restore(db, _scope(job), items, now=now)
    for item in items:
        item.state = "restored" if item.subject_id in restored else "kept"
    job.restored += len(restored)


def _count(job: BulkJob, *, changed: int = 0, left: Counter[str]) -> None:
    job.changed += changed
    job.handled += changed + left.total()
    job.reasons = dict(Counter(job.reasons) + left)


def _scope(job: BulkJob) -> Scope:
    """Whoever started it was allowed to then."""
    return replace(scope_of_system(job.merchant_id, job.actor), origin=job.origin)

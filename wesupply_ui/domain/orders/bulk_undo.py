"""A person takes a change of many back, as long as that is fresh. What others changed since stays."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.bulk import UNDONE_WITHIN, Actions, action_named
from wesupply_ui.domain.orders.bulk_start import TOPIC, job_of
from wesupply_ui.domain.orders.work_models import BulkJob
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import Conflict
from wesupply_ui.kernel.language import _


async def undo(db: AsyncSession, scope: Scope, actions: Actions, job_id: str, *, now: datetime) -> BulkJob:
    """The job, waiting for a worker again. NotFound for somebody else's; Conflict when it is too late or was done already."""
    job = await job_of(db, scope, job_id)
    action = action_named(actions, job.action, scope)
    if not action.can_be_undone or job.state != "done" or job.finished_at is None or now - job.finished_at > UNDONE_WITHIN:
        raise Conflict(_("This can no longer be undone."))
    job.state, job.finished_at = "undoing", None
    live.announce(db, TOPIC, f"merchant:{scope.merchant_id}")
    return job

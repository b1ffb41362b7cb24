"""Closes cases because a person says that they are done, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.exceptions.deed import Before, done, one_picked, picked, still_open
from wesupply_ui.domain.tracking.models import Case
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _

REASONS = ("shopper_told", "carrier_handles_it", "address_corrected", "nothing_to_do", "mistake")
"""Why a person may close a case; decisions (`decide`) and the parcel's own ends have their own."""

DECISIONS = {"resend": "resend_decided", "refund": "refund_decided"}


async def resolve(db: AsyncSession, scope: Scope, case_ids: Sequence[str], reason: str, *, now: datetime) -> list[Before]:
    """Those that are open or snoozed. Invalid for a reason that is none; Conflict when somebody was faster."""
    checked_reason(reason)
    cases = await still_open(db, await picked(db, scope, case_ids))
    return [await _close(db, scope, case, "resolved", reason, now) for case in cases]


def checked_reason(reason: str) -> str:
    """One of `REASONS`; Invalid for anything else."""
    if reason not in REASONS:
        words = _("Say why it is done.")
        raise Invalid(words, problems=(FieldProblem("reason", words),))
    return reason


async def decide(db: AsyncSession, scope: Scope, case_id: str, decision: str, *, now: datetime) -> Before:
    """The merchant sends the goods again or gives the money back. It is recorded here and done in the shop."""
    if decision not in DECISIONS:
        raise Invalid(_("Choose to send again or to refund."))
    (case,) = await still_open(db, [await one_picked(db, scope, case_id)])
    return await _close(db, scope, case, DECISIONS[decision], decision, now)


async def _close(db: AsyncSession, scope: Scope, case: Case, did: str, resolution: str, now: datetime) -> Before:
    return await done(
        db,
        scope,
        case,
        did,
        now=now,
        more={"resolution": resolution},
        state="resolved",
        resolution=resolution,
        resolved_at=now,
        resolved_by=scope.actor,
        snoozed_until=None,
    )

"""Closes cases because a person says that they are done, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.exceptions.deed import Before, done, one_picked, orders_of, picked, still_open
from wesupply_ui.domain.orders.write_note import add_note
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.models import Case, Parcel
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
    """The merchant sends the goods again or gives the money back. It is recorded here and on the orders, and done in the shop."""
    if decision not in DECISIONS:
        raise Invalid(_("Choose to send again or to refund."))
    (case,) = await still_open(db, [await one_picked(db, scope, case_id)])
    notes = await _note_on_orders(db, scope, case, decision, now)
    return await _close(db, scope, case, DECISIONS[decision], decision, now, **({"notes": notes} if notes else {}))


async def _note_on_orders(db: AsyncSession, scope: Scope, case: Case, decision: str, now: datetime) -> list[str]:
    """So that whoever opens an order in the parcel reads what was decided; the notes' ids. They go when the decision is taken back."""
    parcel = await db.get_one(Parcel, case.parcel_id)
    about = {"carrier": carrier_name(parcel.carrier), "number": parcel.number}
    if decision == "resend":
        words = _("The goods in {carrier} parcel {number} are to be sent again. To be done in the shop.", **about)
    else:
        words = _("The goods in {carrier} parcel {number} are to be refunded. To be done in the shop.", **about)
    return [(await add_note(db, scope, order_id, words, now=now)).id for order_id in await orders_of(db, case)]


async def _close(db: AsyncSession, scope: Scope, case: Case, did: str, resolution: str, now: datetime, **more: Any) -> Before:
    return await done(
        db,
        scope,
        case,
        did,
        now=now,
        more={"resolution": resolution, **more},
        state="resolved",
        resolution=resolution,
        resolved_at=now,
        resolved_by=scope.actor,
        snoozed_until=None,
    )

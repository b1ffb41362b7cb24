"""A failed refund goes once more: the same way, another way, or as store credit."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import RETURNS_SETTLE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.book_refund import book_paid
from wesupply_ui.domain.ledger.issue_credit import put_credit
from wesupply_ui.domain.ledger.models import JournalEntry
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.domain.ledger.refund_queries import refund_to_change
from wesupply_ui.domain.ledger.refund_states import State
from wesupply_ui.domain.ledger.request_refund import PROVIDERS, set_out, tender_of, way_to
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid
from wesupply_ui.kernel.language import _

WAYS = ("stripe", "shop", "offline", "store_credit")


async def retry_refund(
    db: AsyncSession, scope: Scope, refund_id: str, *, way: str | None = None, receipt: str = "", now: datetime
) -> Refund:
    """Set a failed refund on its way again; None: as it was tried before. Paid as store credit it is done at once.

    Conflict when it has not failed, and for another way while nobody knows whether the provider has paid it after all.
    """
    scope.require(RETURNS_SETTLE)
    refund = await refund_to_change(db, scope, refund_id)
    if refund.state != State.FAILED:
        raise Conflict(_("Only a refund that failed can be tried again."))
    before = {"way": refund.way, "failure": refund.failure_code}
    chosen = way or refund.way
    tender = await tender_of(db, refund)
    if chosen not in WAYS or (chosen in PROVIDERS and chosen != await way_to(db, scope, tender)):
        raise Invalid(_("This refund cannot be paid so."), problems=(FieldProblem("way", _("is not possible for this payment")),))
    if refund.is_unsure and chosen != refund.way:
        raise Conflict(_("The payment provider may have paid this already; try it the same way, so that it is looked up first."))
    # Providers repeat what they once answered to a key, also a fault. What may have been done is found by our id under any key.
    refund.generation += 1
    refund.partner_id, refund.way = "", chosen
    if chosen == "store_credit":
        await _as_credit(db, scope, refund, now)
    else:
        await set_out(db, scope, refund, receipt=receipt, now=now)
    await audit.note(db, scope, "refund.retried", f"refund:{refund.id}", at=now, before=before, after={"way": chosen})
    return refund


async def _as_credit(db: AsyncSession, scope: Scope, refund: Refund, now: datetime) -> None:
    """The payment can bear another refund then; what the order may get back in all stays used."""
    entry = (await db.execute(select(JournalEntry).where(JournalEntry.id == refund.entry_id))).scalar_one()
    tender = await tender_of(db, refund)
    tender.refunded_minor -= refund.amount_minor
    await put_credit(db, scope, entry, amount=refund.amount_minor, kind="store_credit", now=now)
    await book_paid(db, scope, refund, now=now)

"""The shop, or whoever stands at the till, says that a refund was paid, or that it cannot be."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import RETURNS_SETTLE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.book_refund import book_failed, book_paid
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.domain.ledger.refund_queries import refund_to_change
from wesupply_ui.domain.ledger.refund_states import State
from wesupply_ui.domain.ledger.request_refund import PROVIDERS
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid
from wesupply_ui.kernel.language import _


async def confirm_refund(db: AsyncSession, scope: Scope, refund_id: str, *, receipt: str = "", now: datetime) -> Refund:
    """It was paid; `receipt` names the shop's own record of it, and cash needs one. Said again, nothing more happens.

    Conflict for one that its provider confirms by itself, or that has failed.
    """
    scope.require(RETURNS_SETTLE)
    refund = await refund_to_change(db, scope, refund_id)
    if refund.state == State.SUCCEEDED and receipt in ("", refund.receipt):
        return refund
    _ours_to_say(refund)
    if refund.way == "offline" and not receipt:
        raise Invalid(_("Cash is paid against a receipt."), problems=(FieldProblem("receipt", _("is missing")),))
    refund.receipt = receipt
    await book_paid(db, scope, refund, now=now)
    await audit.note(db, scope, "refund.confirmed", f"refund:{refund.id}", at=now, after={"receipt": receipt})
    return refund


async def fail_refund(db: AsyncSession, scope: Scope, refund_id: str, *, reason: str, now: datetime) -> Refund:
    """It cannot be paid so: somebody has to look, and may retry it another way. Conflict when it was paid, or when a provider says so."""
    scope.require(RETURNS_SETTLE)
    refund = await refund_to_change(db, scope, refund_id)
    if refund.state == State.FAILED:
        return refund
    _ours_to_say(refund)
    await book_failed(db, scope, refund, "shop_declined", reason, now=now)
    await audit.note(db, scope, "refund.failed", f"refund:{refund.id}", at=now, after={"reason": reason[:200]})
    return refund


def _ours_to_say(refund: Refund) -> None:
    if refund.way in PROVIDERS:
        raise Conflict(_("Its payment provider says by itself whether this refund was paid."))
    if refund.state != State.PENDING:
        raise Conflict(_("This refund is not waiting to be paid any more."))

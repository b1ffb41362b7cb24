"""The purchase went through: what a hold kept is spent, wholly or in part; the rest of it is free again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import CREDIT_SPEND
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger import chart
from wesupply_ui.domain.ledger.cause import Cause
from wesupply_ui.domain.ledger.credit_models import CreditHold, StoreCredit
from wesupply_ui.domain.ledger.credit_queries import credit_by_id, hold_by_id
from wesupply_ui.domain.ledger.post import post
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.outbox import tell


class HoldOver(Conflict):
    """It was released, or its time is up: nothing is kept for this checkout any more."""

    code = "hold_over"


async def capture_hold(db: AsyncSession, scope: Scope, hold_id: str, *, amount: int | None = None, now: datetime) -> CreditHold:
    """Spend `amount` of a hold (None: all). The same again changes nothing; another amount later is a Conflict.

    HoldOver when its time is up. Invalid for more than was held. Facts: `credit.spent`.
    """
    scope.require(CREDIT_SPEND)
    hold = await hold_by_id(db, scope, hold_id)
    spent = hold.amount_minor if amount is None else amount
    if not 0 < spent <= hold.amount_minor:
        raise Invalid(_("This cannot be captured."), problems=(FieldProblem("amount", _("is nothing, or more than was held")),))
    H = CreditHold
    mine = (col(H.merchant_id) == scope.merchant_id) & (col(H.id) == hold.id)
    is_held = (col(H.state) == "held") & (col(H.expires_at) > now)
    done = update(H).where(mine, is_held).values(state="captured", captured_minor=spent, ended_at=now).returning(col(H.id))
    if (await db.execute(done)).first() is None:
        hold = await hold_by_id(db, scope, hold_id)
        if hold.state == "captured" and hold.captured_minor == spent:
            return hold
        raise _over(hold)
    await _spend(db, scope, hold, spent, now)
    return await hold_by_id(db, scope, hold_id)


async def _spend(db: AsyncSession, scope: Scope, hold: CreditHold, spent: int, now: datetime) -> None:
    C = StoreCredit
    of_credit = (col(C.merchant_id) == scope.merchant_id) & (col(C.id) == hold.credit_id)
    less = {"balance_minor": col(C.balance_minor) - spent, "held_minor": col(C.held_minor) - hold.amount_minor}
    await db.execute(update(C).where(of_credit).values(less))
    credit = await credit_by_id(db, scope, hold.credit_id)
    await post(
        db,
        scope,
        "credit_spent",
        Cause("purchase", hold.reference or hold.id, f"capture:{hold.id}"),
        {chart.CREDIT_SPENT: spent, chart.payment(credit.kind): -spent},
        currency=credit.currency,
        customer_id=credit.customer_id,
        data={"credit": credit.id, "hold": hold.id},
        now=now,
    )
    figures = {"amount_minor": spent, "currency": credit.currency, "left_minor": credit.balance_minor, "reference": hold.reference}
    tell(db, merchant_id=scope.merchant_id, name="credit.spent", subject=f"credit:{credit.id}", at=now, **figures)
    after = {"amount_minor": spent, "hold": hold.id}
    await audit.note(db, scope, "credit.spent", f"credit:{credit.id}", at=now, label=f"…{credit.last_four}", after=after)


def _over(hold: CreditHold) -> Conflict:
    if hold.state == "captured":
        return Conflict(_("This hold was captured already, for another amount."))
    return HoldOver(_("This hold is over; hold the credit again."))

"""A checkout keeps part of a credit for itself, for some minutes, so that nobody else spends it meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import CREDIT_SPEND
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.credit_models import CreditHold, StoreCredit
from wesupply_ui.domain.ledger.credit_queries import credit_by_code
from wesupply_ui.domain.ledger.end_holds import end_overdue
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid
from wesupply_ui.kernel.language import _

LONGEST = timedelta(days=7)
USUAL = timedelta(minutes=30)


class NotEnough(Conflict):
    """Less is left than asked for, or its time is up."""

    code = "not_enough"


async def hold_credit(
    db: AsyncSession,
    scope: Scope,
    code: str,
    *,
    amount: int,
    currency: str,
    reference: str = "",
    lasts: timedelta = USUAL,
    now: datetime,
) -> CreditHold:
    """One statement asks and takes, so that of many at once no more is held than there is.

    NotFound for an unknown code. NotEnough when less is left, Conflict for another currency.
    """
    scope.require(CREDIT_SPEND)
    if amount <= 0:
        raise Invalid(_("This cannot be held."), problems=(FieldProblem("amount", _("is nothing; write more than 0")),))
    credit = await credit_by_code(db, scope, code)
    if credit.currency != currency:
        raise Conflict(_("This credit is in {currency}.", currency=credit.currency))
    await end_overdue(db, scope, now=now, credit_id=credit.id)
    C = StoreCredit
    mine = (col(C.merchant_id) == scope.merchant_id) & (col(C.id) == credit.id)
    is_there = (col(C.balance_minor) - col(C.held_minor) >= amount) & or_(col(C.expires_at).is_(None), col(C.expires_at) > now)
    taken = await db.execute(update(C).where(mine, is_there).values(held_minor=col(C.held_minor) + amount).returning(col(C.id)))
    if taken.first() is None:
        raise NotEnough(_("There is not enough left on this credit."))
    hold = CreditHold(
        merchant_id=scope.merchant_id,
        credit_id=credit.id,
        amount_minor=amount,
        reference=reference,
        expires_at=now + lasts,
        created_at=now,
    )
    db.add(hold)
    await db.flush()
    after = {"amount_minor": amount, "reference": reference}
    await audit.note(db, scope, "credit.held", f"credit:{credit.id}", at=now, label=f"…{credit.last_four}", after=after)
    return hold

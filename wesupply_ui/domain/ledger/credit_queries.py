"""All reads of credits: by code, by id, and their holds."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.codes import fingerprint_of
from wesupply_ui.domain.ledger.credit_models import CreditHold, StoreCredit
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _


async def credit_by_code(db: AsyncSession, scope: Scope, code: str) -> StoreCredit:
    """NotFound, told alike, for what is no code, nobody's, or another merchant's."""
    known_as = fingerprint_of(code)
    mine = (col(StoreCredit.merchant_id) == scope.merchant_id) & (col(StoreCredit.code_hash) == (known_as or ""))
    return _there((await db.execute(select(StoreCredit).where(mine))).scalar_one_or_none())


async def credit_by_id(db: AsyncSession, scope: Scope, credit_id: str) -> StoreCredit:
    """NotFound when it is none of the merchant's."""
    mine = (col(StoreCredit.merchant_id) == scope.merchant_id) & (col(StoreCredit.id) == credit_id)
    return _there((await db.execute(select(StoreCredit).where(mine).execution_options(populate_existing=True))).scalar_one_or_none())


async def hold_by_id(db: AsyncSession, scope: Scope, hold_id: str) -> CreditHold:
    """NotFound when it is none of the merchant's."""
    mine = (col(CreditHold.merchant_id) == scope.merchant_id) & (col(CreditHold.id) == hold_id)
    found = (await db.execute(select(CreditHold).where(mine).execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise NotFound(_("There is no such hold."))
    return found


async def holds_of(db: AsyncSession, credit: StoreCredit) -> Sequence[CreditHold]:
    """Its latest hundred, the newest first."""
    mine = select(CreditHold).where(CreditHold.merchant_id == credit.merchant_id, CreditHold.credit_id == credit.id)
    return (await db.execute(mine.order_by(col(CreditHold.id).desc()).limit(100))).scalars().all()


def _there(credit: StoreCredit | None) -> StoreCredit:
    if credit is None:
        raise NotFound(_("There is no such credit."))
    return credit

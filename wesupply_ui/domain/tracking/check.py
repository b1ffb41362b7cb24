"""Does an account at a carrier work? What a trial's answer means, and what the last one of each carrier was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import CARRIERS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.tracking.models import CarrierCheck, Parcel
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure

WORKS = "works"
OUTCOMES = (WORKS, "wrong_credentials", "unreachable", "rate_limited", "refused", "odd_answer")
_MEANT = {
    "not_found": WORKS,  # whoever may ask about a number nobody knows may ask about others
    "invalid_number": WORKS,
    "unauthorised": "wrong_credentials",
    "unavailable": "unreachable",
    "suspended": "unreachable",
    "rate_limited": "rate_limited",
    "refused": "refused",
    "malformed": "odd_answer",
}


def meaning_of(answer: bytes | Failure) -> str:
    """One of `OUTCOMES`."""
    return _MEANT.get(answer.code, "odd_answer") if isinstance(answer, Failure) else WORKS


async def number_to_try(db: AsyncSession, scope: Scope, carrier: str, sample: str) -> str:
    """The merchant's newest parcel of this carrier, else the sample."""
    scope.require(CARRIERS_WRITE)
    mine = select(Parcel.number).where(Parcel.merchant_id == scope.merchant_id, Parcel.carrier == carrier)
    return (await db.execute(mine.order_by(col(Parcel.registered_at).desc()).limit(1))).scalar_one_or_none() or sample


async def note_check(db: AsyncSession, scope: Scope, account: CarrierAccount, outcome: str, *, now: datetime) -> CarrierCheck:
    """How a trial of an account ended."""
    scope.require(CARRIERS_WRITE)
    check = await db.get(CarrierCheck, (scope.merchant_id, account.carrier))
    if check is None:
        check = CarrierCheck(merchant_id=scope.merchant_id, carrier=account.carrier, account_key="", outcome="", checked_at=now)
        db.add(check)
    if check.account_key != account.key:
        check.passed_at = None
    check.account_key, check.outcome, check.checked_at = account.key, outcome, now
    check.passed_at = now if outcome == WORKS else check.passed_at
    await db.flush()
    await audit.note(db, scope, "carrier.checked", f"carrier:{account.carrier}", at=now, label=account.carrier, after={"outcome": outcome})
    return check

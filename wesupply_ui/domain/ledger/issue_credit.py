"""Gives somebody store credit or a gift card, once for its key."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import RETURNS_SETTLE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger import chart
from wesupply_ui.domain.ledger.cause import Cause
from wesupply_ui.domain.ledger.codes import code_of, fingerprint_of
from wesupply_ui.domain.ledger.credit_models import StoreCredit
from wesupply_ui.domain.ledger.models import JournalEntry
from wesupply_ui.domain.ledger.post import post
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.ids import new_id
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.outbox import tell

KINDS = ("store_credit", "gift_card")
MOST = 10**13


async def issue_credit(
    db: AsyncSession,
    scope: Scope,
    cause: Cause,
    *,
    amount: int,
    currency: str,
    kind: str = "store_credit",
    customer_id: str | None = None,
    order_id: str | None = None,
    expires_at: datetime | None = None,
    now: datetime,
) -> tuple[StoreCredit, bool]:
    """Credit without a return: goodwill, or a gift card that was sold. The credit, and whether it is new; `codes.code_of` tells its code.

    KeyUsed when the key stands for another deed. Facts: `credit.issued`.
    """
    scope.require(RETURNS_SETTLE)
    if not 0 < amount < MOST:
        raise Invalid(_("This credit cannot be given."), problems=(FieldProblem("amount", _("is nothing; write more than 0")),))
    if expires_at is not None and expires_at <= now:
        raise Invalid(_("This credit cannot be given."), problems=(FieldProblem("expires_at", _("is over already")),))
    entry, is_new = await post(
        db,
        scope,
        "credit_issued",
        Cause(cause.kind, cause.id, f"issue:{cause.key}"),
        {chart.GRANTED: amount, chart.CREDIT_ISSUED: -amount},
        currency=currency,
        order_id=order_id,
        customer_id=customer_id,
        data={"kind": kind, "expires_at": expires_at.isoformat() if expires_at else None},
        now=now,
    )
    if not is_new:
        return (await credits_of(db, entry))[0], False
    credit = await put_credit(db, scope, entry, amount=amount, kind=kind, expires_at=expires_at, now=now)
    after = {"kind": kind, "amount_minor": amount, "currency": currency}
    await audit.note(db, scope, "credit.issued", f"credit:{credit.id}", at=now, label=f"…{credit.last_four}", after=after)
    return credit, True


async def put_credit(
    db: AsyncSession, scope: Scope, entry: JournalEntry, *, amount: int, kind: str, expires_at: datetime | None = None, now: datetime
) -> StoreCredit:
    """The row of a credit whose entry has been written, and the fact that it is there."""
    credit_id = new_id()
    code = code_of(credit_id)
    credit = StoreCredit(
        id=credit_id,
        merchant_id=scope.merchant_id,
        entry_id=entry.id,
        kind=kind,
        code_hash=fingerprint_of(code) or "",
        last_four=code[-4:],
        customer_id=entry.customer_id,
        order_id=entry.order_id,
        currency=entry.currency,
        issued_minor=amount,
        balance_minor=amount,
        expires_at=expires_at,
        created_at=now,
    )
    db.add(credit)
    figures = {"kind": kind, "amount_minor": amount, "currency": entry.currency, "order_id": entry.order_id}
    caused = {"cause_kind": entry.cause_kind, "cause_id": entry.cause_id}
    tell(db, merchant_id=scope.merchant_id, name="credit.issued", subject=f"credit:{credit.id}", at=now, **figures, **caused)
    await db.flush()
    return credit


async def credits_of(db: AsyncSession, entry: JournalEntry) -> list[StoreCredit]:
    """The credits that an entry gave, first things first."""
    mine = select(StoreCredit).where(StoreCredit.merchant_id == entry.merchant_id, StoreCredit.entry_id == entry.id)
    return list((await db.execute(mine.order_by(col(StoreCredit.id)))).scalars())

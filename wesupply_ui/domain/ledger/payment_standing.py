"""How does a merchant stand with its payment provider, and what waits on each way? For settings; secrets are not in here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import SETTINGS_READ, SETTINGS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.payment_accounts import own_account
from wesupply_ui.domain.ledger.ports import Outcome, RefundAnswer
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.domain.ledger.refund_states import UNFINISHED, State

WORKS = "works"
_MEANT = {Outcome.UNAUTHORISED: "wrong_credentials", Outcome.BUSY: "rate_limited", Outcome.UNSURE: "unreachable"}


@dataclass(frozen=True, slots=True)
class Standing:
    """`hint`: how the key ends. `open`, `failed`: refunds by their way, not finished and failed."""

    is_connected: bool = False
    hint: str = ""
    is_live: bool = False
    set_at: datetime | None = None
    outcome: str = ""
    checked_at: datetime | None = None
    open: Mapping[str, int] = field(default_factory=dict)
    failed: Mapping[str, int] = field(default_factory=dict)


async def payment_standing(db: AsyncSession, scope: Scope) -> Standing:
    """As it is now."""
    scope.require(SETTINGS_READ)
    kept = await own_account(db, scope, "stripe")
    waiting = [each.value for each in UNFINISHED]
    counted = select(Refund.way, Refund.state, func.count()).where(
        Refund.merchant_id == scope.merchant_id, col(Refund.state).in_([*waiting, State.FAILED.value])
    )
    open_: dict[str, int] = {}
    failed: dict[str, int] = {}
    for way, state, count in await db.execute(counted.group_by(Refund.way, Refund.state)):
        into = failed if state == State.FAILED else open_
        into[way] = into.get(way, 0) + count
    if kept is None:
        return Standing(open=open_, failed=failed)
    return Standing(True, kept.hint, kept.is_live, kept.updated_at, kept.outcome, kept.checked_at, open_, failed)


async def note_check(db: AsyncSession, scope: Scope, answer: RefundAnswer | None, *, now: datetime) -> str:
    """How a trial of the account ended; the outcome's name. One that was disconnected meanwhile is only told."""
    scope.require(SETTINGS_WRITE)
    outcome = WORKS if answer is None else _MEANT.get(answer.outcome, "refused")
    kept = await own_account(db, scope, "stripe")
    if kept is not None:
        kept.outcome, kept.checked_at = outcome, now
    await audit.note(db, scope, "payments.checked", "payments:stripe", at=now, label="Stripe", after={"outcome": outcome})
    return outcome

"""What became of a settlement: how much, by which ways, and how each of them stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.codes import code_of
from wesupply_ui.domain.ledger.credit_models import StoreCredit
from wesupply_ui.domain.ledger.issue_credit import credits_of
from wesupply_ui.domain.ledger.models import JournalEntry
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.domain.ledger.refund_states import State


class Amounts(Protocol):
    """What a return brings, in minor units; `domain/returns` has one. Costs are above nothing."""

    goods: int
    tax: int
    shipping: int
    return_cost: int
    restocking: int
    bonus: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """`state`: settled (all of it was paid), pending (some of it is under way) or failed (some of it needs a person).

    `amount`: what the shopper gets in all, minor units. `refunds`: to each payment its own. `credits`: codes by `code_for`.
    """

    id: str
    cause_kind: str
    cause_id: str
    resolution: str
    amount: int
    currency: str
    refunds: tuple[Refund, ...] = ()
    credits: tuple[StoreCredit, ...] = ()

    @property
    def state(self) -> str:
        """The worst of its parts."""
        states = {each.state for each in self.refunds}
        if State.FAILED in states:
            return "failed"
        return "settled" if states <= {State.SUCCEEDED} else "pending"

    def code_for(self, credit: StoreCredit) -> str:
        """The code that its owner spends it with: show it to nobody else, log it nowhere."""
        return code_of(credit.id)


async def settlement_of(db: AsyncSession, entry: JournalEntry) -> Settlement:
    """How an entry's settlement stands now."""
    mine = select(Refund).where(Refund.merchant_id == entry.merchant_id, Refund.entry_id == entry.id)
    refunds = (await db.execute(mine.order_by(col(Refund.id)).execution_options(populate_existing=True))).scalars().all()
    return _told(entry, refunds, await credits_of(db, entry))


async def settlements_for(db: AsyncSession, scope: Scope, cause_kind: str, cause_id: str) -> list[Settlement]:
    """Everything that was settled for a cause, first things first."""
    mine = (col(JournalEntry.merchant_id) == scope.merchant_id) & (col(JournalEntry.kind) == "settlement")
    of_cause = (col(JournalEntry.cause_kind) == cause_kind) & (col(JournalEntry.cause_id) == cause_id)
    entries = (await db.execute(select(JournalEntry).where(mine, of_cause).order_by(col(JournalEntry.id)))).scalars().all()
    return [await settlement_of(db, each) for each in entries if not scope.order_id or each.order_id == scope.order_id]


def _told(entry: JournalEntry, refunds: Sequence[Refund], credits_: Sequence[StoreCredit]) -> Settlement:
    data: dict[str, Any] = entry.data
    return Settlement(
        entry.id, entry.cause_kind, entry.cause_id, data["resolution"], data["amount"], entry.currency, tuple(refunds), tuple(credits_)
    )

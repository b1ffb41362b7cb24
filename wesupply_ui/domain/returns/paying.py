"""Who makes an item good, and how far is that? The one place where a return asks for money."""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.returns.amount_of import money_of
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.domain.returns.settle_up import NOT_PAID_OUT

GOODS = NOT_PAID_OUT | {"exchange"}
"""Resolutions for which the shop sends or mends something: it says when that is done."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`state`: settled, pending (the payer says later how it went) or failed. `error`: why, in words for staff."""

    state: str
    reference: str | None = None
    error: str | None = None


async def pay(item: ReturnItem) -> Answer:
    """Ask for it, once for an item: asked again, it is the same payment."""
    if item.resolution not in GOODS and money_of(item).total == 0:
        return Answer("settled")  # what was kept of it ate it up: there is nothing to pay
    return Answer("pending")  # the shop hears of it by the fact, and says how it went

"""What is needed to judge an order again and again: the policy in force for it, compiled, and the order frozen. Read once, then pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.returns.answer import Quote
from wesupply_ui.domain.returns.compiled import Compiled
from wesupply_ui.domain.returns.in_force import in_force
from wesupply_ui.domain.returns.judge import judge
from wesupply_ui.domain.returns.load_purchases import load_purchases
from wesupply_ui.domain.returns.snapshot import AskedLine, Purchase, Request
from wesupply_ui.domain.returns.versions import NoPolicy, ready, versions_of, zone_of


@dataclass(frozen=True, slots=True)
class Bench:
    """An order before its judge. `reasons`: as the policy has them, with their words; `label_rate`: what a label costs, if known."""

    policy: Compiled
    purchase: Purchase
    reasons: Sequence[dict[str, Any]]
    at: datetime
    label_rate: int | None = None

    def asked(self, lines: Sequence[AskedLine]) -> Quote:
        """The answer to these lines."""
        return judge(self.policy, self.purchase, Request(self.at, tuple(lines), label_rate=self.label_rate))

    def left(self, line_external_id: str) -> int:
        """How many of a line have not been asked back yet."""
        return next((each.quantity - each.returned.quantity for each in self.purchase.lines if each.external_id == line_external_id), 0)


async def bench(db: AsyncSession, scope: Scope, order: Order, *, at: datetime, but: str | None = None) -> Bench:
    """For an order that was found. NoPolicy when there is nothing to judge by.

    `but`: the id of a return that is judged anew, whose own units are free for it.
    """
    version = in_force(await versions_of(db, scope), order.placed_at, at)
    if version is None:
        raise NoPolicy("No return policy is in force; publish one first.")
    policy = ready(version, await zone_of(db, scope))
    found = await load_purchases(db, scope, [order.id], used=policy.used, with_products=reads_products(policy), now=at, but=but)
    return Bench(policy, found[order.id], version.document.get("reasons") or [], at)


def reads_products(policy: Compiled) -> bool:
    """Whether the catalogue has a say: conditions ask for it, or what can be exchanged depends on what is in stock."""
    says = [policy.default, *(dict(rule.says) for _, _, _, rule in policy.rules)]
    offers = [offer for each in says for offer in each.get("resolutions") or ()]
    by_stock = any(offer.kind == "exchange" and not offer.allow_out_of_stock for offer in offers)
    return by_stock or any(field.startswith("product.") for field in policy.used)

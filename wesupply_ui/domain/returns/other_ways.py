"""By which other ways could a return come back, and what would it be worth by each? Judged as `change_method` will judge it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.answer import Verdict
from wesupply_ui.domain.returns.change_method import can_change, judged_anew
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.versions import NoPolicy


@dataclass(frozen=True, slots=True)
class OtherWay:
    """`total`: what the items that can still change bring by it, in minor units."""

    method: str
    total: int


async def other_ways(db: AsyncSession, scope: Scope, held: Held) -> list[OtherWay]:
    """In the order in which they are offered; none once it is on its way, or where items come back by several. `held` needs no lock."""
    items = [each for each in held.items if can_change(each)]
    present = {each.method for each in items}
    if len(present) != 1 or None in present:
        return []
    (method,) = present
    try:
        offered = [each.methods for each in (await judged_anew(db, scope, held, items, method or "")).items]
        ways = []
        for other in (each for each in offered[0] if each != method and all(each in methods for methods in offered)):
            quote = await judged_anew(db, scope, held, items, other)
            if all(each.verdict is not Verdict.NO for each in quote.items):
                ways.append(OtherWay(other, quote.money.total))
    except NoPolicy:
        return []
    return ways

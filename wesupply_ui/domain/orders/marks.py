"""What can a list of orders be narrowed to, and what marks do orders carry? Countries and tags that occur, and each order's carriers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, literal
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.permissions import ORDERS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.search import TERMS
from wesupply_ui.kernel.planning import unled

MOST = 60
_LAST = "\U0010ffff"


async def countries_there(db: AsyncSession, scope: Scope) -> list[str]:
    """Where the merchant's orders go."""
    return [mark.removeprefix("=c:") for mark in await _there(db, scope, "=c:")]


async def tags_there(db: AsyncSession, scope: Scope) -> list[str]:
    """Tags on the merchant's orders, the shop's and the staff's, in small letters."""
    return list(dict.fromkeys(mark.removeprefix("=t:").partition("\x1f")[0] for mark in await _there(db, scope, "=t:")))


async def carriers_of(db: AsyncSession, scope: Scope, order_ids: Sequence[str]) -> dict[str, list[str]]:
    """The carriers of each order's parcels, by their codes."""
    scope.require(ORDERS_READ)
    marks = (TERMS.c.term >= "=", TERMS.c.term < "=" + _LAST)
    mine = select(TERMS.c.order_id, TERMS.c.term).where(
        TERMS.c.order_id.in_(order_ids), unled(TERMS.c.merchant_id) == scope.merchant_id, *marks
    )  # type: ignore[call-overload]
    found: dict[str, list[str]] = defaultdict(list)
    for order_id, term in await db.execute(mine):
        if ":" not in term:
            found[order_id].append(term.removeprefix("="))
    return found


async def _there(db: AsyncSession, scope: Scope, prefix: str) -> list[str]:
    """Different marks that begin so. Jumps from one to the next in the index, however many orders carry each."""
    scope.require(ORDERS_READ)
    mine = (TERMS.c.merchant_id == scope.merchant_id) & (TERMS.c.term < prefix + _LAST)
    first = select(func.min(TERMS.c.term).label("term"), literal(1).label("place")).where(mine, TERMS.c.term > prefix)
    jump = first.cte("jump", recursive=True)
    after = select(func.min(TERMS.c.term)).where(mine, TERMS.c.term > jump.c.term).scalar_subquery()
    jump = jump.union_all(select(after, jump.c.place + 1).where(jump.c.term.is_not(None), jump.c.place < MOST))
    return [term for term in (await db.execute(select(jump.c.term))).scalars() if term]

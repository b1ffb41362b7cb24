"""Returns as a file: those that a tab of the list and its search let through, or those that were chosen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, tzinfo

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import ORDERS_EXPORT
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.amount_of import paid_out
from wesupply_ui.domain.returns.describe import Whole, wholes
from wesupply_ui.domain.returns.waiting import Queue, ids_waiting, these
from wesupply_ui.kernel.language import N_, _
from wesupply_ui.kernel.money import to_major

MOST = 10_000
_AT_ONCE = 200
HEADS = (
    N_("Return"), N_("Order"), N_("Name"), N_("E-mail"), N_("Status"), N_("Next step"), N_("Resolution"), N_("Way back"), N_("Items"),
    N_("Shopper gets"), N_("Currency"), N_("Asked for on"), N_("Due"),
)  # fmt: skip


async def begin_return_export(
    db: AsyncSession, scope: Scope, queue: Queue, chosen: Sequence[str], *, query: dict[str, str], now: datetime
) -> tuple[list[str], list[str]]:
    """(ids, heads). The audit log says who took what along."""
    scope.require(ORDERS_EXPORT)
    ids = [each.id for each in await these(db, scope, chosen)] if chosen else await ids_waiting(db, scope, queue, most=MOST)
    await audit.note(db, scope, "returns.exported", "returns:list", at=now, after={"query": query, "returns": len(ids)})
    return ids, [_(each) for each in HEADS]


async def exported_returns(
    reading: Callable[[], AbstractAsyncContextManager[AsyncSession]], scope: Scope, ids: Sequence[str], *, zone: tzinfo
) -> AsyncIterator[list[str]]:
    """One row for each; a transaction for some at a time."""
    for begin in range(0, len(ids), _AT_ONCE):
        async with reading() as db:
            found = await wholes(db, scope, await these(db, scope, ids[begin : begin + _AT_ONCE]))
        for whole in found:
            yield _row(whole, zone)


def _row(whole: Whole, zone: tzinfo) -> list[str]:
    request, order = whole.request, whole.order
    items = "; ".join(f"{item.quantity} x {line.sku or line.title}" for item, line in whole.items)
    due = request.due_at.astimezone(zone).isoformat(timespec="minutes") if request.due_at else ""
    total = to_major(paid_out(item for item, _line in whole.items).total, request.currency)
    return [
        request.number, order.number, order.name or "", order.email or "", request.state, request.step, request.resolution or "",
        request.method or "", items, total, request.currency, request.created_at.astimezone(zone).isoformat(timespec="minutes"), due,
    ]  # fmt: skip

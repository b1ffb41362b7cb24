"""Parcels as rows of a file: the columns of their list, a page at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import ORDERS_EXPORT
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.columns import columns_there
from wesupply_ui.domain.orders.export import MOST_CHOSEN, Reading
from wesupply_ui.domain.tracking.listing import Inside, ParcelFilter, ParcelRow, list_parcels, orders_in, parcel_rows
from wesupply_ui.kernel import paging
from wesupply_ui.kernel.language import N_, _

Value = Callable[[ParcelRow, Sequence[Inside]], Any]
_FIRST: tuple[tuple[str, Value], ...] = ((N_("Tracking number"), lambda row, _in: row.number),)
_COLUMNS: dict[str, tuple[tuple[str, Value], ...]] = {
    "order": ((N_("Order"), lambda _row, inside: ", ".join(each.number for each in inside)),),
    "customer": ((N_("Customer"), lambda _row, inside: inside[0].name if inside else None),),
    "status": ((N_("Delivery"), lambda row, _in: row.milestone), (N_("Condition"), lambda row, _in: row.condition)),
    "promised": ((N_("Promised"), lambda row, _in: row.due_on or row.first_due_on),),
    "asked": ((N_("Last asked"), lambda row, _in: row.last_polled_at),),
    "carrier": ((N_("Carrier"), lambda row, _in: row.carrier),),
    "service": ((N_("Service"), lambda row, _in: row.service),),
    "reason": ((N_("Reason"), lambda row, _in: row.reason),),
    "news": ((N_("Last scan"), lambda row, _in: row.last_scan_at),),
    "registered": ((N_("Registered"), lambda row, _in: row.registered_at),),
    "shipped": ((N_("Shipped"), lambda row, _in: row.shipped_at),),
    "delivered": ((N_("Delivered"), lambda row, _in: row.delivered_at),),
}


async def begin_parcel_export(
    db: AsyncSession, scope: Scope, *, columns: str, query: Mapping[str, str], now: datetime, chosen: int = 0
) -> tuple[Sequence[str], list[str]]:
    """The columns and their heads; the audit log says who took what along. No columns: all."""
    scope.require(ORDERS_EXPORT)
    there = await columns_there(db, scope, "shipments")
    shown = there.read(columns) if columns else there.every
    after = {"filters": dict(query), "columns": list(shown)} | ({"chosen": chosen} if chosen else {})
    await audit.note(db, scope, "shipments.exported", "shipments:list", at=now, after=after)
    parts = (*_FIRST, *(part for key in shown for part in _COLUMNS[key]))
    return shown, [_(title) for title, _value in parts]


async def exported_parcels(
    reading: Reading, scope: Scope, shown: ParcelFilter, columns: Sequence[str], *, zone: tzinfo, ids: Sequence[str] | None = None
) -> AsyncIterator[list[Any]]:
    """Line by line, each page in a transaction of its own: a slow reader holds up no writer. `ids`: these parcels alone."""
    values = [value for part in (_FIRST, *(_COLUMNS[key] for key in columns)) for _title, value in part]
    cursor: str | None = None
    while True:
        async with reading() as db:
            if ids is None:
                page = await list_parcels(db, scope, shown, limit=paging.MAX_LIMIT, cursor=cursor)
                rows, cursor = page.items, page.next_cursor
            else:
                rows = await parcel_rows(db, scope, list(ids)[:MOST_CHOSEN])
            inside = await orders_in(db, scope, [row.id for row in rows])
        for row in rows:
            yield [_told(value(row, inside.get(row.id, ())), zone) for value in values]
        if cursor is None:
            return


def _told(value: Any, zone: tzinfo) -> Any:
    return value.astimezone(zone).replace(microsecond=0) if isinstance(value, datetime) else value

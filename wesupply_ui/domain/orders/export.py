"""Orders as rows of a file: which columns there are, what stands in them, and a page of them at a time, so that memory stays small."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.colleagues import staff_of
from wesupply_ui.domain.accounts.permissions import ORDERS_EXPORT
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.columns import There, columns_there
from wesupply_ui.domain.orders.custom.queries import OwnColumn, values_of
from wesupply_ui.domain.orders.listing import Filter, OrderRow, Sort, list_orders, rows_of
from wesupply_ui.domain.orders.marks import carriers_of
from wesupply_ui.kernel import money, paging
from wesupply_ui.kernel.language import N_, _

MOST_CHOSEN = 500
Reading = Callable[[], AbstractAsyncContextManager[AsyncSession]]


@dataclass(frozen=True, slots=True)
class Beside:
    """What a row needs of elsewhere. Instants are told in `zone`, with its offset."""

    zone: tzinfo
    names: Mapping[str, str] = field(default_factory=dict)
    carriers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def at(self, instant: datetime | None) -> datetime | None:
        """By the person's clock, to the second."""
        return instant.astimezone(self.zone).replace(microsecond=0) if instant else None


Value = Callable[[OrderRow, Beside], Any]
_FIRST: tuple[tuple[str, Value], ...] = ((N_("Order"), lambda row, _b: row.number), (N_("Order id"), lambda row, _b: row.external_id))
_COLUMNS: dict[str, tuple[tuple[str, Value], ...]] = {
    "customer": ((N_("Customer"), lambda row, _b: row.name), (N_("E-mail"), lambda row, _b: row.email)),
    "items": ((N_("Items"), lambda row, _b: row.item_count), (N_("Parcels"), lambda row, _b: row.parcel_count)),
    "status": (
        (N_("Delivery"), lambda row, _b: row.milestone or "not_shipped"),
        (N_("Condition"), lambda row, _b: row.condition),
        (N_("Needs attention"), lambda row, _b: row.attention),
    ),
    "promised": ((N_("Promised"), lambda row, _b: row.due_on),),
    "placed": ((N_("Placed"), lambda row, b: b.at(row.placed_at)),),
    "total": (
        (N_("Total"), lambda row, _b: Decimal(money.to_major(row.total_minor, row.currency))),
        (N_("Currency"), lambda row, _b: row.currency),
    ),
    "assigned": ((N_("Assigned to"), lambda row, b: b.names.get(row.assigned_to or "")),),
    "tags": ((N_("Tags"), lambda row, _b: ", ".join([*row.tags, *row.own_tags])),),
    "notes": ((N_("Notes"), lambda row, _b: row.note_count),),
    "carrier": ((N_("Carrier"), lambda row, b: ", ".join(b.carriers.get(row.id, ()))),),
    "country": ((N_("Country"), lambda row, _b: row.country),),
    "channel": ((N_("Channel"), lambda row, _b: row.channel),),
    "shop_status": ((N_("Shop's status"), lambda row, _b: row.status),),
    "delivered": ((N_("Delivered"), lambda row, b: b.at(row.delivered_at)),),
    "updated": ((N_("Last news"), lambda row, b: b.at(row.updated_at)),),
}


@dataclass(frozen=True, slots=True)
class OrdersExport:
    """A file to be written: its heads and which columns they stand for."""

    scope: Scope
    there: There
    columns: Sequence[str]
    names: Mapping[str, str]

    @property
    def heads(self) -> list[str]:
        """The first line, in the person's language; the merchant's own fields as the merchant calls them."""
        known = [_(title) for title, _value in _FIRST]
        for key in self.columns:
            known += [self.there.own[key].label] if key in self.there.own else [_(title) for title, _value in _COLUMNS[key]]
        return known

    async def beside(self, db: AsyncSession, ids: Sequence[str], zone: tzinfo) -> Beside:
        """What a page of rows needs."""
        own = {self.there.own[key].id: key for key in self.columns if key in self.there.own}
        values = await values_of(db, self.scope, ids, list(own)) if own else {}
        return Beside(
            zone=zone,
            names=self.names,
            carriers=await carriers_of(db, self.scope, ids) if "carrier" in self.columns else {},
            own={order_id: {own[each]: text for each, text in found.items()} for order_id, found in values.items()},
        )

    def line(self, row: OrderRow, beside: Beside) -> list[Any]:
        """One order."""
        line = [value(row, beside) for _title, value in _FIRST]
        for key in self.columns:
            own = self.there.own.get(key)
            line += [_own(own, beside.own.get(row.id, {}).get(key))] if own else [value(row, beside) for _title, value in _COLUMNS[key]]
        return line


def _own(column: OwnColumn, text: str | None) -> str | Decimal | None:
    """Numbers as numbers: what is below nothing is no formula."""
    return Decimal(text) if text and column.kind == "number" else text


async def begin_export(
    db: AsyncSession, scope: Scope, *, columns: str, query: Mapping[str, str], now: datetime, chosen: int = 0
) -> OrdersExport:
    """Ready to be written; the audit log says who took what along. No columns: all."""
    scope.require(ORDERS_EXPORT)
    there = await columns_there(db, scope, "orders")
    shown = there.read(columns) if columns else there.every
    names = {each.id: each.called for each in await staff_of(db, scope)}
    after = {"filters": dict(query), "columns": list(shown)} | ({"chosen": chosen} if chosen else {})
    await audit.note(db, scope, "orders.exported", "orders:list", at=now, after=after)
    return OrdersExport(scope, there, shown, names)


async def exported_rows(
    reading: Reading, export: OrdersExport, shown: Filter, *, sort: Sort, zone: tzinfo, ids: Sequence[str] | None = None
) -> AsyncIterator[list[Any]]:
    """Line by line, each page in a transaction of its own: a slow reader holds up no writer. `ids`: these orders alone."""
    cursor: str | None = None
    while True:
        async with reading() as db:
            if ids is None:
                page = await list_orders(db, export.scope, shown, sort=sort, limit=paging.MAX_LIMIT, cursor=cursor)
                rows, cursor = page.items, page.next_cursor
            else:
                rows = await rows_of(db, export.scope, list(ids)[:MOST_CHOSEN])
            beside = await export.beside(db, [row.id for row in rows], zone)
        for row in rows:
            yield export.line(row, beside)
        if cursor is None:
            return

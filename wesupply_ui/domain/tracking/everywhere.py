"""What could a person mean who types into the portal's one search? Orders, parcels by number, and customers, a few of each. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.keys import word_key
from wesupply_ui.domain.orders.listing import Filter, OrderRow, list_orders
from wesupply_ui.domain.orders.search import Word, words_meant
from wesupply_ui.domain.tracking.detect import tidy
from wesupply_ui.domain.tracking.listing import Inside, ParcelFilter, ParcelRow, list_parcels, orders_in

SHORTEST = 2
LOOKED_AT = 30
"""So many of the newest orders and parcels that fit are looked at for customers and numbers."""
EACH = 5


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody who ordered, by the address that their orders carry."""

    email: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Everywhere:
    """`has_more`: more orders fit than are here. `holders`: for each parcel the orders in it."""

    orders: list[OrderRow]
    has_more: bool
    parcels: list[ParcelRow]
    holders: dict[str, list[Inside]]
    customers: list[Someone]


async def look_everywhere(db: AsyncSession, scope: Scope, typed: str) -> Everywhere:
    """At most `EACH` of a kind, the newest first; nothing for less than two letters."""
    words = words_meant(typed)
    if not words or len(typed.strip()) < SHORTEST:
        return Everywhere([], False, [], {}, [])
    found = await list_orders(db, scope, Filter(typed=typed), limit=LOOKED_AT)
    parcels = [each for each in (await list_parcels(db, scope, ParcelFilter(typed=typed), limit=LOOKED_AT)).items if _is_of(each, typed)]
    holders = await orders_in(db, scope, [each.id for each in parcels[:EACH]])
    return Everywhere(found.items[:EACH], len(found.items) > EACH, parcels[:EACH], holders, list(_customers(found.items, words))[:EACH])


def _is_of(parcel: ParcelRow, typed: str) -> bool:
    """Orders bring all their parcels: only those whose own number begins so are meant."""
    return parcel.number.startswith(tidy(typed))


def _customers(orders: Iterable[OrderRow], words: list[Word]) -> Iterable[Someone]:
    """Those whose name or address has the words, each once."""
    seen: set[str] = set()
    for order in orders:
        if not order.email or order.email in seen:
            continue
        own = [word_key(part) for part in (order.email, *(order.name or "").split())]
        if all(any(each.startswith(word.key) for each in own) for word in words):
            seen.add(order.email)
            yield Someone(order.email, order.name)

"""All reads of a merchant's own fields: which there are, which are columns of the list, what orders have in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from wesupply_ui.domain.accounts.permissions import ORDERS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.custom.kinds import plain, read_value
from wesupply_ui.domain.orders.custom.models import OrderField, OrderFieldValue
from wesupply_ui.domain.orders.custom.read import OwnFields
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.planning import unled


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """A field as a column of a list or a file. `key` stands in the API and in files as `custom.<key>`; `options`: what a choice can be."""

    id: str
    key: str
    label: str
    kind: str
    is_listed: bool = False
    options: tuple[str, ...] = ()


def visible_to(scope: Scope) -> SelectOfScalar[OrderField]:
    """The fields of the scope's merchant, archived ones too."""
    return select(OrderField).where(OrderField.merchant_id == scope.merchant_id)


async def fields_of(db: AsyncSession, scope: Scope, *, archived: bool = False) -> list[OrderField]:
    """The merchant's fields in their order; with `archived` those that are out of use too."""
    found = visible_to(scope).order_by(col(OrderField.position), col(OrderField.id))
    if not archived:
        found = found.where(col(OrderField.archived_at).is_(None))
    return list((await db.execute(found)).scalars())


async def own_fields(db: AsyncSession, scope: Scope) -> OwnFields:
    """The fields by which an order that comes in is read."""
    return OwnFields.of(await fields_of(db, scope, archived=True))


async def field_by_id(db: AsyncSession, scope: Scope, field_id: str) -> OrderField:
    """NotFound when there is none, or when it is another merchant's."""
    found = (await db.execute(visible_to(scope).where(OrderField.id == field_id))).scalar_one_or_none()
    if found is None:
        raise NotFound(_("There is no such field."))
    return found


async def columns_for(db: AsyncSession, scope: Scope) -> list[OwnColumn]:
    """Every field in use, in order, for column choosers and exports; `is_listed`: shown in the list until a person chooses otherwise."""
    scope.require(ORDERS_READ)
    fields = await fields_of(db, scope)
    return [OwnColumn(each.id, each.key, each.label, each.kind, each.is_listed, tuple(each.options)) for each in fields]


async def values_of(
    db: AsyncSession, scope: Scope, order_ids: Sequence[str], field_ids: Sequence[str] | None = None
) -> dict[str, dict[str, str]]:
    """Order id → field id → the value as text, of a page of orders. Orders without values are left out. One statement."""
    scope.require(ORDERS_READ)
    if not order_ids or field_ids == []:
        return {}
    V = OrderFieldValue
    query = select(V.order_id, V.field_id, V.value_text).where(unled(V.merchant_id) == scope.merchant_id, col(V.order_id).in_(order_ids))
    if field_ids is not None:
        query = query.where(col(V.field_id).in_(field_ids))
    found: dict[str, dict[str, str]] = {}
    for order_id, field_id, text in await db.execute(query):
        found.setdefault(order_id, {})[field_id] = text
    return found


async def custom_of(db: AsyncSession, scope: Scope, order_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Order id → key → the value as JSON has it: the `custom` object of orders that are told to a machine."""
    columns = {each.id: each for each in await columns_for(db, scope)}
    found = await values_of(db, scope, order_ids, list(columns)) if columns else {}
    return {
        order_id: {columns[field_id].key: plain(columns[field_id].kind, text) for field_id, text in values.items()}
        for order_id, values in found.items()
    }


async def orders_with(db: AsyncSession, scope: Scope, field_id: str, value: str, *, limit: int = 100) -> list[str]:
    """Ids of orders that have exactly this value in a field, compared without capitals and punctuation; from an index."""
    scope.require(ORDERS_READ)
    field = await field_by_id(db, scope, field_id)
    try:
        wanted = read_value(field, value)
    except ValueError:
        return []
    V = OrderFieldValue
    mine = (V.merchant_id == scope.merchant_id) & (V.field_id == field.id) & (V.value_key == (wanted.key if wanted else ""))
    return list((await db.execute(select(V.order_id).where(mine).order_by(V.order_id).limit(min(limit, 1000)))).scalars()) if wanted else []


async def how_many(db: AsyncSession, scope: Scope) -> dict[str, int]:
    """Field id → how many orders have a value in it."""
    V = OrderFieldValue
    counted = select(V.field_id, func.count()).where(V.merchant_id == scope.merchant_id).group_by(V.field_id)
    return {row[0]: row[1] for row in await db.execute(counted)}

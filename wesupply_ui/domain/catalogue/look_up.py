"""What does the catalogue say of these SKUs? Attributes, a variant's own before its parent's, and whether it is in stock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.catalogue.models import Product
from wesupply_ui.kernel.money import to_major

_AT_ONCE = 400
_product: Any = Product.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Known:
    """`attributes`: by names in small letters, options and the product's own fields among them. `in_stock`: whether the SKU or another
    variant of the same product is; None when nobody has said how many there are."""

    attributes: Mapping[str, Any]
    in_stock: bool | None


async def look_up(db: AsyncSession, scope: Scope, skus: Collection[str]) -> dict[str, Known]:
    """What is known of each; SKUs that the catalogue doesn't have are left out."""
    own: dict[str, Any] = {}
    wanted = sorted(skus)
    for begin in range(0, len(wanted), _AT_ONCE):
        own |= {row.sku: row for row in await _rows(db, scope, _product.c.sku.in_(wanted[begin : begin + _AT_ONCE]))}
    families = sorted({row.variant_of or row.sku for row in own.values()})
    members: dict[str, list[Any]] = defaultdict(list)
    parents: dict[str, Any] = {}
    for begin in range(0, len(families), _AT_ONCE):
        some = families[begin : begin + _AT_ONCE]
        for row in await _rows(db, scope, or_(_product.c.variant_of.in_(some), _product.c.sku.in_(some))):
            members[row.variant_of or row.sku].append(row)
            parents[row.sku] = row
    return {sku: _known(row, parents.get(row.variant_of or ""), members[row.variant_of or sku]) for sku, row in own.items()}


async def _rows(db: AsyncSession, scope: Scope, which: Any) -> list[Any]:
    return list(await db.execute(select(_product).where(_product.c.merchant_id == scope.merchant_id, which)))


def _known(row: Any, parent: Any | None, family: list[Any]) -> Known:
    attributes = (_told(parent) if parent is not None else {}) | _told(row)
    known = [there for each in family if (there := _is_there(each)) is not None]
    return Known(attributes, any(known) if known else None)


def _is_there(row: Any) -> bool | None:
    """Whether there are some; feeds that give no number say it by a word."""
    if row.stock is not None:
        return row.stock > 0
    word = str(row.attributes.get("availability", "")).strip().lower().replace(" ", "_")
    return {"out_of_stock": False, "in_stock": True, "preorder": True, "backorder": True}.get(word)


def _told(row: Any) -> dict[str, Any]:
    price = to_major(row.price_minor, row.currency) if row.price_minor is not None and row.currency else None
    own = {"sku": row.sku, "title": row.title, "price": price, "stock": row.stock, "variant_of": row.variant_of}
    told = {name.casefold(): value for name, value in (own | row.options | row.attributes).items()}
    return {name: value for name, value in told.items() if value not in (None, "", [])}

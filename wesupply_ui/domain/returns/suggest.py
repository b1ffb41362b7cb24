"""What could a condition ask for? Words that the merchant's latest orders hold, by the field that they are found under."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import Customer, Order, OrderLine
from wesupply_ui.domain.returns.facts_of import by_name
from wesupply_ui.domain.returns.freeze import tags_in

LATEST = 300
MOST = 60
_order: Any = Order.__table__  # type: ignore[attr-defined]
_line: Any = OrderLine.__table__  # type: ignore[attr-defined]
_customer: Any = Customer.__table__  # type: ignore[attr-defined]
_OWN = {"line.options.": "options", "line.attributes.": "attributes"}


async def suggestions(db: AsyncSession, scope: Scope) -> dict[str, list[str]]:
    """Field → words, the most frequent first. A field that goes on with a name ("line.options.") → names that occur."""
    scope.require(RETURNS_READ)
    mine = select(_order.c.id, _order.c.customer_id, _order.c.tags).where(_order.c.merchant_id == scope.merchant_id)
    orders = (await db.execute(mine.order_by(_order.c.placed_at.desc(), _order.c.id.desc()).limit(LATEST))).all()
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for order in orders:
        found["order.tags"].update(str(tag) for tag in order.tags or ())
    columns = [_line.c[name] for name in ("sku", "title", "options", "attributes", "extra")]
    for line in await db.execute(select(*columns).where(_line.c.order_id.in_([order.id for order in orders]))):
        _note(found, line)
    groups = select(_customer.c.group).where(_customer.c.id.in_({order.customer_id for order in orders if order.customer_id}))
    found["customer.group"].update(group for group in (await db.execute(groups)).scalars() if group)
    return {field: [word for word, _count in words.most_common(MOST)] for field, words in found.items()}


def _note(found: defaultdict[str, Counter[str]], line: Any) -> None:
    attributes = by_name({**(line.extra or {}), **(line.attributes or {})})
    found["line.sku"].update([line.sku] if line.sku else [])
    found["line.title"].update([line.title] if line.title else [])
    found["line.tags"].update(tags_in(attributes.get("tags")))
    found["line.brand"].update([attributes["brand"]] if isinstance(attributes.get("brand"), str) else [])
    for begin, part in _OWN.items():
        for name, value in (getattr(line, part) or {}).items():
            found[begin].update([str(name)])
            if isinstance(value, (str, int)):
                found[f"{begin}{name}"].update([str(value)])

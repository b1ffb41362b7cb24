"""A visit that knows what its label costs, where the shopper bears that: asked for between two looks at the database, and not for long."""

from __future__ import annotations

from dataclasses import replace

from wesupply_ui import runtime
from wesupply_ui.domain.returns.labelled.price import price_of, unpriced_of
from wesupply_ui.kernel.db import database
from wesupply_ui.portals.shopper.returning.visit import Visit


async def priced(visit: Visit) -> Visit:
    """The same visit where no label's price matters, or where nobody knows it. Call it with no transaction open."""
    quote = visit.quote if visit.asked else None
    if quote is None or not any(each.estimated for each in quote.items):
        return visit
    async with database().reading() as db:
        found = await unpriced_of(db, visit.scope, visit.order, quote)
    return as_priced(visit, await price_of(runtime.label_quotes(), found, now=visit.now))


def as_priced(visit: Visit, rate: int | None) -> Visit:
    """With this price of a label."""
    return replace(visit, bench=replace(visit.bench, label_rate=rate))

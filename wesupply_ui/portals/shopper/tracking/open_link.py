"""Whose order does this link open? Misses are counted by address: whoever guesses is told nothing, and soon nothing at all."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope, scope_of_link
from wesupply_ui.domain.orders.links import order_of_token
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.throttle import Throttle

# A link has 128 random bits: whoever misses this often is guessing, not mistyping.
_MISSES = Throttle("tracking-link", "30 per minute; 300 per day")


async def opened(db: AsyncSession, token: str, *, caller: str, shop: str | None = None) -> Scope:
    """The scope of the one order. NotFound for a token that opens nothing, TooMany for the same from who missed too often.

    `shop`: under whose own host it is asked; there the orders of others are not found.

    A real link opens for everybody: many people share one address, and one of them guessing must not cost the others their page.
    """
    order = await order_of_token(db, token[:100])
    if order is None or (shop is not None and order.merchant_id != shop):
        await _MISSES.take(caller)
        raise NotFound("We can't find this order.")
    return scope_of_link(order.merchant_id, order.id)

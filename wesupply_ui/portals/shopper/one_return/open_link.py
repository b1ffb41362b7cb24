"""Whose return does this link open? Misses are counted by address: whoever guesses is told nothing, and soon nothing at all."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope, scope_of_link
from wesupply_ui.domain.returns.links import return_of_token
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.throttle import Throttle

# A link has 128 random bits: whoever misses this often is guessing, not mistyping.
_MISSES = Throttle("return-link", "30 per minute; 300 per day")


async def opened(db: AsyncSession, token: str, *, caller: str, shop: str | None = None) -> tuple[Scope, ReturnRequest]:
    """The return, and the scope of its order. NotFound for a token that opens nothing, TooMany for the same from who missed too often.

    `shop`: under whose own host it is asked; there the returns of others are not found.
    """
    request = await return_of_token(db, token[:100])
    if request is None or (shop is not None and request.merchant_id != shop):
        await _MISSES.take(caller)
        raise NotFound(_("We can't find this return."))
    return scope_of_link(request.merchant_id, request.order_id), request

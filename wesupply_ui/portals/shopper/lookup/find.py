"""May this stranger open an order's page? Misses are counted by address and by order, and take as long as hits."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.blocks import Door
from wesupply_ui.domain.accounts.keeping_out import admit, refused
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.find import find_order
from wesupply_ui.domain.orders.keys import number_key
from wesupply_ui.kernel.errors import TooMany
from wesupply_ui.kernel.language import N_
from wesupply_ui.kernel.throttle import Throttle
from wesupply_ui.portals.shopper.counting import FOUND, LOOK_UPS, seen

MISS = N_("We couldn't find an order with these details. Check the number in your confirmation mail.")
# What a look-up takes at least; short enough not to be noticed.
SECONDS = 0.25

_BY_ADDRESS = Throttle("look-up-address", "20 per minute; 200 per hour")
_BY_ORDER = Throttle("look-up-order", "10 per 5 minutes; 60 per day")


async def looked_up(db: AsyncSession, merchant: Merchant, *, number: str, second: str, caller: str) -> str | None:
    """The token of the order's link, or None. TooMany once an address or an order has had too many misses.

    A number that no order has is counted like any other: the limit tells nothing about what exists.
    """
    order = (merchant.id, number_key(number[:100]))
    await admit(Door.LOOK_UP, caller, merchant_id=merchant.id)
    try:
        await _BY_ADDRESS.check(caller)
        await _BY_ORDER.check(*order)
    except TooMany:
        await refused(Door.LOOK_UP, caller, merchant_id=merchant.id)
        raise
    token = await find_order(db, merchant.id, number=number, second_fact=second)
    seen(merchant.id, LOOK_UPS)
    if token is None:
        await _BY_ADDRESS.take(caller)
        await _BY_ORDER.take(*order)
    else:
        seen(merchant.id, FOUND)
    return token

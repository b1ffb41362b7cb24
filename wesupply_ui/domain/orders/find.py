"""May this stranger see an order? By number and a second fact, mail address or postcode; hit and miss take the same work."""

from __future__ import annotations

import hmac

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.orders.keys import number_key, postcode_key
from wesupply_ui.domain.orders.links import link_token
from wesupply_ui.domain.orders.models import Order

# Numbers may come twice in a shop; so many are compared, whether there are as many or none.
_COMPARED = 5
_NOBODY = "no such order"


async def find_order(db: AsyncSession, merchant_id: str, *, number: str, second_fact: str) -> str | None:
    """The token of the order's tracking link, or None. The door limits how often this may be asked, and answers all misses alike."""
    by_number = select(Order).where(Order.merchant_id == merchant_id, Order.number_key == number_key(number[:200]))
    candidates = list((await db.execute(by_number.order_by(Order.placed_at.desc()).limit(_COMPARED))).scalars())  # type: ignore[attr-defined]
    found: Order | None = None
    for candidate in [*candidates, *[None] * (_COMPARED - len(candidates))]:
        if _is_known(candidate, second_fact[:300]) and found is None:
            found = candidate
    # Made for nobody too: making it takes longer than all comparisons.
    token = link_token(found.id if found else _NOBODY, found.link_version if found else 0)
    return token if found else None


def _is_known(order: Order | None, second_fact: str) -> bool:
    """Whether the fact is the order's mail address or its postcode, in a time that doesn't tell which or how much of it."""
    email = (order.email or "") if order else ""
    postcode = order.postcode_key if order else ""
    country = order.address.get("country") if order else None
    same_email = hmac.compare_digest(email.encode(), second_fact.strip().lower().encode())
    same_postcode = hmac.compare_digest(postcode.encode(), postcode_key(second_fact, country).encode())
    return (bool(email) and same_email) | (bool(postcode) and same_postcode)

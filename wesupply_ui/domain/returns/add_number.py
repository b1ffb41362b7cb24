"""A shopper, or staff for them, sends it by a carrier of their own and tells the number: the parcel is followed like any other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.returns.admit import admit
from wesupply_ui.domain.returns.held import Held, done, hold, move
from wesupply_ui.domain.returns.picks import items_in, picked, read_said
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnParcel
from wesupply_ui.domain.returns.tracks import Track
from wesupply_ui.domain.tracking.register import NewNumber, Registered, register
from wesupply_ui.kernel import fields
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid
from wesupply_ui.kernel.intake import REQUIRED, Field
from wesupply_ui.kernel.language import _

_OWN = {
    "tracking_number": Field("tracking_number", fields.text(100, numbers=True), REQUIRED),
    "carrier": Field("carrier", fields.text(50)),
}
MOST = 20


async def add_number(db: AsyncSession, scope: Scope, key: str, raw: Mapping[str, Any], *, now: datetime) -> Held:
    """`raw`: {"tracking_number": "1Z…", "carrier": "ups"}; the carrier may be left out where the number tells it. "items": those inside.

    Items count as sent from then on. The same number again changes nothing. Conflict for a number that is followed already for something
    else, such as the parcel that went out: whoever names a number learns nothing of what is behind it.
    """
    admit(scope, RETURNS_DECIDE)
    said = read_said(raw, _OWN, {})
    if "tracking_number" not in said.values:
        problem = FieldProblem("tracking_number", _("is missing"))
        raise Invalid(_("This can't be done as it was sent."), problems=(problem,))
    held = await hold(db, scope, key)
    known = (await db.execute(select(ReturnParcel).where(ReturnParcel.return_id == held.request.id).limit(MOST))).scalars().all()
    new = NewNumber(said.values["tracking_number"], said.values.get("carrier"), since=held.request.created_at, is_return=True)
    # Whoever may send it back may have it followed: no permission of the shopper's is asked for that.
    found = await register(db, scope_of_system(scope.merchant_id, scope.actor), new, now=now)
    if any(each.parcel_id == found.parcel_id for each in known):
        return held
    _is_free(found, len(known))
    items = items_in(await picked(db, held, said, _may_travel))
    parcel = ReturnParcel(
        merchant_id=scope.merchant_id,
        return_id=held.request.id,
        parcel_id=found.parcel_id,
        carrier=found.carrier,
        number=found.number,
        created_at=now,
    )
    db.add(parcel)
    for each in items:
        if each.logistics == "awaiting":
            move(each, Track.LOGISTICS, "in_transit")
    await done(db, scope, held, "number_added", items, now=now, after={"carrier": found.carrier})
    return held


def _may_travel(item: ReturnItem) -> bool:
    return item.authorisation == "approved" and item.logistics in ("awaiting", "in_transit")


def _is_free(found: Registered, known: int) -> None:
    if not found.is_new or known >= MOST:
        said = _("is followed already for another parcel; check it, or leave it out")
        raise Conflict(_("This number can't be used."), problems=(FieldProblem("tracking_number", said),))

"""A box is opened: what was in it, what was not, what was something else, and what got lost on the way. Nothing is paid by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_RECEIVE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.locations.queries import find_location, location_by_id
from wesupply_ui.domain.returns.held import Held, done, hold, move
from wesupply_ui.domain.returns.picks import Pick, picked, read_said
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.domain.returns.tracks import Track
from wesupply_ui.kernel import fields
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.intake import REQUIRED, Field
from wesupply_ui.kernel.language import _

OUTCOMES = ("received", "short", "wrong_item", "lost")
_OWN = {"location": Field("location", fields.text(255, numbers=True))}
OF_ITEM = {"as": Field("as", fields.choice(*OUTCOMES), REQUIRED)}
_COMING = ("awaiting", "in_transit", "short", "lost")


async def receive(db: AsyncSession, scope: Scope, key: str, raw: Mapping[str, Any], *, now: datetime) -> Held:
    """`raw`: {} when all is there as announced, or {"location": "warehouse-1", "items": [{"id": …, "quantity": 2, "as": "received"}]}.

    `as`: received (also left out), short (announced, but not in the box), wrong_item, lost. Units that are not named stay as they were.
    Goods can be received whatever was decided about them: what is here is here. Facts `return.received`, `return.short` and so on.
    """
    scope.require(RETURNS_RECEIVE)
    said = read_said(raw, _OWN, OF_ITEM)
    held = await hold(db, scope, key)
    location = await location_said(db, scope, said.values.get("location"))
    picks = await picked(db, held, said, is_expected)
    land(picks, location, now)
    await tell_landed(db, scope, held, picks, now)
    return held


def is_expected(item: ReturnItem) -> bool:
    """Whether it is looked for in a box."""
    return item.logistics in _COMING and item.authorisation in ("approved", "requested")


def land(picks: Iterable[Pick], location: str | None, now: datetime) -> None:
    """Each is where it was said to be: received when nothing was said."""
    for each in picks:
        outcome = each.values.get("as", "received")
        move(each.item, Track.LOGISTICS, outcome)
        if outcome in ("received", "wrong_item"):
            each.item.received_at, each.item.received_at_location = now, location


async def tell_landed(db: AsyncSession, scope: Scope, held: Held, picks: Sequence[Pick], now: datetime) -> None:
    """A fact for each way in which items came, or did not."""
    counts = {name: sum(each.item.quantity for each in picks if each.item.logistics == name) for name in OUTCOMES}
    after = {name: count for name, count in counts.items() if count}
    for at, name in enumerate(after):
        items = [each.item for each in picks if each.item.logistics == name]
        is_last = at == len(after) - 1
        # One note for the box, however many facts it makes.
        await done(db, scope, held, name, items, now=now, after=after, is_noted=is_last, noted_as="received")


async def location_said(db: AsyncSession, scope: Scope, wanted: str | None) -> str | None:
    """Where it arrived, as the merchant's own id: at a store's desk that store, else as it was said."""
    if scope.location_id:
        return (await location_by_id(db, scope, scope.location_id)).external_id
    if wanted is not None and await find_location(db, scope, wanted) is None:
        problem = FieldProblem("location", _("is none of your locations"))
        raise Invalid(_("This can't be done as it was sent."), problems=(problem,))
    return wanted

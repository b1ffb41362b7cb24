"""How is anything done about a return? It is taken through the scope under a lock of its order, changed, and told to whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.returns.admit import is_shopper
from wesupply_ui.domain.returns.amount_of import money_of
from wesupply_ui.domain.returns.answer import summed
from wesupply_ui.domain.returns.labelled.standing import FAILED as LABEL_FAILED
from wesupply_ui.domain.returns.queries import items_of, return_by_key
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnRequest
from wesupply_ui.domain.returns.standing import EXPIRE_AFTER, REMIND_AFTER, Standing, patience, standing_of
from wesupply_ui.domain.returns.tracks import Track, Tracks, moved
from wesupply_ui.kernel import live, outbox

_ENDS_TALK = frozenset({"approved", "declined", "inspected", "withdrawn"})
"""Deeds that answer what was asked or appealed."""


@dataclass(slots=True)
class Held:
    """A return with its items, locked until the transaction ends."""

    request: ReturnRequest
    items: list[ReturnItem]


def topic(return_id: str) -> str:
    """The live topic of one return's pages."""
    return f"return:{return_id}"


async def hold(db: AsyncSession, scope: Scope, key: str) -> Held:
    """By number ("R-1001") or id. NotFound when there is none in the scope's reach. Whatever concerns an order's returns takes turns."""
    found = await return_by_key(db, scope, key)
    await db.execute(select(Order.id).where(Order.id == found.order_id, Order.merchant_id == scope.merchant_id).with_for_update())
    await db.refresh(found)
    return Held(found, await items_of(db, found, fresh=True))


def tracks_of(item: ReturnItem) -> Tracks:
    """How an item stands."""
    return Tracks(item.authorisation, item.logistics, item.inspection, item.settlement)


def move(item: ReturnItem, track: Track, to: str) -> None:
    """Take this move. `tracks.NotNow` when the item may not."""
    setattr(item, track.value, getattr(moved(tracks_of(item), track, to), track.value))


def restand(held: Held, now: datetime) -> None:
    """Bring the return's standing up to date after something beside its items has changed."""
    _stand(held.request, held.items, now)
    held.request.updated_at = now


async def done(
    db: AsyncSession,
    scope: Scope,
    held: Held,
    did: str,
    items: Sequence[ReturnItem],
    *,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    is_noted: bool = True,
    noted_as: str = "",
    **more: str,
) -> None:
    """Bring the return's standing up to date, tell the fact `return.<did>` about these items, note it, and refresh open pages.

    `noted_as`: what the note says instead of `did`; `more` stands in the fact. Facts and notes hold ids, words of ours and figures; what
    people wrote stays in rows.
    """
    request = held.request
    if did in _ENDS_TALK:
        request.turn = request.appeal_at = None
    _stand(request, held.items, now)
    request.updated_at = now
    data = _told(held, items) | {"by": scope.actor} | more
    outbox.tell(db, merchant_id=request.merchant_id, name=f"return.{did}", subject=f"return:{request.id}", at=now, **data)
    live.announce(db, topic(request.id), f"order:{request.order_id}", f"merchant:{request.merchant_id}")
    await db.flush()
    if is_noted and not is_shopper(scope):
        subject = f"return:{request.id}"
        await audit.note(db, scope, f"return.{noted_as or did}", subject, at=now, label=request.number, before=before, after=after)


def _told(held: Held, items: Iterable[ReturnItem]) -> dict[str, Any]:
    request = held.request
    money = summed(money_of(each) for each in items)
    return {
        "return_id": request.id,
        "number": request.number,
        "order_id": request.order_id,
        "state": request.state,
        "currency": request.currency,
        "total_minor": money.total,
        "items": [
            {"id": each.id, "line_id": each.line_id, "quantity": each.quantity, "resolution": each.resolution}
            | {track.value: getattr(each, track.value) for track in Track}
            for each in items
        ],
    }


def _stand(request: ReturnRequest, items: Sequence[ReturnItem], now: datetime) -> None:
    standing = standing_of(
        (tracks_of(each) for each in items),
        turn=request.turn,
        is_appealed=request.appeal_at is not None,
        lacks_label=request.label_state == LABEL_FAILED,
        is_overdue=request.is_overdue,
    )
    if request.approved_at is None and any(each.authorisation == "approved" for each in items):
        request.approved_at = now
        request.expires_at = now + EXPIRE_AFTER
    if standing.step != request.step:
        request.step_since = now
    request.state, request.step = standing.state, standing.step
    request.due_at = _due_at(request, standing)
    request.closed_at = (request.closed_at or now) if standing.is_closed else None
    request.wake_at = _wake_at(request, items)


def _due_at(request: ReturnRequest, standing: Standing) -> datetime | None:
    if standing.step == "send":
        return request.expires_at
    wait = patience(standing.step)
    return request.step_since + wait if wait else None


def _wake_at(request: ReturnRequest, items: Iterable[ReturnItem]) -> datetime | None:
    """When time alone will do something about it: a reminder, or the end, while something approved was never sent."""
    is_awaited = any(each.authorisation == "approved" and each.logistics == "awaiting" for each in items)
    if not is_awaited or request.approved_at is None:
        return None
    return request.approved_at + REMIND_AFTER if request.reminded_at is None else request.expires_at

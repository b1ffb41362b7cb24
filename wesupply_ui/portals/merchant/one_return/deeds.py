"""What can staff do with a return as it stands, with which of its items, and by which permission? For drawing; the use cases decide."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from wesupply_ui.domain.accounts import permissions as p
from wesupply_ui.domain.returns.approve import approve
from wesupply_ui.domain.returns.decline import decline
from wesupply_ui.domain.returns.held import tracks_of
from wesupply_ui.domain.returns.inspect_items import inspect_items
from wesupply_ui.domain.returns.receive import receive
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.domain.returns.settle import settle
from wesupply_ui.domain.returns.standing import standing_of
from wesupply_ui.domain.returns.tracks import Track, why_not
from wesupply_ui.domain.returns.withdraw import withdraw

MAY: dict[str, str] = {
    "approve": p.RETURNS_DECIDE,
    "decline": p.RETURNS_DECIDE,
    "cancel": p.RETURNS_DECIDE,
    "receive": p.RETURNS_RECEIVE,
    "inspect": p.RETURNS_RECEIVE,
    "settle": p.RETURNS_SETTLE,
    "paid": p.RETURNS_SETTLE,
    "failed": p.RETURNS_SETTLE,
}
"""Deed → permission, in the order in which they are drawn."""

USE_CASES: dict[str, Callable[..., Awaitable[Any]]] = {
    "approve": approve,
    "decline": decline,
    "cancel": withdraw,
    "receive": receive,
    "inspect": inspect_items,
    "settle": settle,
    "paid": settle,
    "failed": settle,
}

_NEXT = {
    "approve": "approve", "answer": "receive", "send": "receive", "receive": "receive", "inspect": "inspect", "settle": "settle",
    "retry": "settle", "confirm": "paid",
}  # fmt: skip
_OPEN = ("requested", "approved")


def suits(item: ReturnItem, deed: str, *, is_appealed: bool = False) -> bool:
    """Whether this item can be meant. `is_appealed`: what was not accepted is looked at again."""
    at = tracks_of(item)

    def can(track: Track, to: str) -> bool:
        return why_not(at, track, to) is None

    match deed:
        case "approve":
            return can(Track.AUTHORISATION, "approved")
        case "decline":
            return at.inspection != "accepted" and can(Track.AUTHORISATION, "declined")
        case "cancel":
            return can(Track.AUTHORISATION, "withdrawn")
        case "receive":
            return at.authorisation != "withdrawn" and can(Track.LOGISTICS, "received")
        case "inspect":
            again = ("rejected",) if is_appealed else ()
            return at.logistics == "received" and at.inspection in ("pending", "needs_person", *again)
        case "settle":
            return can(Track.SETTLEMENT, "pending")
        case "paid" | "failed":
            return at.settlement == "pending"
    return False


def is_meant_at_first(item: ReturnItem, deed: str, *, is_appealed: bool = False) -> bool:
    """Whether the question begins with all units of it, or with none: those that are usually meant, and those that can be."""
    match deed:
        case "approve" if is_appealed:
            return item.authorisation in ("requested", "declined")
        case "approve" | "decline":
            return item.authorisation == "requested"
        case "receive":
            return item.authorisation in _OPEN
        case "settle":
            return item.inspection == "accepted" or item.logistics == "kept_by_shopper" or item.settlement == "failed"
    return True


def possible(items: Iterable[ReturnItem], permissions: Iterable[str], *, is_appealed: bool = False) -> list[str]:
    """What can be done now by somebody with these permissions."""
    items, permissions = list(items), frozenset(permissions)
    return [deed for deed, may in MAY.items() if may in permissions and any(suits(each, deed, is_appealed=is_appealed) for each in items)]


def next_of(deeds: Iterable[str], items: Iterable[ReturnItem], *, is_appealed: bool = False) -> str:
    """The deed that a return waits for, whatever is said about it, if this person may do it; nothing else is drawn filled."""
    items = list(items)
    step = standing_of(tracks_of(each) for each in items).step
    if is_appealed:
        step = "approve" if any(suits(each, "approve") for each in items) else "inspect"
    deed = _NEXT.get(step, "")
    if step == "answer" and any(suits(each, "inspect") for each in items):
        deed = "inspect"
    return deed if deed in deeds else ""


def raw_of(deed: str, form: Mapping[str, Any], asked: Iterable[str]) -> dict[str, Any]:
    """What was filled in, as the use case takes it. `asked`: the ids of the items in the question; units of 0 are left out."""
    items: list[dict[str, Any]] = []
    for item_id in asked:
        quantity = str(form.get(f"quantity-{item_id}", "")).strip()
        if quantity not in ("", "0"):
            named = {"id": item_id, "quantity": int(quantity) if quantity.isascii() and quantity.isdigit() else quantity}
            own = {"receive": ("as",), "inspect": ("outcome", "grade", "disposition", "restock_at", "note")}.get(deed, ())
            items.append(named | {name: value for name in own if (value := str(form.get(f"{name}-{item_id}", "")).strip())})
    whole = {
        "decline": ("reason",),
        "receive": ("location",),
        "paid": ("reference",),
        "failed": ("error",),
    }.get(deed, ())
    raw: dict[str, Any] = {name: value for name in whole if (value := str(form.get(name, "")).strip())}
    raw |= {"paid": {"status": "settled"}, "failed": {"status": "failed"}}.get(deed, {})
    return raw | {"items": items}

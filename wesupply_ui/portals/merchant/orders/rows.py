"""Rows of the order list, ready to be drawn: text, tones and addresses."""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.orders.listing import OrderRow
from wesupply_ui.kernel import money
from wesupply_ui.portals.merchant.order_address import order_href
from wesupply_ui.portals.merchant.telling import Telling, many
from wesupply_ui.portals.merchant.words import standing


@dataclass(frozen=True)
class OrderLine:
    """One order of the list."""

    id: str
    number: str
    href: str
    person: str
    email: str
    pieces: str
    status: str
    tone: str
    age: str
    promise: str
    promise_tone: str
    placed: str
    total: str


@dataclass(frozen=True)
class Chip:
    """A filter in force."""

    name: str
    words: str


def line_of(order: OrderRow, tell: Telling, *, is_shared: bool) -> OrderLine:
    """One row. `is_shared`: another order has the same number."""
    status, tone = standing(order.milestone, order.condition)
    if order.status == "cancelled" and order.milestone is None:
        status, tone = "Cancelled", "quiet"
    promise, promise_tone = _promise(order, tell)
    return OrderLine(
        id=order.id,
        number=order.number,
        href=order_href(order.number, order.id, is_shared=is_shared),
        person=order.name or order.email or "No name",
        email=(order.email or "") if order.name else "",
        pieces=" · ".join(
            filter(None, (many(order.item_count, "item"), many(order.parcel_count, "parcel") if order.parcel_count > 1 else ""))
        ),
        status=status,
        tone=tone,
        age=tell.age(order.updated_at),
        promise=promise,
        promise_tone=promise_tone,
        placed=tell.moment(order.placed_at),
        total=money.shown(order.total_minor, order.currency),
    )


def _promise(order: OrderRow, tell: Telling) -> tuple[str, str]:
    """What was promised. An order that is late although its day is still to come (put off), or is no longer told, says so too."""
    words, tone = tell.promise(order.milestone, order.due_on, None, order.delivered_at)
    if order.attention != "late" or order.delivered_at or tone == "attention":
        return words, tone
    return (f"Late, now {tell.dated(order.due_on)}" if order.due_on and order.due_on >= tell.today else "Late"), "attention"

"""Rows of the order list, ready to be drawn: text, tones and addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wesupply_ui.domain.orders.listing import OrderRow
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.kernel import money
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals.merchant.order_address import order_href
from wesupply_ui.portals.merchant.telling import Telling
from wesupply_ui.portals.merchant.words import CHANNELS, STATUSES, plain, standing


@dataclass(frozen=True)
class OrderLine:
    """One order of the list. What a column that is not shown would need is left empty. `own`: the merchant's fields, by column."""

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
    assigned: str = ""
    tags: list[str] = field(default_factory=list)
    notes: str = ""
    carrier: str = ""
    country: str = ""
    channel: str = ""
    shop_status: str = ""
    delivered: str = ""
    updated: str = ""
    own: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Beside:
    """What of other tables a page of the list shows: who has which name, and by order id the carriers and the merchant's own fields."""

    shared: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    carriers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    columns: frozenset[str] = frozenset()


def line_of(order: OrderRow, tell: Telling, beside: Beside) -> OrderLine:
    """One row."""
    status, tone = standing(order.milestone, order.condition)
    if order.status == "cancelled" and order.milestone is None:
        status, tone = _("Cancelled"), "quiet"
    promise, promise_tone = _promise(order, tell)
    return OrderLine(
        id=order.id,
        number=order.number,
        href=order_href(order.number, order.id, is_shared=order.number in beside.shared),
        person=order.name or order.email or _("No name"),
        email=(order.email or "") if order.name else "",
        pieces=_pieces(order),
        status=status,
        tone=tone,
        age=tell.age(order.updated_at),
        promise=promise,
        promise_tone=promise_tone,
        placed=tell.moment(order.placed_at),
        total=money.shown(order.total_minor, order.currency),
        **{name: value for name, value in _more(order, tell, beside).items() if name in beside.columns},
        own=dict(beside.own.get(order.id, {})),
    )


def _more(order: OrderRow, tell: Telling, beside: Beside) -> dict[str, str | list[str]]:
    """By column."""
    return {
        "assigned": beside.names.get(order.assigned_to or "", ""),
        "tags": [*order.tags, *order.own_tags],
        "notes": ngettext("{count} note", "{count} notes", order.note_count) if order.note_count else "",
        "carrier": ", ".join(carrier_name(code) for code in beside.carriers.get(order.id, ())),
        "country": order.country or "",
        "channel": _(CHANNELS.get(order.channel, plain(order.channel))),
        "shop_status": _(STATUSES.get(order.status, plain(order.status))),
        "delivered": tell.moment(order.delivered_at),
        "updated": tell.moment(order.updated_at),
    }


def _pieces(order: OrderRow) -> str:
    items = ngettext("{count} item", "{count} items", order.item_count)
    return f"{items} · {ngettext('{count} parcel', '{count} parcels', order.parcel_count)}" if order.parcel_count > 1 else items


def _promise(order: OrderRow, tell: Telling) -> tuple[str, str]:
    """What was promised. An order that is late although its day is still to come (put off), or is no longer told, says so too."""
    words, tone = tell.promise(order.milestone, order.due_on, None, order.delivered_at)
    if order.attention != "late" or order.delivered_at or tone == "attention":
        return words, tone
    is_put_off = order.due_on and order.due_on >= tell.today
    return (_("Late, now {day}", day=tell.dated(order.due_on)) if is_put_off and order.due_on else _("Late")), "attention"

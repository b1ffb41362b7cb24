"""What the search shows: a few hits of each kind, and the pages of the portal whose name has what was typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from wesupply_ui.domain.accounts import permissions as p
from wesupply_ui.domain.orders.listing import OrderRow
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.everywhere import EACH, SHORTEST, Everywhere, Someone
from wesupply_ui.domain.tracking.listing import Inside, ParcelRow
from wesupply_ui.kernel.language import N_, _
from wesupply_ui.portals.merchant.order_address import order_href
from wesupply_ui.portals.merchant.returns.address import return_href
from wesupply_ui.portals.merchant.returns.words import state_word
from wesupply_ui.portals.merchant.settings.subjects import SUBJECTS
from wesupply_ui.portals.merchant.telling import Telling
from wesupply_ui.portals.merchant.words import standing

_PAGES = (
    ("/app", N_("Overview"), p.ORDERS_READ),
    ("/app/orders", N_("Orders"), p.ORDERS_READ),
    ("/app/orders/import", N_("Import orders"), p.ORDERS_WRITE),
    ("/app/shipments", N_("Shipments"), p.ORDERS_READ),
    ("/app/exceptions", N_("Exceptions"), p.ORDERS_READ),
    ("/app/returns", N_("Returns"), p.RETURNS_READ),
    ("/app/messages", N_("Messages"), p.MESSAGES_READ),
)


@dataclass(frozen=True)
class HitRow:
    """One thing to open."""

    id: str
    href: str
    title: str
    detail: str


@dataclass(frozen=True)
class GroupRow:
    """Hits of one kind."""

    name: str
    hits: list[HitRow]


def groups_of(
    found: Everywhere, typed: str, tell: Telling, allowed: Collection[str], returns: Sequence[ReturnRequest] = ()
) -> list[GroupRow]:
    """Groups that have something; ids count through, as the keyboard walks them. `allowed`: this person's permissions."""
    orders = [_order(each, tell, found.orders) for each in found.orders]
    if found.has_more:
        orders.append(("/app/orders?" + urlencode({"q": typed}), _("All orders with “{typed}”", typed=typed), ""))
    kinds = (
        (_("Orders"), orders),
        (_("Parcels"), [_parcel(each, found.holders.get(each.id, [])) for each in found.parcels]),
        (_("Customers"), [_customer(each) for each in found.customers]),
        (_("Returns"), [_return(each, tell) for each in returns]),
        (_("Pages"), list(_pages(typed, allowed))[:EACH]),
    )
    drawn: list[GroupRow] = []
    at = 0
    for name, hits in kinds:
        rows = [HitRow(f"hit-{at + place}", *hit) for place, hit in enumerate(hits)]
        at += len(rows)
        drawn += [GroupRow(name, rows)] if rows else []
    return drawn


def _order(order: OrderRow, tell: Telling, beside: Collection[OrderRow]) -> tuple[str, str, str]:
    shared = sum(each.number == order.number for each in beside) > 1
    word = standing(order.milestone, order.condition)[0]
    about = (order.name or order.email or "", word, tell.moment(order.placed_at))
    return order_href(order.number, order.id, is_shared=shared), order.number, " · ".join(filter(None, about))


def _parcel(parcel: ParcelRow, inside: list[Inside]) -> tuple[str, str, str]:
    first = inside[0] if inside else None
    href = order_href(first.number, first.id, is_shared=True) if first else f"/app/shipments?{urlencode({'q': parcel.number})}"
    about = (carrier_name(parcel.carrier), standing(parcel.milestone, parcel.condition)[0], first.number if first else "")
    return href, parcel.number, " · ".join(filter(None, about))


def _return(request: ReturnRequest, tell: Telling) -> tuple[str, str, str]:
    return return_href(request.number), request.number, f"{state_word(request.state)[0]} · {tell.moment(request.created_at)}"


def _customer(someone: Someone) -> tuple[str, str, str]:
    return f"/app/orders?{urlencode({'q': someone.email})}", someone.name or someone.email, someone.email if someone.name else ""


def _pages(typed: str, allowed: Collection[str]) -> Iterable[tuple[str, str, str]]:
    wanted = typed.strip().casefold()
    if len(wanted) < SHORTEST:
        return
    for href, label, may in _PAGES:
        if may in allowed and wanted in _(label).casefold():
            yield href, _(label), ""
    for subject in SUBJECTS:
        if subject.may in allowed and (wanted in _(subject.label).casefold() or wanted in _(subject.about).casefold()):
            yield subject.href, _(subject.label), _(subject.about)

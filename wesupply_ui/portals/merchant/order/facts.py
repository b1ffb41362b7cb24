"""The facts beside an order's story: who bought, where it goes, what it cost, what is in it, which dates were said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from wesupply_ui.domain.orders import links
from wesupply_ui.domain.orders.models import Customer, Order, OrderLine
from wesupply_ui.domain.orders.sums import goods
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.kernel import money
from wesupply_ui.kernel.language import _, language
from wesupply_ui.portals.merchant.order.find import Whole
from wesupply_ui.portals.merchant.order.parcel import parcel_row
from wesupply_ui.portals.merchant.order.rows import FactRow, ItemRow, OrderRows, OtherRow, PersonRow
from wesupply_ui.portals.merchant.order.staff_story import note_row
from wesupply_ui.portals.merchant.order_address import order_href
from wesupply_ui.portals.merchant.returns.address import return_href
from wesupply_ui.portals.merchant.returns.words import state_word
from wesupply_ui.portals.merchant.telling import Telling
from wesupply_ui.portals.merchant.words import CHANNELS, STATUSES, plain, standing


def page_of(whole: Whole, tell: Telling, *, askable: Collection[str]) -> OrderRows:
    """The page out of what was found."""
    order, parcels = whole.followed.order, whole.followed.parcels
    word, tone = standing(order.milestone, order.condition)
    rows = [parcel_row(each, tell, position=at, of=len(parcels), askable=askable) for at, each in enumerate(parcels, 1)]
    channel = _(CHANNELS.get(order.channel, plain(order.channel)))
    return OrderRows(
        id=order.id,
        number=order.number,
        about=_("Placed {when} · {channel}", when=tell.moment(order.placed_at), channel=channel),
        word=word,
        tone=tone,
        status=_(STATUSES.get(order.status, plain(order.status))),
        tracking_url=links.tracking_url(order, whole.base),
        tags=list(order.tags),
        own_tags=list(order.own_tags),
        assigned_to=order.assigned_to or "",
        assigned=next((each.called for each in whole.staff if each.id == order.assigned_to), ""),
        is_mine=whole.actor == f"person:{order.assigned_to}",
        people=[PersonRow(each.id, each.called) for each in whole.staff if each.is_active or each.id == order.assigned_to],
        pinned=[note_row(each, whole, tell) for each in whole.notes if each.is_pinned],
        remarks=[FactRow(each.get("field", ""), each.get("message", "")) for each in order.remarks],
        parcels=rows,
        lines=_items(whole),
        customer=_customer(order, whole.customer),
        others=[_other(each, tell, {each.number for each in whole.same_number}) for each in whole.others],
        same_number=[_other(each, tell, {order.number, each.number}) for each in whole.same_number],
        address=_address(order),
        sums=_sums(order, whole.followed.lines),
        dates=_dates(whole, tell),
        returns=[_return(each, tell) for each in whole.returns],
    )


def _items(whole: Whole) -> list[ItemRow]:
    packed: dict[str, list[str]] = defaultdict(list)
    count: dict[str, int] = defaultdict(int)
    for position, each in enumerate(whole.followed.parcels, 1):
        word = standing(each.parcel.milestone, each.parcel.condition)[0]
        name = _("Parcel {n}", n=position) if len(whole.followed.parcels) > 1 else _("In the parcel")
        for inside in each.contents:
            several = (
                _("{n} of {all}", n=inside.quantity, all=inside.line.quantity) + " · " if inside.quantity < inside.line.quantity else ""
            )
            packed[inside.line.id].append(f"{several}{name}: {word.lower() if language() == 'en' else word}")
            count[inside.line.id] += inside.quantity
    currency = whole.followed.order.currency
    return [_item(line, packed[line.id], count[line.id], whole.followed.places, currency) for line in whole.followed.lines]


def _item(line: OrderLine, packed: list[str], count: int, places: dict[str, str], currency: str) -> ItemRow:
    options = ", ".join(f"{name} {value}" for name, value in line.options.items())
    return ItemRow(
        id=line.external_id,
        title=line.title or line.sku or _("Item"),
        detail=" · ".join(filter(None, (options, line.sku if line.title else ""))),
        picture=line.image_url or "",
        quantity=f"{line.quantity} ×",
        price=money.shown(line.quantity * line.unit_price_minor - line.discount_minor, currency),
        where=_where(line, packed, count, places),
    )


def _where(line: OrderLine, packed: list[str], count: int, places: dict[str, str]) -> list[str]:
    if line.fulfilment == "digital":
        return [_("Nothing to ship")]
    if line.fulfilment == "pickup":
        at = places.get(line.location or "", line.location or _("the store"))
        return [_("Collected at {place}", place=at) if line.collected_at else _("To be collected at {place}", place=at)]
    left = line.quantity - count
    unshipped = _("{n} of {all} not shipped yet", n=left, all=line.quantity) if packed else _("Not shipped yet")
    return packed + ([unshipped] if left > 0 else [])


def _customer(order: Order, customer: Customer | None) -> list[FactRow]:
    names = ", ".join(filter(None, (customer.group or "", *customer.tags))) if customer else ""
    pairs = ((_("Name"), order.name), (_("E-mail"), order.email), (_("Phone"), order.phone), (_("Group"), names))
    return [FactRow(name, value) for name, value in pairs if value]


def _other(order: Order, tell: Telling, shared: Collection[str]) -> OtherRow:
    about = f"{standing(order.milestone, order.condition)[0]} · {tell.moment(order.placed_at)}"
    return OtherRow(order.id, order.number, order_href(order.number, order.id, is_shared=order.number in shared), about)


def _return(request: ReturnRequest, tell: Telling) -> OtherRow:
    about = f"{state_word(request.state)[0]} · {tell.moment(request.created_at)}"
    return OtherRow(request.id, request.number, return_href(request.number), about)


def _address(order: Order) -> list[str]:
    told = order.address
    town = " ".join(filter(None, (told.get("city"), told.get("region"), told.get("postcode"))))
    lines = (told.get("name"), told.get("company"), told.get("line1"), told.get("line2"), town, told.get("country"))
    return [str(line) for line in lines if line]


def _sums(order: Order, lines: Collection[OrderLine]) -> list[FactRow]:
    def shown(minor: int) -> str:
        return money.shown(minor, order.currency)

    worth = goods([{"quantity": line.quantity, "unit_price_minor": line.unit_price_minor} for line in lines])
    sums = [FactRow(_("Items"), shown(worth))]
    sums += [FactRow(_("Discount"), f"−{shown(order.discount_minor)}")] if order.discount_minor else []
    sums += [FactRow(_("Shipping"), shown(order.shipping_minor)), FactRow(_("Tax"), shown(order.tax_minor))]
    return [*sums, FactRow(_("Total"), shown(order.total_minor))]


def _dates(whole: Whole, tell: Telling) -> list[FactRow]:
    """Dates as they were said, the latest word first."""
    carriers = {each.parcel.id: carrier_name(each.parcel.carrier) for each in whole.followed.parcels}
    said = [each for each in whole.dates if each.due_on]
    return [
        FactRow(f"{carriers.get(each.parcel_id, '')}, {tell.moment(each.said_at)}", tell.dated(each.due_on)) for each in said if each.due_on
    ]

"""What is in each parcel, and where is each line of the order?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wesupply_ui.domain.orders.models import OrderLine
from wesupply_ui.domain.tracking.following import FollowedOrder, FollowedParcel, Inside
from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals.shopper.links import picture_address, web_address
from wesupply_ui.portals.shopper.tracking.rows import LineRow, ThingRow

# So many pictures are shown on a parcel; its words name the rest.
PICTURES = 8


def things_in(contents: Sequence[Inside]) -> list[ThingRow]:
    """The pictures on a parcel's card; the last one stands for those left out."""
    rows = [
        ThingRow(each.line.id, _title(each.line), f"{each.quantity}" if each.quantity > 1 else "", *_picture(each.line))
        for each in contents[:PICTURES]
    ]
    left = len(contents) - len(rows)
    return [*rows[:-1], ThingRow("more", _("More"), initial=f"+{left + 1}")] if left > 0 else rows


def contents_in_words(contents: Sequence[Inside]) -> str:
    """ "Inside: 2 × Boots, Gloves", for readers that listen."""
    said = [f"{each.quantity} × {_title(each.line)}" if each.quantity > 1 else _title(each.line) for each in contents]
    return _("Inside: {things}", things=", ".join(said)) if said else ""


def pieces(count: int) -> str:
    """ "1 item", "3 items"."""
    return ngettext("{count} item", "{count} items", count)


def line_rows(order: FollowedOrder, backs: Mapping[str, str]) -> list[LineRow]:
    """Every line, with where each of its pieces is. `backs`: by the line's id, until when it can come back."""
    return [_line(line, order, backs.get(line.id, "")) for line in order.lines]


def _line(line: OrderLine, order: FollowedOrder, back: str) -> LineRow:
    image_url, initial = _picture(line)
    return LineRow(
        id=line.external_id,
        title=_title(line),
        details=", ".join(f"{name} {value}" for name, value in line.options.items() if value not in (None, "")),
        quantity=pieces(line.quantity) if line.quantity != 1 else "",
        image_url=image_url,
        product_url=web_address(line.product_url),
        initial=initial,
        where=_where(line, order),
        back=back,
    )


def _where(line: OrderLine, order: FollowedOrder) -> str:
    if line.fulfilment == "digital":
        return _("Comes by mail, nothing to ship")
    if line.fulfilment == "pickup":
        store = order.places.get(line.location or "")
        if store is None:
            return _("Collected at the store") if line.collected_at else _("You collect it at the store")
        return _("Collected at {store}", store=store) if line.collected_at else _("You collect it at {store}", store=store)
    if order.order.status == "cancelled" and not order.parcels:
        return _("Cancelled")
    # A cancelled label carries nothing.
    real = [(at, parcel) for at, parcel in enumerate(order.parcels, 1) if parcel.parcel.condition != Condition.CANCELLED]
    found = [(at, each.quantity, parcel) for at, parcel in real for each in parcel.contents if each.line.id == line.id]
    waiting = line.quantity - sum(each[1] for each in found)
    if not found:
        is_unknown = bool(real) and all(not parcel.contents for _at, parcel in real)
        return _("In one of the parcels") if is_unknown else _("Not shipped yet")
    is_split = len(found) > 1 or waiting > 0
    told = [_in_parcel(at if len(real) > 1 else 0, quantity, parcel, split=is_split) for at, quantity, parcel in found]
    return ", ".join([*told, _("{n} not shipped yet", n=waiting)] if waiting > 0 else told)


def _in_parcel(at: int, quantity: int, parcel: FollowedParcel, *, split: bool) -> str:
    """`at`: the parcel's number, 0 when there is only one."""
    if at:
        return _("{n} in parcel {at}", n=quantity, at=at) if split else _("In parcel {at}", at=at)
    if parcel.parcel.milestone == Milestone.DELIVERED:
        return _("{n} delivered", n=quantity) if split else _("Delivered")
    return _("{n} in this parcel", n=quantity) if split else _("In this parcel")


def _title(line: OrderLine) -> str:
    return " ".join((line.title or line.sku or _("Item")).split())


def _picture(line: OrderLine) -> tuple[str, str]:
    title = _title(line)
    return picture_address(line.image_url), title[0].upper()

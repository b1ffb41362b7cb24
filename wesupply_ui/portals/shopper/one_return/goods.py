"""What goes back, and how does each piece of it stand?"""

from __future__ import annotations

from collections.abc import Iterator

from wesupply_ui.domain.orders.models import OrderLine
from wesupply_ui.domain.returns.amount_of import money_of
from wesupply_ui.domain.returns.held import tracks_of
from wesupply_ui.domain.returns.label import label_of
from wesupply_ui.domain.returns.reasons import reason_said
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.domain.returns.settle_up import NOT_PAID_OUT
from wesupply_ui.kernel import money
from wesupply_ui.kernel.language import N_, _, ngettext
from wesupply_ui.portals.shopper.links import picture_address
from wesupply_ui.portals.shopper.one_return.find import Found
from wesupply_ui.portals.shopper.one_return.rows import ItemRow

RESOLUTIONS = {
    "refund": N_("Refund"), "store_credit": N_("Store credit"), "gift_card": N_("Gift card"), "exchange": N_("Exchange"),
    "replacement": N_("Replacement"), "repair": N_("Repair"), "offline_refund": N_("Refund in cash"),
}  # fmt: skip
_TONES = {
    "done": "done",
    "on_its_way": "moving",
    "checking": "moving",
    "paying": "moving",
    "declined": "problem",
    "not_accepted": "problem",
}
_GOODS = NOT_PAID_OUT | {"exchange"}


def item_rows(found: Found) -> list[ItemRow]:
    """Every item."""
    return [_row(item, line, found) for item, line in found.lines]


def titled(item: ReturnItem, line: OrderLine) -> str:
    """ "2 × Wool socks"."""
    title = " ".join((line.title or line.sku or _("Item")).split())
    return f"{item.quantity} × {title}"


def _row(item: ReturnItem, line: OrderLine, found: Found) -> ItemRow:
    label = label_of([(tracks_of(item), item.resolution)], due_at=None, expires_at=None)
    is_over = item.authorisation in ("declined", "expired", "withdrawn") or item.inspection == "rejected"
    is_goods = item.resolution in _GOODS
    worth = "" if is_over or is_goods else money.shown(money_of(item).total, found.request.currency)
    resolution = _(RESOLUTIONS[item.resolution]) if item.resolution in RESOLUTIONS else ""
    return ItemRow(
        key=item.id,
        title=titled(item, line),
        details=", ".join(f"{name} {value}" for name, value in line.options.items() if value not in (None, "")),
        reason=reason_said(item, found.reasons),
        image_url=picture_address(line.image_url),
        initial=" ".join((line.title or line.sku or "?").split())[:1].upper(),
        word=label.title,
        tone=_TONES.get(label.code, "quiet"),
        amount=" ".join(filter(None, (resolution, worth))),
        notes=list(_notes(item, found)),
    )


def _notes(item: ReturnItem, found: Found) -> Iterator[str]:
    if item.comment:
        yield _("You wrote: “{words}”", words=item.comment)
    if count := sum(each.line_id == item.line_id for each in found.whole.photos):
        yield ngettext("You sent a photo of it.", "You sent {count} photos of it.", count)
    if item.authorisation == "declined" and item.decision_note:
        yield _("The shop says: {words}", words=item.decision_note)
    if item.say and item.authorisation in ("requested", "approved"):
        yield item.say
    if item.logistics == "short":
        yield _("It was not in the box that arrived.")
    if item.logistics == "wrong_item":
        yield _("Something else was in the box that arrived.")
    if item.logistics == "lost":
        yield _("The carrier lost it on the way. You need not do anything.")
    if item.received_at_location in found.places and item.logistics == "received":
        yield _("Arrived at {place}", place=found.places[item.received_at_location].name)
    if item.inspection == "accepted":
        yield _("We looked at it, and it is fine.")
    if item.inspection == "rejected" and item.authorisation == "approved":
        yield _("We looked at it, and could not accept it as it is.")

"""What shoppers are told of returns, in one place: names of ways and of what one can have, and why something can't come back."""

from __future__ import annotations

from wesupply_ui.domain.returns.answer import Item, Verdict
from wesupply_ui.kernel.language import N_, _, ngettext
from wesupply_ui.portals.shopper.tracking.saying import Saying

STEPS: dict[str, str] = {
    "items": N_("Items"),
    "why": N_("Why"),
    "instead": N_("What instead"),
    "how": N_("How"),
    "review": N_("Review"),
}
KINDS: dict[str, tuple[str, str]] = {
    "refund": (N_("Refund"), N_("To the way you paid.")),
    "store_credit": (N_("Store credit"), N_("To spend in this shop.")),
    "gift_card": (N_("Gift card"), N_("To spend, or to give away.")),
    "replacement": (N_("Replacement"), N_("The same item again.")),
    "repair": (N_("Repair"), N_("We mend it and send it back.")),
    "offline_refund": (N_("Refund in cash"), N_("Paid out by the shop.")),
}
WAYS: dict[str, tuple[str, str]] = {
    "label": (N_("Print a label"), N_("You get a label to print and stick on the box, then hand it to the carrier.")),
    "qr": (N_("QR code, no printer needed"), N_("Show the code on your phone; the label is printed for you.")),
    "drop_off": (N_("Drop-off point"), N_("Bring the box to a point of the carrier near you.")),
    "own_carrier": (N_("With a carrier of your own"), N_("You send it yourself and enter the tracking number afterwards.")),
    "carrier_pickup": (N_("Picked up at your door"), N_("The carrier comes and takes the box along.")),
    "store": (N_("Bring it to a store"), N_("Hand it over at the counter; no box needed.")),
    "keep": (N_("Nothing to send back"), N_("You can keep it, or give it to somebody who can use it.")),
}
PAID_OUT = ("refund", "store_credit", "gift_card", "offline_refund")
"""What brings money; the others bring goods."""
_WHY_NOT: dict[str, str] = {
    "customer_blocked": N_("Returns can't be made online for this order. Please write to the shop."),
    "not_returnable": N_("This item can't be returned."),
    "in_progress": N_("This item has not been sent yet. It can be returned once it has."),
    "digital": N_("A download can't be sent back."),
    "already_returned": N_("This item was returned already."),
    "unknown_reason": N_("Please choose one of the reasons."),
    "resolution_not_offered": N_("What you chose is not offered for this item any more."),
    "method_not_offered": N_("This way is not offered for this item any more."),
    "unknown_line": N_("This item is not part of the order any more."),
}
_LOOKED_AT: dict[str, str] = {
    "not_delivered": N_("The carrier has not reported it as delivered yet, so somebody will look at it first."),
    "review": N_("Somebody looks at this before it is approved."),
    "window_closed": N_("The last day has passed, so somebody will look at it first."),
}


def why_not(item: Item, left: int, saying: Saying) -> str:
    """Why it can't come back, in one or two sentences; nothing when it can."""
    found = [_said(each.code, item, left, saying) for each in item.reasons if each.verdict is Verdict.NO]
    return " ".join(dict.fromkeys(found))


def looked_at(item: Item) -> str:
    """Why somebody will look at it first; nothing when nobody has to."""
    codes = [each.code for each in item.reasons if each.verdict is Verdict.ASK]
    return _(_LOOKED_AT.get(codes[0], _LOOKED_AT["review"])) if codes else ""


def kind_word(kind: str | None) -> str:
    """What one gets."""
    return _(KINDS[kind][0]) if kind in KINDS else ""


def way_word(method: str | None) -> str:
    """How it goes back."""
    return _(WAYS[method][0]) if method in WAYS else ""


def _said(code: str, item: Item, left: int, saying: Saying) -> str:
    if code == "window_closed" and item.window_ends_on:
        return _("The last day to return this was {day}.", day=saying.day(item.window_ends_on))
    if code == "quantity_exceeded":
        return ngettext("Only {count} of this is left to return.", "Only {count} of these are left to return.", left)
    if code == "not_returnable" and item.say:
        return item.say  # the merchant's own words
    return _(_WHY_NOT.get(code, _WHY_NOT["not_returnable"]))

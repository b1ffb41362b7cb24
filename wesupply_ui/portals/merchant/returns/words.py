"""What staff call how a return stands, what is wanted for it and how it comes back. Codes come from the domain.

The tables are in English, as the catalogues have them: `_` says a word of theirs on the server, `kit.t` on a page.
"""

from __future__ import annotations

from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.kernel.language import N_, _
from wesupply_ui.portals.merchant.words import plain

STATES: dict[str, tuple[str, str]] = {
    "under_review": (N_("To approve"), "attention"),
    "waiting": (N_("Not sent yet"), "quiet"),
    "no_label": (N_("No label yet"), "problem"),
    "on_its_way": (N_("On its way"), "moving"),
    "in_question": (N_("To look into"), "attention"),
    "checking": (N_("To inspect"), "attention"),
    "payment_failed": (N_("Payment failed"), "problem"),
    "to_be_paid": (N_("To settle"), "attention"),
    "paying": (N_("Being paid"), "moving"),
    "paid_ahead": (N_("Paid, not sent yet"), "quiet"),
    "done": (N_("Done"), "done"),
    "not_accepted": (N_("Not accepted"), "quiet"),
    "declined": (N_("Declined"), "quiet"),
    "expired": (N_("Expired"), "quiet"),
    "withdrawn": (N_("Cancelled"), "quiet"),
}
"""State → word and tone."""

RESOLUTIONS: dict[str, str] = {
    "refund": N_("Refund"),
    "store_credit": N_("Store credit"),
    "gift_card": N_("Gift card"),
    "exchange": N_("Exchange"),
    "replacement": N_("Replacement"),
    "repair": N_("Repair"),
    "offline_refund": N_("Refund in cash"),
}

METHODS: dict[str, str] = {
    "label": N_("Label to print"),
    "qr": N_("QR code"),
    "drop_off": N_("Drop-off point"),
    "own_carrier": N_("Own carrier"),
    "carrier_pickup": N_("Picked up at home"),
    "store": N_("Brought to a store"),
    "keep": N_("Nothing to send"),
}

CHANNELS: dict[str, str] = {
    "shopper": N_("Asked for by the shopper"),
    "staff": N_("Made by staff"),
    "api": N_("Sent by the shop's system"),
}

GRADES: dict[str, str] = {
    "A": N_("A: as new"),
    "B": N_("B: opened"),
    "C": N_("C: used"),
    "D": N_("D: damaged"),
}

DISPOSITIONS: dict[str, str] = {
    "restock": N_("Back to stock"),
    "refurbish": N_("Refurbish"),
    "recycle": N_("Recycle"),
    "vendor_claim": N_("Claim from the vendor"),
    "destroy": N_("Destroy"),
}

WHY: dict[str, str] = {
    "photo": N_("A photo is needed"),
    "not_delivered": N_("By what the carrier says it has not arrived yet"),
    "in_progress": N_("It has not left us yet"),
    "review": N_("The policy asks for a look"),
}
"""Why somebody has to look, by code; others are shown as they came."""


_TALK: dict[str, tuple[str, str]] = {
    "appealed": (N_("Appealed"), "attention"),
    "staff": (N_("Answered"), "attention"),
    "shopper": (N_("Asked the shopper"), "quiet"),
}
"""Whose turn it is to say something."""


def standing_word(request: ReturnRequest) -> tuple[str, str]:
    """How a whole return stands: what was said to it comes first."""
    if request.turn is None:
        return state_word(request.state)
    words, tone = _TALK["appealed" if request.appeal_at is not None and request.turn == "staff" else request.turn]
    return _(words), tone


def state_word(code: str) -> tuple[str, str]:
    """How a return or an item stands, in a word with its tone."""
    words, tone = STATES.get(code, (plain(code), "quiet"))
    return _(words), tone


def word_of(table: dict[str, str], code: str | None) -> str:
    """A word of one of these tables; nothing for None."""
    return "" if code is None else _(table.get(code, plain(code)))

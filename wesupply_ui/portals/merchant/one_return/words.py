"""What staff call an item's place on each track, and what happened to a return. Marked here, said where they are used."""

from __future__ import annotations

from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.kernel.language import N_, _
from wesupply_ui.portals.merchant.words import plain

AUTHORISATION: dict[str, tuple[str, str]] = {
    "requested": (N_("To approve"), "attention"),
    "approved": (N_("Approved"), "done"),
    "declined": (N_("Declined"), "quiet"),
    "expired": (N_("Expired"), "quiet"),
    "withdrawn": (N_("Cancelled"), "quiet"),
}
LOGISTICS: dict[str, tuple[str, str]] = {
    "awaiting": (N_("Not sent yet"), "quiet"),
    "in_transit": (N_("On its way"), "moving"),
    "received": (N_("Received"), "done"),
    "short": (N_("Not in the box"), "attention"),
    "wrong_item": (N_("Another item came"), "attention"),
    "lost": (N_("Lost on the way"), "problem"),
    "kept_by_shopper": (N_("The shopper keeps it"), "quiet"),
}
INSPECTION: dict[str, tuple[str, str]] = {
    "accepted": (N_("Accepted"), "done"),
    "rejected": (N_("Not accepted"), "problem"),
    "needs_person": (N_("Somebody has to look"), "attention"),
}
SETTLEMENT: dict[str, tuple[str, str]] = {
    "pending": (N_("Being paid"), "moving"),
    "settled": (N_("Settled"), "done"),
    "failed": (N_("Payment failed"), "problem"),
}

FACTS: dict[str, tuple[str, str]] = {
    "requested": (N_("Asked for"), "quiet"),
    "approved": (N_("Approved"), "done"),
    "declined": (N_("Declined"), "quiet"),
    "withdrawn": (N_("Cancelled"), "quiet"),
    "expired": (N_("Expired: nothing was sent in time"), "quiet"),
    "reminded": (N_("The shopper was reminded to send it"), "quiet"),
    "number_added": (N_("Tracking number added"), "quiet"),
    "method_changed": (N_("Another way back was chosen"), "quiet"),
    "label_ready": (N_("Label bought"), "done"),
    "label_failed": (N_("The label could not be bought"), "problem"),
    "sent": (N_("On its way"), "moving"),
    "lost": (N_("Lost on the way"), "problem"),
    "received": (N_("Received"), "done"),
    "short": (N_("Not in the box"), "attention"),
    "wrong_item": (N_("Another item came"), "attention"),
    "inspected": (N_("Inspected"), "done"),
    "restocked": (N_("Back in stock"), "done"),
    "unstocked": (N_("Taken out of stock again"), "quiet"),
    "receipt_undone": (N_("Receiving was undone"), "quiet"),
    "settlement_asked": (N_("Payment asked for"), "moving"),
    "settled": (N_("Settled"), "done"),
    "payment_overdue": (N_("Nobody said how the payment went"), "attention"),
    "assigned": (N_("Given to somebody"), "quiet"),
    "settlement_failed": (N_("Payment failed"), "problem"),
    "question_asked": (N_("The shopper was asked"), "quiet"),
    "answered": (N_("The shopper answered"), "attention"),
    "answer_read": (N_("The answer was read"), "quiet"),
    "appealed": (N_("The shopper sees it otherwise"), "attention"),
    "appeal_declined": (N_("The no was kept"), "quiet"),
}
"""What follows "return." in a fact's name → words and tone."""

DONE: dict[str, str] = {
    "approve": N_("Approved"),
    "decline": N_("Declined"),
    "cancel": N_("Cancelled"),
    "receive": N_("Recorded what came"),
    "inspect": N_("Inspection recorded"),
    "settle": N_("Payment asked for"),
    "paid": N_("Marked as paid"),
    "failed": N_("Marked as failed"),
}
"""Deed → the word when it is done."""


def tracks_in_words(item: ReturnItem) -> list[tuple[str, str]]:
    """How an item stands, in (word, tone): tracks of which there is nothing to say are left out."""
    found = [AUTHORISATION.get(item.authorisation)]
    is_over = item.authorisation in ("declined", "expired", "withdrawn")
    if item.authorisation == "approved" or item.logistics != "awaiting":
        found += [] if is_over and item.logistics == "awaiting" else [LOGISTICS.get(item.logistics)]
    found += [INSPECTION.get(item.inspection), SETTLEMENT.get(item.settlement)]
    return [(_(words), tone) for words, tone in filter(None, found)]


def fact_in_words(name: str) -> tuple[str, str]:
    """What happened, in a word with its tone."""
    code = name.removeprefix("return.")
    words, tone = FACTS.get(code, (plain(code), "quiet"))
    return _(words), tone

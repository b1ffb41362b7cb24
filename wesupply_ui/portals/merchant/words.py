"""What statuses are called on the merchant's screens, and which tone each has. Codes come from the domain; nobody else spells them out.

The tables are in English, as the catalogues have them: `_` says a word of theirs on the server, `kit.t` on a page.
"""

from __future__ import annotations

from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.kernel.language import N_, _

MILESTONES: dict[str, tuple[str, str]] = {
    Milestone.LABEL_CREATED: (N_("Label created"), "quiet"),
    Milestone.ACCEPTED: (N_("Shipped"), "moving"),
    Milestone.IN_TRANSIT: (N_("In transit"), "moving"),
    Milestone.OUT_FOR_DELIVERY: (N_("Out for delivery"), "moving"),
    Milestone.AVAILABLE_FOR_PICKUP: (N_("At pickup point"), "attention"),
    Milestone.DELIVERED: (N_("Delivered"), "done"),
    Milestone.RETURNED: (N_("Back at sender"), "quiet"),
}
"""Milestone → word and tone."""

CONDITIONS: dict[str, tuple[str, str]] = {
    Condition.DELAYED: (N_("Delayed"), "attention"),
    Condition.SILENT: (N_("No news"), "attention"),
    Condition.HELD: (N_("On hold"), "attention"),
    Condition.ATTEMPT_FAILED: (N_("Attempt failed"), "attention"),
    Condition.RETURNING: (N_("On its way back"), "problem"),
    Condition.DAMAGED: (N_("Damaged"), "problem"),
    Condition.LOST: (N_("Lost"), "problem"),
    Condition.CANCELLED: (N_("Label cancelled"), "quiet"),
}
"""Condition → word and tone; "ok" has none, the milestone speaks for it."""

NOT_SHIPPED = (N_("Not shipped"), "quiet")

ATTENTION: dict[str, str] = {
    "any": N_("Needs attention"),
    "exception": N_("Exception"),
    "attempt_failed": N_("Failed attempt"),
    "silent": N_("No news"),
    "late": N_("Late"),
}
"""Kinds of attention, as filters and groups are called."""

STATUSES: dict[str, str] = {
    "processing": N_("Processing"),
    "completed": N_("Completed"),
    "on_hold": N_("On hold"),
    "cancelled": N_("Cancelled"),
    "refunded": N_("Refunded"),
}
"""The shop's own word for an order, for those that many shops use; others are shown as they came."""

CHANNELS: dict[str, str] = {"online": N_("Online"), "store": N_("In store"), "marketplace": N_("Marketplace")}

MESSAGES: dict[str, str] = {
    "shipped": N_("Shipped"),
    "out_for_delivery": N_("Out for delivery"),
    "delivered": N_("Delivered"),
    "delayed": N_("Delayed"),
    "attempt_failed": N_("Delivery attempt failed"),
    "ready_for_collection": N_("Ready for collection"),
    "returning": N_("On its way back"),
    "returned": N_("Back at the sender"),
    "lost": N_("Lost"),
    "damaged": N_("Damaged"),
    "action_needed": N_("Something to do"),
    "return_requested": N_("Return: we got it"),
    "return_approved": N_("Return: approved"),
    "return_label": N_("Return: label"),
    "return_declined": N_("Return: declined"),
    "return_question": N_("Return: a question"),
    "return_no_kept": N_("Return: no kept"),
    "return_reminder": N_("Return: reminder"),
    "return_received": N_("Return: received"),
    "return_not_accepted": N_("Return: not accepted"),
    "return_settled": N_("Return: settled"),
    "return_expired": N_("Return: expired"),
    "return_withdrawn": N_("Return: withdrawn"),
}
"""Kinds of message."""

MESSAGE_STATES: dict[str, tuple[str, str]] = {
    "pending": (N_("Waiting"), "moving"),
    "sent": (N_("Sent"), "done"),
    "failed": (N_("Failed"), "problem"),
    "skipped": (N_("Not needed"), "quiet"),
}


def standing(milestone: str | None, condition: str) -> tuple[str, str]:
    """A parcel's or an order's state in one word with its tone: trouble names it until it has arrived."""
    if milestone is None:
        return said(NOT_SHIPPED)
    is_final = milestone in (Milestone.DELIVERED, Milestone.RETURNED)
    if condition in CONDITIONS and not is_final:
        return said(CONDITIONS[condition])
    return said(MILESTONES.get(milestone, (plain(milestone), "quiet")))


def said(state: tuple[str, str]) -> tuple[str, str]:
    """A table's word in the language of whoever looks, with its tone."""
    return _(state[0]), state[1]


def plain(code: str) -> str:
    """A code that we have no word for, readable: "awaiting_stock" is "Awaiting stock"."""
    return code.replace("_", " ").strip().capitalize()

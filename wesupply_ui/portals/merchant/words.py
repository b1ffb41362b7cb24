"""What statuses are called on the merchant's screens, and which tone each has. Codes come from the domain; nobody else spells them out."""

from __future__ import annotations

from wesupply_ui.domain.tracking.status import Condition, Milestone

MILESTONES: dict[str, tuple[str, str]] = {
    Milestone.LABEL_CREATED: ("Label created", "quiet"),
    Milestone.ACCEPTED: ("Shipped", "moving"),
    Milestone.IN_TRANSIT: ("In transit", "moving"),
    Milestone.OUT_FOR_DELIVERY: ("Out for delivery", "moving"),
    Milestone.AVAILABLE_FOR_PICKUP: ("At pickup point", "attention"),
    Milestone.DELIVERED: ("Delivered", "done"),
    Milestone.RETURNED: ("Back at sender", "quiet"),
}
"""Milestone → word and tone."""

CONDITIONS: dict[str, tuple[str, str]] = {
    Condition.DELAYED: ("Delayed", "attention"),
    Condition.SILENT: ("No news", "attention"),
    Condition.HELD: ("On hold", "attention"),
    Condition.ATTEMPT_FAILED: ("Attempt failed", "attention"),
    Condition.RETURNING: ("On its way back", "problem"),
    Condition.DAMAGED: ("Damaged", "problem"),
    Condition.LOST: ("Lost", "problem"),
    Condition.CANCELLED: ("Label cancelled", "quiet"),
}
"""Condition → word and tone; "ok" has none, the milestone speaks for it."""

NOT_SHIPPED = ("Not shipped", "quiet")

ATTENTION: dict[str, str] = {
    "any": "Needs attention",
    "exception": "Exception",
    "attempt_failed": "Failed attempt",
    "silent": "No news",
    "late": "Late",
}
"""Kinds of attention, as filters and groups are called."""

STATUSES: dict[str, str] = {
    "processing": "Processing",
    "completed": "Completed",
    "on_hold": "On hold",
    "cancelled": "Cancelled",
    "refunded": "Refunded",
}
"""The shop's own word for an order, for those that many shops use; others are shown as they came."""

CHANNELS: dict[str, str] = {"online": "Online", "store": "In store", "marketplace": "Marketplace"}

MESSAGES: dict[str, str] = {
    "shipped": "Shipped",
    "out_for_delivery": "Out for delivery",
    "delivered": "Delivered",
    "delayed": "Delayed",
    "attempt_failed": "Delivery attempt failed",
    "ready_for_collection": "Ready for collection",
    "returning": "On its way back",
    "returned": "Back at the sender",
    "lost": "Lost",
    "damaged": "Damaged",
    "action_needed": "Something to do",
}
"""Kinds of message."""

MESSAGE_STATES: dict[str, tuple[str, str]] = {
    "pending": ("Waiting", "moving"),
    "sent": ("Sent", "done"),
    "failed": ("Failed", "problem"),
    "skipped": ("Not needed", "quiet"),
}


def standing(milestone: str | None, condition: str) -> tuple[str, str]:
    """A parcel's or an order's state in one word with its tone: trouble names it until it has arrived."""
    if milestone is None:
        return NOT_SHIPPED
    is_final = milestone in (Milestone.DELIVERED, Milestone.RETURNED)
    if condition in CONDITIONS and not is_final:
        return CONDITIONS[condition]
    return MILESTONES.get(milestone, (plain(milestone), "quiet"))


def plain(code: str) -> str:
    """A code that we have no word for, readable: "awaiting_stock" is "Awaiting stock"."""
    return code.replace("_", " ").strip().capitalize()

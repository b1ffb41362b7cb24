"""How far has a parcel come, in one word and five stops? Tone and picture follow from the same."""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.portals.shopper.tracking.rows import StopRow

_BY_MILESTONE = {
    Milestone.LABEL_CREATED: (0, "Getting ready", "quiet", "package"),
    Milestone.ACCEPTED: (1, "Shipped", "moving", "truck"),
    Milestone.IN_TRANSIT: (2, "On its way", "moving", "truck"),
    Milestone.OUT_FOR_DELIVERY: (3, "Out for delivery", "moving", "truck"),
    Milestone.AVAILABLE_FOR_PICKUP: (3, "Ready to collect", "attention", "store"),
    Milestone.DELIVERED: (4, "Delivered", "done", "circle-check"),
    Milestone.RETURNED: (4, "Back at the sender", "problem", "undo-2"),
}
_BY_CONDITION = {
    Condition.DELAYED: ("Delayed", "attention", "clock"),
    Condition.SILENT: ("No news for a while", "attention", "clock"),
    Condition.HELD: ("On hold", "attention", "triangle-alert"),
    Condition.ATTEMPT_FAILED: ("Delivery attempted", "attention", "triangle-alert"),
    Condition.RETURNING: ("On its way back", "problem", "undo-2"),
    Condition.DAMAGED: ("Damaged", "problem", "octagon-alert"),
    Condition.LOST: ("Lost", "problem", "octagon-alert"),
    Condition.CANCELLED: ("Cancelled", "quiet", "ban"),
}
_STOPS = ("Getting ready", "Shipped", "On its way", "Out for delivery", "Delivered")


@dataclass(frozen=True, slots=True)
class Way:
    """The parcel's word with tone and picture, and its stops."""

    label: str
    tone: str
    icon: str
    stops: list[StopRow]
    progress: str


def way_of(milestone: Milestone, condition: Condition) -> Way:
    """A trouble names the parcel's word, until it has arrived; the stops always show how far it came."""
    at, label, tone, icon = _BY_MILESTONE[milestone]
    if condition in _BY_CONDITION and not milestone.is_final:
        label, tone, icon = _BY_CONDITION[condition]
    elif condition is Condition.DAMAGED:
        label, tone, icon = "Delivered, damaged", "problem", "octagon-alert"
    names: list[str] = list(_STOPS)
    if milestone is Milestone.AVAILABLE_FOR_PICKUP:
        names[3:] = ["Ready to collect", "Collected"]
    elif milestone is Milestone.RETURNED:
        names[4] = "Returned"
    stops = [StopRow(name, "past" if index < at else "now" if index == at else "ahead") for index, name in enumerate(names)]
    return Way(label, tone, icon, stops, f"Stop {at + 1} of {len(names)}: {names[at]}")

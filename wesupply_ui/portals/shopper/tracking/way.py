"""How far has a parcel come, in one word and five stops? Tone and picture follow from the same."""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.kernel.language import N_, _
from wesupply_ui.portals.shopper.tracking.rows import StopRow

_BY_MILESTONE = {
    Milestone.LABEL_CREATED: (0, N_("Getting ready"), "quiet", "package"),
    Milestone.ACCEPTED: (1, N_("Shipped"), "moving", "truck"),
    Milestone.IN_TRANSIT: (2, N_("On its way"), "moving", "truck"),
    Milestone.OUT_FOR_DELIVERY: (3, N_("Out for delivery"), "moving", "truck"),
    Milestone.AVAILABLE_FOR_PICKUP: (3, N_("Ready to collect"), "attention", "store"),
    Milestone.DELIVERED: (4, N_("Delivered"), "done", "circle-check"),
    Milestone.RETURNED: (4, N_("Back at the sender"), "problem", "undo-2"),
}
_BY_CONDITION = {
    Condition.DELAYED: (N_("Delayed"), "attention", "clock"),
    Condition.SILENT: (N_("No news for a while"), "attention", "clock"),
    Condition.HELD: (N_("On hold"), "attention", "triangle-alert"),
    Condition.ATTEMPT_FAILED: (N_("Delivery attempted"), "attention", "triangle-alert"),
    Condition.RETURNING: (N_("On its way back"), "problem", "undo-2"),
    Condition.DAMAGED: (N_("Damaged"), "problem", "octagon-alert"),
    Condition.LOST: (N_("Lost"), "problem", "octagon-alert"),
    Condition.CANCELLED: (N_("Cancelled"), "quiet", "ban"),
}
_STOPS = (N_("Getting ready"), N_("Shipped"), N_("On its way"), N_("Out for delivery"), N_("Delivered"))


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
        label, tone, icon = N_("Delivered, damaged"), "problem", "octagon-alert"
    names: list[str] = list(_STOPS)
    if milestone is Milestone.AVAILABLE_FOR_PICKUP:
        names[3:] = [N_("Ready to collect"), N_("Collected")]
    elif milestone is Milestone.RETURNED:
        names[4] = N_("Returned")
    stops = [StopRow(_(name), "past" if index < at else "now" if index == at else "ahead") for index, name in enumerate(names)]
    progress = _("Stop {at} of {count}: {name}", at=at + 1, count=len(names), name=_(names[at]))
    return Way(_(label), tone, icon, stops, progress)

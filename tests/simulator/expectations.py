"""What each event of a journey should come to on our four axes, and where a carrier's own codes can only say less or something else."""

from __future__ import annotations

from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.simulator.events import Event

Expected = tuple[Milestone, Condition, str | None]

_MOVING: Expected = (Milestone.IN_TRANSIT, Condition.OK, None)
_DONE: Expected = (Milestone.DELIVERED, Condition.OK, None)

EXPECTED: dict[Event, Expected] = {
    Event.LABEL_CREATED: (Milestone.LABEL_CREATED, Condition.OK, None),
    Event.PICKED_UP: (Milestone.ACCEPTED, Condition.OK, None),
    Event.ORIGIN_SCAN: _MOVING,
    Event.DEPARTED: _MOVING,
    Event.ARRIVED: _MOVING,
    Event.IN_TRANSIT: _MOVING,
    Event.AT_DESTINATION: _MOVING,
    Event.OUT_FOR_DELIVERY: (Milestone.OUT_FOR_DELIVERY, Condition.OK, None),
    Event.DELIVERED: _DONE,
    Event.COLLECTED: _DONE,
    Event.READY_FOR_PICKUP: (Milestone.AVAILABLE_FOR_PICKUP, Condition.OK, "waiting_for_collection"),
    Event.ATTEMPT_FAILED: (Milestone.OUT_FOR_DELIVERY, Condition.ATTEMPT_FAILED, "nobody_home"),
    Event.BAD_ADDRESS: (Milestone.OUT_FOR_DELIVERY, Condition.ATTEMPT_FAILED, "bad_address"),
    Event.REFUSED: (Milestone.OUT_FOR_DELIVERY, Condition.ATTEMPT_FAILED, "refused"),
    Event.WEATHER_DELAY: (Milestone.IN_TRANSIT, Condition.DELAYED, "weather"),
    Event.CARRIER_DELAY: (Milestone.IN_TRANSIT, Condition.DELAYED, "carrier_delay"),
    Event.MISSORTED: (Milestone.IN_TRANSIT, Condition.DELAYED, "missorted"),
    Event.IN_CUSTOMS: (Milestone.IN_TRANSIT, Condition.HELD, "customs_inspection"),
    Event.CUSTOMS_DOCUMENTS: (Milestone.IN_TRANSIT, Condition.HELD, "customs_documents"),
    Event.CUSTOMS_DUTIES: (Milestone.IN_TRANSIT, Condition.HELD, "customs_duties"),
    Event.CUSTOMS_CLEARED: _MOVING,
    Event.DAMAGED: (Milestone.IN_TRANSIT, Condition.DAMAGED, "damaged"),
    Event.LOST: (Milestone.IN_TRANSIT, Condition.LOST, "lost"),
}

_WAY_HOME = frozenset({Event.RETURNING, Event.RETURN_DEPARTED, Event.RETURN_ARRIVED})
_CAUSES = {"returned": "bad_address", "refused": "refused"}
"""Journey → why its parcel goes back."""

_INSTEAD: dict[tuple[str, Event], Expected] = {
    # UPS's "origin scan" counts as taken over; the street number it asks for holds the parcel.
    ("ups", Event.ORIGIN_SCAN): (Milestone.ACCEPTED, Condition.OK, None),
    ("ups", Event.BAD_ADDRESS): (Milestone.OUT_FOR_DELIVERY, Condition.HELD, "bad_address"),
    # USPS says only "no authorized recipient", sends back at once, and has no codes for weather, documents, duties, damage and loss.
    ("usps", Event.ATTEMPT_FAILED): (Milestone.OUT_FOR_DELIVERY, Condition.ATTEMPT_FAILED, "signature_needed"),
    ("usps", Event.BAD_ADDRESS): (Milestone.IN_TRANSIT, Condition.RETURNING, "bad_address"),
    ("usps", Event.REFUSED): (Milestone.IN_TRANSIT, Condition.RETURNING, "refused"),
    ("usps", Event.WEATHER_DELAY): (Milestone.IN_TRANSIT, Condition.DELAYED, "carrier_delay"),
    ("usps", Event.IN_CUSTOMS): _MOVING,
    ("usps", Event.CUSTOMS_DOCUMENTS): (Milestone.IN_TRANSIT, Condition.HELD, "customs_inspection"),
    ("usps", Event.CUSTOMS_DUTIES): (Milestone.IN_TRANSIT, Condition.HELD, "customs_inspection"),
    ("usps", Event.DAMAGED): (Milestone.IN_TRANSIT, Condition.RETURNING, "damaged"),
    ("usps", Event.LOST): (Milestone.IN_TRANSIT, Condition.LOST, "undeliverable"),
    # DHL Express holds for any reason with one code, and has none for loss.
    ("dhl", Event.WEATHER_DELAY): (Milestone.IN_TRANSIT, Condition.HELD, "other"),
    ("dhl", Event.CARRIER_DELAY): (Milestone.IN_TRANSIT, Condition.DELAYED, "missed_connection"),
    ("dhl", Event.IN_CUSTOMS): _MOVING,
    ("dhl", Event.CUSTOMS_DOCUMENTS): (Milestone.IN_TRANSIT, Condition.HELD, "customs_inspection"),
    ("dhl", Event.CUSTOMS_DUTIES): (Milestone.IN_TRANSIT, Condition.HELD, "payment_due"),
    ("dhl", Event.DAMAGED): (Milestone.IN_TRANSIT, Condition.LOST, "destroyed"),
    ("dhl", Event.LOST): (Milestone.IN_TRANSIT, Condition.HELD, "other"),
}


def expected(carrier: str, journey: str, event: Event) -> Expected:
    """Where a parcel stands right after `event` of `journey` at `carrier`."""
    # USPS's "return to sender" has a reason of its own, which hides the one told before.
    cause = "undeliverable" if carrier == "usps" else _CAUSES.get(journey)
    if event in _WAY_HOME:
        return Milestone.IN_TRANSIT, Condition.RETURNING, cause
    if event is Event.RETURNED:
        return Milestone.RETURNED, Condition.OK, cause
    return _INSTEAD.get((carrier, event)) or EXPECTED[event]

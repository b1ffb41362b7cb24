"""What can happen to a parcel, in the simulator's own words. Each carrier says it in its own codes: see `wire`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from functools import cache

from wesupply_ui.simulator.places import Place


class Event(StrEnum):
    """One thing a carrier would scan."""

    LABEL_CREATED = "label_created"
    PICKED_UP = "picked_up"
    ORIGIN_SCAN = "origin_scan"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    IN_TRANSIT = "in_transit"
    AT_DESTINATION = "at_destination"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    ATTEMPT_FAILED = "attempt_failed"
    READY_FOR_PICKUP = "ready_for_pickup"
    COLLECTED = "collected"
    WEATHER_DELAY = "weather_delay"
    CARRIER_DELAY = "carrier_delay"
    MISSORTED = "missorted"
    BAD_ADDRESS = "bad_address"
    REFUSED = "refused"
    RETURNING = "returning"
    RETURN_DEPARTED = "return_departed"
    RETURN_ARRIVED = "return_arrived"
    RETURNED = "returned"
    IN_CUSTOMS = "in_customs"
    CUSTOMS_DOCUMENTS = "customs_documents"
    CUSTOMS_DUTIES = "customs_duties"
    CUSTOMS_CLEARED = "customs_cleared"
    DAMAGED = "damaged"
    LOST = "lost"
    CANCELLED = "cancelled"
    UNHEARD_OF = "unheard_of"  # a code that no published table has, to see what a reader does with it


DISTURBING = frozenset(
    {
        Event.ATTEMPT_FAILED, Event.WEATHER_DELAY, Event.CARRIER_DELAY, Event.MISSORTED, Event.BAD_ADDRESS, Event.REFUSED, Event.RETURNING,
        Event.CUSTOMS_DOCUMENTS, Event.CUSTOMS_DUTIES, Event.DAMAGED, Event.LOST, Event.CANCELLED, Event.READY_FOR_PICKUP,
    }
)  # fmt: skip
"""Events after which the carrier no longer keeps to the date it first gave."""

HANDED_OVER = frozenset({Event.DELIVERED, Event.COLLECTED})
"""Events that put the parcel into the recipient's hands."""

LAST = HANDED_OVER | {Event.RETURNED, Event.CANCELLED}
"""Nothing follows these."""


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan of one parcel. `at` is aware and carries the offset of `place` at that moment."""

    event: Event
    at: datetime
    place: Place


def scan_at(event: Event, at: datetime, place: Place) -> Scan:
    """A scan at the instant `at` (aware), told in the local time of `place`. The offset is fixed there and then: reading a zone's rules
    again for every answer would double what an answer costs."""
    local = at.astimezone(place.zone)
    return Scan(event, local.replace(tzinfo=_fixed(local.utcoffset() or timedelta(0))), place)


@cache
def _fixed(offset: timedelta) -> timezone:
    return timezone(offset)

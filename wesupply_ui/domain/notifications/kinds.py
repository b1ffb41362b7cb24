"""What can a shopper be told? Each kind of message with how often it may be told of a parcel and how old its news may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Kind(StrEnum):
    """One kind of message; the value names its template."""

    SHIPPED = "shipped"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    DELAYED = "delayed"
    ATTEMPT_FAILED = "attempt_failed"
    READY_FOR_COLLECTION = "ready_for_collection"
    RETURNING = "returning"
    RETURNED = "returned"
    LOST = "lost"
    DAMAGED = "damaged"
    ACTION_NEEDED = "action_needed"
    WRITTEN = "written"
    """By a person, in their own words."""


@dataclass(frozen=True, slots=True)
class Telling:
    """`fresh_for`: news older than this when we learn of it is history, not news (a number registered late, a long outage).

    `again`: the same parcel may be told this on another day (a second attempt, a second delay); otherwise once in its life.
    """

    fresh_for: timedelta
    again: bool = False


_DAYS = timedelta(days=1)

TELLINGS: dict[Kind, Telling] = {
    Kind.SHIPPED: Telling(4 * _DAYS),
    Kind.OUT_FOR_DELIVERY: Telling(timedelta(hours=16), again=True),
    Kind.DELIVERED: Telling(3 * _DAYS),
    Kind.DELAYED: Telling(2 * _DAYS, again=True),
    Kind.ATTEMPT_FAILED: Telling(2 * _DAYS, again=True),
    Kind.READY_FOR_COLLECTION: Telling(7 * _DAYS),
    Kind.RETURNING: Telling(7 * _DAYS),
    Kind.RETURNED: Telling(7 * _DAYS),
    Kind.LOST: Telling(14 * _DAYS),
    Kind.DAMAGED: Telling(14 * _DAYS),
    Kind.ACTION_NEEDED: Telling(7 * _DAYS, again=True),
    Kind.WRITTEN: Telling(7 * _DAYS, again=True),
}

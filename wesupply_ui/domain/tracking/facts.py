"""Which facts does a change of a parcel make true? Pure. Each is true once in a parcel's life, and its id is made of the two."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from wesupply_ui.domain.tracking.attention import is_late
from wesupply_ui.domain.tracking.history import History
from wesupply_ui.domain.tracking.status import Condition, Milestone

SHIPPED = "parcel.shipped"
DELAYED = "parcel.delayed"

_OF_MILESTONE = {
    Milestone.OUT_FOR_DELIVERY: "parcel.out_for_delivery",
    Milestone.AVAILABLE_FOR_PICKUP: "parcel.ready_for_collection",
    Milestone.DELIVERED: "parcel.delivered",
    Milestone.RETURNED: "parcel.returned",
}
_OF_CONDITION = {condition: f"parcel.{condition.value}" for condition in Condition if condition is not Condition.OK}

NAMES = (SHIPPED, *_OF_MILESTONE.values(), *_OF_CONDITION.values())
"""Every fact that tracking tells."""

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


class Happened(NamedTuple):
    """A fact's name and the instant of the scan that made it true; None: there is no scan, it is true since it was noticed."""

    name: str
    at: datetime | None


def fact_id(parcel_id: str, name: str) -> str:
    """26 characters as any row id has, but always the same for a parcel and a fact: the second telling finds the first.

    Begins like the parcel's id, so that facts stay near each other in the index.
    """
    value = int.from_bytes(hashlib.blake2b(f"{parcel_id}:{name}".encode(), digest_size=10).digest())
    return parcel_id[:10] + "".join(_ALPHABET[(value >> shift) & 31] for shift in range(75, -5, -5))


def newly_true(before: Any, after: Mapping[str, Any], history: History | None, *, now: datetime) -> Iterator[Happened]:
    """Facts that hold with `after` (new column values) and did not with `before` (the parcel's row).

    What a parcel has passed by the time we look is not told ("out for delivery" of one that is delivered), except that it was shipped.
    """
    milestone = Milestone(after.get("milestone", before.milestone))
    condition = Condition(after.get("condition", before.condition))
    if before.milestone == Milestone.LABEL_CREATED and milestone is not Milestone.LABEL_CREATED:
        yield Happened(SHIPPED, history.moved_at if history else None)
    if milestone != before.milestone and milestone in _OF_MILESTONE:
        yield Happened(_OF_MILESTONE[milestone], history.delivered_at or history.milestone_at if history else None)
    if condition != before.condition and condition in _OF_CONDITION:
        yield Happened(_OF_CONDITION[condition], history.condition_at if history and condition is history.condition else None)
    if condition is not Condition.DELAYED and _is_put_off(before, after, milestone, now):
        yield Happened(DELAYED, None)


def _is_put_off(before: Any, after: Mapping[str, Any], milestone: Milestone, now: datetime) -> bool:
    """The carrier names a later day than it first did, or the day has passed."""
    first: date | None = before.first_due_on
    due: date | None = after.get("due_on", before.due_on)
    if milestone.is_final or first is None:
        return False
    later = due is not None and due > first and not (before.due_on is not None and before.due_on > first)
    was_late = is_late(Milestone(before.milestone), before.due_on, first, before.last_polled_at or before.registered_at)
    return later or (not was_late and is_late(milestone, due, first, now))

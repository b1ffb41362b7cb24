"""What can be said of a parcel: four axes that carriers mix and we keep apart. Codes of one carrier live with its adapter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Milestone(StrEnum):
    """How far a parcel has come. Ordered: see `rank`."""

    LABEL_CREATED = "label_created"
    ACCEPTED = "accepted"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    AVAILABLE_FOR_PICKUP = "available_for_pickup"
    DELIVERED = "delivered"
    RETURNED = "returned"

    @property
    def rank(self) -> int:
        """Position in the order of the list above, 0 for a label just created."""
        return _RANK[self]

    @property
    def is_final(self) -> bool:
        """Nothing more is expected: with the shopper, or back with the merchant."""
        return self in (Milestone.DELIVERED, Milestone.RETURNED)


_RANK = {milestone: rank for rank, milestone in enumerate(Milestone)}


class Condition(StrEnum):
    """How it goes on the way. Worst first when several parcels are told as one: see `severity`."""

    OK = "ok"
    DELAYED = "delayed"
    SILENT = "silent"
    HELD = "held"
    ATTEMPT_FAILED = "attempt_failed"
    RETURNING = "returning"
    DAMAGED = "damaged"
    LOST = "lost"
    CANCELLED = "cancelled"

    @property
    def severity(self) -> int:
        """0 for ok; the higher, the sooner a person should look."""
        return _SEVERITY[self]


_SEVERITY = {condition: severity for severity, condition in enumerate(Condition)}


class Party(StrEnum):
    """Who caused a thing, or who has to act."""

    CARRIER = "carrier"
    SHOPPER = "shopper"
    MERCHANT = "merchant"
    CUSTOMS = "customs"
    WEATHER = "weather"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one carrier code says on our axes.

    `milestone` None: the code says nothing about progress (for example "address corrected").
    `condition` None: the code leaves the condition as it was (a note). A code that shows movement says `Condition.OK`.
    `reason`: a key of `reasons.REASONS`, which knows the responsible party and the action, or None.
    """

    milestone: Milestone | None = None
    condition: Condition | None = None
    reason: str | None = None

"""Which meanings do most carrier codes have? Named here, so that code tables read as words; the axes themselves are `domain.tracking`'s."""

from __future__ import annotations

from wesupply_ui.domain.tracking.status import Condition, Meaning, Milestone

LABEL = Meaning(Milestone.LABEL_CREATED, Condition.OK)
NOT_HANDED_OVER = Meaning(Milestone.LABEL_CREATED, Condition.HELD, "not_handed_over")
ACCEPTED = Meaning(Milestone.ACCEPTED, Condition.OK)
MOVING = Meaning(Milestone.IN_TRANSIT, Condition.OK)
OUT = Meaning(Milestone.OUT_FOR_DELIVERY, Condition.OK)
READY = Meaning(Milestone.AVAILABLE_FOR_PICKUP, Condition.OK, "waiting_for_collection")
DELIVERED = Meaning(Milestone.DELIVERED, Condition.OK)
RETURNED = Meaning(Milestone.RETURNED, Condition.OK)
VOIDED = Meaning(None, Condition.CANCELLED, "voided")
RECALLED = Meaning(None, Condition.CANCELLED, "recalled")
NOTE = Meaning()
"""A known code that says nothing of progress or condition."""


def delayed(reason: str | None = None) -> Meaning:
    """Later than planned, wherever it is."""
    return Meaning(None, Condition.DELAYED, reason)


def held(reason: str, milestone: Milestone | None = None) -> Meaning:
    """Stands still until somebody does something or a day comes."""
    return Meaning(milestone, Condition.HELD, reason)


def customs(reason: str) -> Meaning:
    """Stands still at a border: it has left the sender's country's depot, so it is in transit."""
    return Meaning(Milestone.IN_TRANSIT, Condition.HELD, reason)


def attempt(reason: str | None) -> Meaning:
    """Was out for delivery and did not get through the door."""
    return Meaning(Milestone.OUT_FOR_DELIVERY, Condition.ATTEMPT_FAILED, reason)


def returning(reason: str | None = None) -> Meaning:
    """On its way back to the sender."""
    return Meaning(Milestone.IN_TRANSIT, Condition.RETURNING, reason)


def returned(reason: str | None) -> Meaning:
    """Back with the sender."""
    return Meaning(Milestone.RETURNED, Condition.OK, reason)


def damaged(reason: str = "damaged") -> Meaning:
    """Damaged, wherever it is."""
    return Meaning(None, Condition.DAMAGED, reason)


def lost(reason: str = "lost") -> Meaning:
    """Will not come: not found, destroyed or seized."""
    return Meaning(None, Condition.LOST, reason)


def table(rows: tuple[tuple[Meaning, str], ...]) -> dict[str, Meaning]:
    """{code: meaning} of (meaning, "codes separated by spaces") rows. A code in two rows is a mistake and raises ValueError."""
    found: dict[str, Meaning] = {}
    for meaning, codes in rows:
        for code in codes.split():
            if code in found:
                raise ValueError(f"code {code} stands twice in a table")
            found[code] = meaning
    return found

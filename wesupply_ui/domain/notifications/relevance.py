"""Is this still worth telling? Answers from where the parcel stands at the moment of sending, not when the fact was written."""

from __future__ import annotations

from datetime import date

from wesupply_ui.domain.notifications.kinds import Kind
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.status import Condition, Milestone, Party

_GONE_WRONG = frozenset({Condition.RETURNING, Condition.LOST, Condition.DAMAGED, Condition.CANCELLED})


def still_true(kind: Kind, parcel: Parcel, *, happened_on: date, today: date) -> bool:
    """Whether the parcel still stands where this message says. `happened_on` and `today` are days of one place.

    A later, stronger piece of news makes an earlier one stale: who has the parcel does not want to read that it left the warehouse.
    """
    milestone, condition = Milestone(parcel.milestone), Condition(parcel.condition)
    match kind:
        case Kind.SHIPPED:
            return Milestone.LABEL_CREATED.rank < milestone.rank < Milestone.OUT_FOR_DELIVERY.rank and condition not in _GONE_WRONG
        case Kind.OUT_FOR_DELIVERY:
            underway = milestone is Milestone.OUT_FOR_DELIVERY and condition in (Condition.OK, Condition.DELAYED)
            return underway and happened_on == today
        case Kind.DELIVERED:
            return milestone is Milestone.DELIVERED and condition is not Condition.LOST
        case Kind.DELAYED:
            return _is_behind(parcel, condition, today) and milestone.rank < Milestone.OUT_FOR_DELIVERY.rank
        case Kind.ATTEMPT_FAILED:
            return condition is Condition.ATTEMPT_FAILED and not milestone.is_final and milestone is not Milestone.AVAILABLE_FOR_PICKUP
        case Kind.READY_FOR_COLLECTION:
            return milestone is Milestone.AVAILABLE_FOR_PICKUP and condition not in _GONE_WRONG
        case Kind.RETURNING:
            return condition is Condition.RETURNING and not milestone.is_final
        case Kind.RETURNED:
            return milestone is Milestone.RETURNED
        case Kind.LOST:
            return condition is Condition.LOST and not milestone.is_final
        case Kind.DAMAGED:
            return condition is Condition.DAMAGED and not milestone.is_final
        case Kind.ACTION_NEEDED:
            return not milestone.is_final and condition is Condition.HELD and shopper_must_act(parcel.reason)
        case Kind.WRITTEN:
            return True


def _is_behind(parcel: Parcel, condition: Condition, today: date) -> bool:
    """The carrier says so, or names a later day than it first did, or the day has passed."""
    if condition is Condition.DELAYED:
        return True
    first, due = parcel.first_due_on, parcel.due_on or parcel.first_due_on
    # Of a failed attempt, customs or the way back there is a message of its own, which says what it does to the day.
    is_underway = condition in (Condition.OK, Condition.SILENT)
    return is_underway and first is not None and due is not None and (due > first or due < today)


def shopper_must_act(reason: str | None) -> bool:
    """Whether the reason asks something of the shopper that only they can do."""
    known = REASONS.get(reason or "")
    return known is not None and known.action is not None and known.action_by is Party.SHOPPER

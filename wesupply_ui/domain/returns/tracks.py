"""What may become of an item next? The allowed moves of its four tracks, and what one track asks of the others. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from wesupply_ui.kernel.errors import Conflict
from wesupply_ui.kernel.language import N_, _


class Track(StrEnum):
    """What is asked on each: may it come back; where is it; what is it like; has it been made good?"""

    AUTHORISATION = "authorisation"
    LOGISTICS = "logistics"
    INSPECTION = "inspection"
    SETTLEMENT = "settlement"


@dataclass(frozen=True, slots=True)
class Tracks:
    """How an item stands on all four."""

    authorisation: str = "requested"
    logistics: str = "awaiting"
    inspection: str = "pending"
    settlement: str = "none"


class NotNow(Conflict):
    """The item is not at a point from which this can be done."""

    code = "not_now"


MOVES: dict[Track, dict[str, frozenset[str]]] = {
    Track.AUTHORISATION: {
        "requested": frozenset({"approved", "declined", "withdrawn"}),
        "approved": frozenset({"withdrawn", "expired", "declined"}),  # declined after all: the box held something else
        "declined": frozenset({"approved"}),  # a "no" that was looked at again
        "expired": frozenset({"approved"}),  # the box came late after all
        "withdrawn": frozenset(),
    },
    Track.LOGISTICS: {
        "awaiting": frozenset({"in_transit", "received", "short", "wrong_item", "lost", "kept_by_shopper"}),
        "in_transit": frozenset({"received", "short", "wrong_item", "lost"}),
        "short": frozenset({"received", "lost"}),
        "wrong_item": frozenset({"received", "lost"}),
        "lost": frozenset({"received"}),
        "kept_by_shopper": frozenset({"awaiting"}),
        "received": frozenset(),
    },
    Track.INSPECTION: {
        "pending": frozenset({"accepted", "rejected", "needs_person"}),
        "needs_person": frozenset({"accepted", "rejected"}),
        "accepted": frozenset({"rejected"}),
        "rejected": frozenset({"accepted"}),
    },
    Track.SETTLEMENT: {
        "none": frozenset({"pending", "settled", "failed"}),
        "pending": frozenset({"settled", "failed"}),
        "failed": frozenset({"pending", "settled", "failed"}),
        "settled": frozenset({"failed"}),  # the shopper's bank sent it back
    },
}
"""From where to where. What is left out is refused."""

BLOCKED = {
    "done_already": N_("That is done already."),
    "no_way": N_("That can't be done any more, or not yet."),
    "not_approved": N_("It has to be approved first."),
    "is_rejected": N_("It was not accepted when it was looked at."),
    "is_here": N_("It is here already."),
    "not_here": N_("It has not been received yet."),
    "money_moves": N_("It is being paid out, or was."),
    "was_sent": N_("It was sent already."),
}
"""Why a move is refused, by code."""

_AT_REST = ("none", "failed")
_ARRIVED = ("received", "wrong_item")


def why_not(at: Tracks, track: Track, to: str) -> str | None:
    """A code of `BLOCKED`; None when the item may make this move."""
    present = getattr(at, track.value)
    if to not in MOVES[track].get(present, frozenset()):
        return "done_already" if to == present else "no_way"
    match track, to:
        case Track.AUTHORISATION, "withdrawn":
            return "is_here" if at.logistics in _ARRIVED else None if at.settlement in _AT_REST else "money_moves"
        case Track.AUTHORISATION, "declined":
            return None if at.settlement in _AT_REST else "money_moves"
        case Track.AUTHORISATION, "expired":
            return "was_sent" if at.logistics != "awaiting" else None if at.settlement == "none" else "money_moves"
        case Track.LOGISTICS, "kept_by_shopper" | "awaiting":
            return None if at.settlement == "none" else "money_moves"
        case Track.INSPECTION, _:
            if at.logistics != "received":
                return "not_here"
            return "money_moves" if present in ("accepted", "rejected") and at.settlement not in _AT_REST else None
        case Track.SETTLEMENT, _ if present != "pending":  # what the payer says of a payment under way is always taken
            return "not_approved" if at.authorisation != "approved" else "is_rejected" if at.inspection == "rejected" else None
    return None


def moved(at: Tracks, track: Track, to: str) -> Tracks:
    """The item after this move. NotNow, in words, when it may not make it."""
    code = why_not(at, track, to)
    if code is not None:
        raise NotNow(_(BLOCKED[code]))
    return replace(at, **{track.value: to})

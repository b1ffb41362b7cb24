"""What does a USPS event code say on our axes? The published codes, each with USPS's words for it.

Sources: USPS Publication 199, appendices G-4 (domestic scan events) and G-5 (international), and Publication 97, appendix I, whose
names stand in the third column; the codes marked "seen" are not in them but come with live answers. A code that is not here stays
unmapped: it is kept, shown with the words of the answer, and counted.
"""

from __future__ import annotations

from wesupply_ui.domain.tracking.status import Condition, Meaning, Milestone

_CREATED = Meaning(Milestone.LABEL_CREATED, Condition.OK)
_ACCEPTED = Meaning(Milestone.ACCEPTED, Condition.OK)
_MOVING = Meaning(Milestone.IN_TRANSIT, Condition.OK)
_OUT = Meaning(Milestone.OUT_FOR_DELIVERY, Condition.OK)
_WAITING = Meaning(Milestone.AVAILABLE_FOR_PICKUP, Condition.OK, "waiting_for_collection")
_DELIVERED = Meaning(Milestone.DELIVERED, Condition.OK)
_BACK = Meaning(Milestone.RETURNED, Condition.OK)


def _attempt(reason: str) -> Meaning:
    return Meaning(Milestone.OUT_FOR_DELIVERY, Condition.ATTEMPT_FAILED, reason)


def _returning(reason: str) -> Meaning:
    return Meaning(Milestone.IN_TRANSIT, Condition.RETURNING, reason)


def _late(reason: str, milestone: Milestone = Milestone.IN_TRANSIT) -> Meaning:
    return Meaning(milestone, Condition.DELAYED, reason)


_TABLE: tuple[tuple[str, Meaning, str], ...] = (
    # Before USPS has the parcel
    ("MA", _CREATED, "Pre-shipment info sent to USPS"),
    ("GX", _CREATED, "Shipping label created"),
    ("89", _CREATED, "Merchant order received, USPS awaits the item"),
    ("80", _ACCEPTED, "Picked up by shipping partner"),
    ("81", _ACCEPTED, "Arrived at shipping partner's facility"),
    ("82", _ACCEPTED, "Departed shipping partner's facility"),
    ("83", _ACCEPTED, "Tendered to the Postal Service"),
    # Accepted
    ("03", _ACCEPTED, "Accepted, USPS has the item"),
    ("PA", _ACCEPTED, "Passive acceptance"),
    ("TM", _ACCEPTED, "Shipment received, package acceptance pending"),
    ("OA", _ACCEPTED, "Accepted at origin facility"),
    ("AD", _ACCEPTED, "Accepted at destination facility"),
    ("UA", _ACCEPTED, "Accepted at USPS facility"),  # seen
    ("43", _ACCEPTED, "Picked up"),
    # On the way
    ("10", _MOVING, "Processed through facility"),
    ("19", _MOVING, "Arrived at destination delivery unit (eVS)"),
    ("41", _MOVING, "Received at opening unit"),
    ("42", _MOVING, "Handed to shipping partner"),
    ("A1", _MOVING, "Arrived at USPS facility"),
    ("L1", _MOVING, "Departed USPS facility (loaded)"),
    ("T1", _MOVING, "Departed USPS regional facility"),  # seen
    ("U1", _MOVING, "Arrived at USPS regional facility"),  # seen
    ("EF", _MOVING, "Departed USPS facility"),
    ("SF", _MOVING, "Departed post office"),
    ("NT", _MOVING, "In transit to next facility"),
    ("MR", _MOVING, "Picked up and processed by agent"),  # seen
    ("06", _MOVING, "Forwarded"),
    ("07", _MOVING, "Arrived at post office"),
    ("PC", _MOVING, "Sorting complete"),
    ("08", _late("missorted"), "Missent"),
    ("15", _late("missorted"), "Mis-shipped"),
    ("71", _late("carrier_delay"), "Rescheduled to next delivery day"),
    ("DX", _late("carrier_delay", Milestone.OUT_FOR_DELIVERY), "Delivery status not updated"),
    # At the door, at a counter
    ("OF", _OUT, "Out for delivery"),
    ("14", _WAITING, "Arrived at pickup point"),
    ("16", _WAITING, "Available for pickup"),
    ("01", _DELIVERED, "Delivered"),
    ("17", _DELIVERED, "Tendered to the recipient's agent"),
    # Tried, a notice left (51 to 56 are the reasons of 02)
    ("02", _attempt("nobody_home"), "Notice left"),
    ("30", _attempt("no_access"), "Delivery attempted, no access to delivery location"),
    ("51", _attempt("business_closed"), "Notice left, business closed"),
    ("52", _attempt("nobody_home"), "Notice left"),
    ("53", _attempt("no_access"), "Notice left, receptacle blocked"),
    ("54", _attempt("no_room"), "Notice left, receptacle full or item oversized"),
    ("55", _attempt("no_safe_place"), "Notice left, no secure location"),
    ("56", _attempt("signature_needed"), "Notice left, no authorised recipient"),
    # On its way back
    ("04", _returning("refused"), "Refused"),
    ("05", _returning("bad_address"), "Undeliverable as addressed"),
    ("09", _returning("undeliverable"), "Return to sender"),
    ("21", _returning("bad_address"), "No such number"),
    ("22", _returning("bad_address"), "Insufficient address"),
    ("23", _returning("moved"), "Moved, left no address"),
    ("24", _returning("moved"), "Forward expired"),
    ("25", _returning("bad_address"), "Addressee unknown"),
    ("26", _returning("moved"), "Vacant"),
    ("27", _returning("unclaimed"), "Unclaimed"),
    ("28", _returning("undeliverable"), "Deceased"),
    ("29", _returning("undeliverable"), "Undeliverable, other reason"),
    ("31", _returning("unclaimed"), "Return to sender, not picked up"),
    ("44", _returning("recalled"), "Customer recall"),
    # Neither delivered nor returned: opened or disposed of at the mail recovery centre
    ("11", Meaning(Milestone.IN_TRANSIT, Condition.LOST, "undeliverable"), "Dead letter"),
    # Says nothing about the parcel itself
    ("GC", Meaning(), "Return receipt associated"),
)

CODES: dict[str, Meaning] = {code: meaning for code, meaning, _ in _TABLE}
WORDS: dict[str, str] = {code: words for code, _, words in _TABLE}

# The headline of an answer (statusCategory), in lower case. An alert says that something is wrong, not what.
CATEGORIES: dict[str, Meaning] = {
    "pre-shipment": _CREATED,
    "label created": _CREATED,
    "accepted": _ACCEPTED,
    "in transit": _MOVING,
    "in-transit": _MOVING,
    "moving through network": _MOVING,
    "preparing for delivery": _MOVING,
    "out for delivery": _OUT,
    "available for pickup": _WAITING,
    "delivery attempt": _attempt("nobody_home"),
    "delivery attempt: action needed": _attempt("nobody_home"),
    "delivered": _DELIVERED,
    "delivered to agent": _DELIVERED,
    "alert": Meaning(None, Condition.DELAYED, "other"),
}


def tidy_code(code: str) -> str:
    """As the table writes it: capitals, figures with a leading zero."""
    return code.upper().zfill(2) if code.isascii() and code.isdigit() else code.upper()


def meaning_of(code: str, words: str) -> Meaning | None:
    """What an event says; None for a code nobody mapped yet. Back at the sender comes as "delivered" too, told by its words alone."""
    found = CODES.get(tidy_code(code))
    return _BACK if found is _DELIVERED and "original sender" in words.casefold() else found

"""What does a USPS event code say on our axes? The published codes, each with USPS's words for it.

Sources: USPS Publication 199, appendices G-4 (domestic scan events) and G-5 (international), and Publication 97, appendix I, whose
names stand in the third column; the codes marked "seen" are not in them but come with live answers. Three letters are the event codes
of the Universal Postal Union (EMSEVT), which come with mail from and to abroad. A code that is not here stays
unmapped: it is kept, shown with the words of the answer, and counted.
"""

from __future__ import annotations

from wesupply_ui.adapters.carriers.meanings import (
    ACCEPTED,
    DELIVERED,
    LABEL,
    MOVING,
    NOTE,
    OUT,
    READY,
    RETURNED,
    attempt,
    customs,
    delayed,
    held,
    lost,
    returning,
)
from wesupply_ui.domain.tracking.status import Condition, Meaning, Milestone

_TABLE: tuple[tuple[str, Meaning, str], ...] = (
    # Before USPS has the parcel
    ("MA", LABEL, "Pre-shipment info sent to USPS"),
    ("GX", LABEL, "Shipping label created"),
    ("89", LABEL, "Merchant order received, USPS awaits the item"),
    ("80", ACCEPTED, "Picked up by shipping partner"),
    ("81", ACCEPTED, "Arrived at shipping partner's facility"),
    ("82", ACCEPTED, "Departed shipping partner's facility"),
    ("83", ACCEPTED, "Tendered to the Postal Service"),
    # Accepted
    ("03", ACCEPTED, "Accepted, USPS has the item"),
    ("PA", ACCEPTED, "Passive acceptance"),
    ("TM", ACCEPTED, "Shipment received, package acceptance pending"),
    ("OA", ACCEPTED, "Accepted at origin facility"),
    ("AD", ACCEPTED, "Accepted at destination facility"),
    ("UA", ACCEPTED, "Accepted at USPS facility"),  # seen
    ("43", ACCEPTED, "Picked up"),
    # On the way
    ("10", MOVING, "Processed through facility"),
    ("19", MOVING, "Arrived at destination delivery unit (eVS)"),
    ("41", MOVING, "Received at opening unit"),
    ("42", MOVING, "Handed to shipping partner"),
    ("A1", MOVING, "Arrived at USPS facility"),
    ("L1", MOVING, "Departed USPS facility (loaded)"),
    ("T1", MOVING, "Departed USPS regional facility"),  # seen
    ("U1", MOVING, "Arrived at USPS regional facility"),  # seen
    ("EF", MOVING, "Departed USPS facility"),
    ("SF", MOVING, "Departed post office"),
    ("NT", MOVING, "In transit to next facility"),
    ("MR", MOVING, "Picked up and processed by agent"),  # seen
    ("06", MOVING, "Forwarded"),
    ("07", MOVING, "Arrived at post office"),
    ("PC", MOVING, "Sorting complete"),
    ("08", delayed("missorted"), "Missent"),
    ("15", delayed("missorted"), "Mis-shipped"),
    ("71", delayed("carrier_delay"), "Rescheduled to next delivery day"),
    ("DX", Meaning(Milestone.OUT_FOR_DELIVERY, Condition.DELAYED, "carrier_delay"), "Delivery status not updated"),
    # At the door, at a counter
    ("OF", OUT, "Out for delivery"),
    ("14", READY, "Arrived at pickup point"),
    ("16", READY, "Available for pickup"),
    ("01", DELIVERED, "Delivered"),
    ("17", DELIVERED, "Tendered to the recipient's agent"),
    # Tried, a notice left (51 to 56 are the reasons of 02)
    ("02", attempt("nobody_home"), "Notice left"),
    ("30", attempt("no_access"), "Delivery attempted, no access to delivery location"),
    ("51", attempt("business_closed"), "Notice left, business closed"),
    ("52", attempt("nobody_home"), "Notice left"),
    ("53", attempt("no_access"), "Notice left, receptacle blocked"),
    ("54", attempt("no_room"), "Notice left, receptacle full or item oversized"),
    ("55", attempt("no_safe_place"), "Notice left, no secure location"),
    ("56", attempt("signature_needed"), "Notice left, no authorised recipient"),
    # On its way back
    ("04", returning("refused"), "Refused"),
    ("05", returning("bad_address"), "Undeliverable as addressed"),
    ("09", returning("undeliverable"), "Return to sender"),
    ("21", returning("bad_address"), "No such number"),
    ("22", returning("bad_address"), "Insufficient address"),
    ("23", returning("moved"), "Moved, left no address"),
    ("24", returning("moved"), "Forward expired"),
    ("25", returning("bad_address"), "Addressee unknown"),
    ("26", returning("moved"), "Vacant"),
    ("27", returning("unclaimed"), "Unclaimed"),
    ("28", returning("undeliverable"), "Deceased"),
    ("29", returning("undeliverable"), "Undeliverable, other reason"),
    ("31", returning("unclaimed"), "Return to sender, not picked up"),
    ("44", returning("recalled"), "Customer recall"),
    # Neither delivered nor returned: opened or disposed of at the mail recovery centre
    ("11", lost("undeliverable"), "Dead letter"),
    # Mail from and to abroad (UPU)
    ("EMA", ACCEPTED, "Accepted abroad"),
    ("EMB", MOVING, "Arrived at outward office of exchange"),
    ("EXA", MOVING, "Presented to export customs"),
    ("EXB", customs("customs_inspection"), "Held by export customs"),
    ("EXC", MOVING, "Released by export customs"),
    ("EMC", MOVING, "Departed from outward office of exchange"),
    ("EMJ", MOVING, "Arrived at transit office of exchange"),
    ("EMK", MOVING, "Departed from transit office of exchange"),
    ("EMD", MOVING, "Arrived at inward office of exchange"),
    ("EDA", held("other", Milestone.IN_TRANSIT), "Held at inward office of exchange"),
    ("EDB", MOVING, "Presented to import customs"),
    ("EME", customs("customs_inspection"), "Held by import customs"),
    ("EDC", MOVING, "Released by import customs"),
    ("EMF", MOVING, "Departed from inward office of exchange"),
    ("EDD", MOVING, "Arrived at sorting centre"),
    ("EDE", MOVING, "Departed from sorting centre"),
    ("EMG", MOVING, "Arrived at delivery office"),
    ("EDF", held("other", Milestone.IN_TRANSIT), "Held at delivery office"),
    ("EDG", OUT, "Out for delivery abroad"),
    ("EDH", READY, "Arrived at collection point"),
    ("EMH", attempt(None), "Delivery attempted abroad"),
    ("EMI", DELIVERED, "Delivered abroad"),
    ("EDX", returning("import_refused"), "Import terminated"),
    ("EXX", returning("other"), "Export terminated"),
    # Says nothing about the parcel itself
    ("GC", NOTE, "Return receipt associated"),
)

CODES: dict[str, Meaning] = {code: meaning for code, meaning, _ in _TABLE}
WORDS: dict[str, str] = {code: words for code, _, words in _TABLE}

# The headline of an answer (statusCategory), in lower case. An alert says that something is wrong, not what.
CATEGORIES: dict[str, Meaning] = {
    "pre-shipment": LABEL,
    "label created": LABEL,
    "accepted": ACCEPTED,
    "in transit": MOVING,
    "in-transit": MOVING,
    "moving through network": MOVING,
    "preparing for delivery": MOVING,
    "out for delivery": OUT,
    "available for pickup": READY,
    "delivery attempt": attempt("nobody_home"),
    "delivery attempt: action needed": attempt("nobody_home"),
    "delivered": DELIVERED,
    "delivered to agent": DELIVERED,
    "delivered to original sender": RETURNED,
    "alert": delayed("other"),
}


def tidy_code(code: str) -> str:
    """As the table writes it: capitals, figures with a leading zero."""
    return code.upper().zfill(2) if code.isascii() and code.isdigit() else code.upper()


# Codes that USPS uses for several things, which its words then tell apart (in lower case; the first that fits counts).
_NOTICE = (
    ("authorized recipient", attempt("signature_needed")),
    ("business closed", attempt("business_closed")),
    ("receptacle full", attempt("no_room")),
    ("no secure location", attempt("no_safe_place")),
    ("receptacle blocked", attempt("no_access")),
    ("no access", attempt("no_access")),
)
_BY_WORDS: dict[str, tuple[tuple[str, Meaning], ...]] = {
    "01": (("original sender", RETURNED),),
    "02": _NOTICE,
    "52": _NOTICE,
    "NT": (("late", delayed("carrier_delay")),),
    "29": (("damaged", returning("damaged")),),
}


def meaning_of(code: str, words: str) -> Meaning | None:
    """What an event says; None for a code nobody mapped yet."""
    code, words = tidy_code(code), words.casefold()
    for phrase, meaning in _BY_WORDS.get(code, ()):
        if phrase in words:
            return meaning
    return CODES.get(code)

"""What does a FedEx event mean? The event's type says it; exception code, words and delay detail refine why.

Sources: FedEx, "Tracking Status Codes" of its developer portal (movement, regulatory and possession codes); the change log of the Track
API for AE and AO; exception codes of FedEx's published sandbox numbers and of its specification's examples. FedEx publishes no full list
of exception codes, but fixed phrases: where the code is unknown, the phrase decides the reason.
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
    VOIDED,
    attempt,
    customs,
    damaged,
    delayed,
    held,
    lost,
    returning,
    table,
)
from wesupply_ui.domain.tracking.status import Condition, Meaning, Milestone

# Movement codes: `eventType` of a scan, `code` of the headline.
_MOVEMENTS = table(
    (
        # Order created; derived "initiated"; on the way to the pickup, at the pickup; vehicle sent for it; return label link sent.
        (LABEL, "OC IN EP AP DS RP"),
        # Picked up; picked up, see details; in FedEx's possession.
        (ACCEPTED, "PU PX IP"),
        # Airport, Canada Post or USPS facility, local facility, arrived, departed, to the airport, destination, in transit, left origin,
        # origin facility, on the way, plane in flight, plane landed, in progress, sort facility, transfer.
        (MOVING, "AA AC AF AR AX DP EA EO FD IT IX LO OF OW PF PL PM SF TR"),
        # At delivery, on the way to delivery, out for delivery.
        (OUT, "AD ED OD"),
        # Hold at location; ready for the recipient's pickup.
        (READY, "HL HP"),
        (DELIVERED, "DL"),
        # Delivery delay; delay; derived "running late"; pickup delay.
        (delayed("carrier_delay"), "DD DY RL"),
        (Meaning(Milestone.LABEL_CREATED, Condition.DELAYED, "carrier_delay"), "PD"),
        # Delivery exception: tried, or meant to be delivered, and not done. Shipment exception: something on the way.
        (attempt("undeliverable"), "DE"),
        (held("other"), "SE"),
        # Return to shipper.
        (returning(), "RS"),
        # Shipment cancelled; the return label's link cancelled or expired.
        (VOIDED, "CA LP RD"),
        # Arriving on time or early (a forecast, it moves nothing), location changed, vehicle not used, data sent to USPS, split status (its
        # pieces say more), customer's delivery options (CDO) requested, modified, cancelled; return label link about to expire.
        (NOTE, "AO AE CH DR OX SP RR RM RC RG"),
    )
)

# Regulatory codes. EA (export approved) is also "en route to airport": the same to us.
_REGULATORY = table(((MOVING, "CC"), (customs("customs_inspection"), "CD CP")))

# Possession codes: who holds it. CA, RC and SP mean something else as events and are read as such.
_POSSESSION = table(((LABEL, "SH"), (customs("customs_inspection"), "CU BR"), (MOVING, "TP")))

EVENTS: dict[str, Meaning] = {**_POSSESSION, **_REGULATORY, **_MOVEMENTS}

_BACK = returning()
_REDIRECTED = Meaning(Milestone.IN_TRANSIT, Condition.ATTEMPT_FAILED, "nobody_home")

# Exception codes: two digits from Express, three from Ground, A and a number for both.
EXCEPTIONS: dict[str, Meaning] = {
    "03": attempt("bad_address"),  # Incorrect address
    "07": attempt("refused"),  # Delivery was refused by the recipient
    "08": attempt("nobody_home"),  # Customer not available or business closed
    "10": damaged(),  # Damaged, delivery not completed
    "12": delayed("missorted"),  # Package sorted to wrong route
    "15": attempt("nobody_home"),  # as 08, in the specification's example
    "007": attempt("nobody_home"),  # the same, Ground
    "17": held("shopper_asked"),  # A request was made to change this delivery date
    "42": delayed("holiday"),  # Holiday, business closed
    "50": customs("customs_documents"),  # Improper or missing paperwork
    "84": delayed("carrier_delay"),  # Delay beyond our control
    "93": attempt("payment_due"),  # Unable to collect payment or bill charges
    "083": held("no_access"),  # Local delivery restriction - delivery not attempted
    "099": held("undeliverable"),  # Unable to deliver
    "060G": returning("recalled"),  # Shipper requested shipment to be returned - unable to deliver
    "A47": _REDIRECTED,  # FedEx redirected your package to a nearby FedEx location
    "A52": delayed("carrier_delay"),  # Package delayed
    "A25": customs("customs_inspection"),  # Package available for clearance
}

# Phrases of exceptions, lower case; the first that occurs decides.
_PHRASES: tuple[tuple[str, Meaning], ...] = (
    ("redirect", _REDIRECTED),
    ("shipper requested", returning("recalled")),
    ("returning", _BACK),
    ("refused", attempt("refused")),
    ("not available", attempt("nobody_home")),
    ("business closed", attempt("business_closed")),
    ("incorrect address", attempt("bad_address")),
    ("address", attempt("bad_address")),
    ("moved", attempt("moved")),
    ("signature", attempt("signature_needed")),
    ("payment", attempt("payment_due")),
    ("access", attempt("no_access")),
    ("delivery restriction", held("no_access")),
    ("change this delivery", held("shopper_asked")),
    ("future delivery", held("shopper_asked")),
    ("requested", held("shopper_asked")),
    ("duties", customs("customs_duties")),
    ("taxes", customs("customs_duties")),
    ("regulatory", customs("customs_inspection")),
    ("paperwork", customs("customs_documents")),
    ("document", customs("customs_documents")),
    ("invoice", customs("customs_documents")),
    ("clearance", customs("customs_inspection")),
    ("customs", customs("customs_inspection")),
    ("weather", delayed("weather")),
    ("disaster", delayed("disaster")),
    ("emergency", delayed("disaster")),
    ("strike", delayed("strike")),
    ("labor", delayed("strike")),
    ("holiday", delayed("holiday")),
    ("security", delayed("security")),
    ("mechanical", delayed("mechanical")),
    ("wrong route", delayed("missorted")),
    ("missort", delayed("missorted")),
    ("misrout", delayed("missorted")),
    ("damage", damaged()),
    ("unable to locate", lost("lost")),
    ("cannot be located", lost("lost")),
    ("prohibited", held("prohibited")),
    ("hazardous", held("prohibited")),
    ("unable to deliver", held("undeliverable")),
    ("undeliverable", held("undeliverable")),
    ("beyond our control", delayed("carrier_delay")),
    ("delay", delayed("carrier_delay")),
)

# Events that an exception explains. On all others (a delivery's "left at front door") it changes nothing.
_EXPLAINED = frozenset({"DE", "SE", "DY", "DD", "RS", "CD", "IX", "RL"})
_DELAY_REASONS = {"WEATHER": "weather", "CLEARANCE": "customs_inspection"}


def meaning_of(event: str, exception: str = "", words: str = "", delay: str = "", late: bool = False) -> Meaning | None:
    """What an event says; None if FedEx never published its type.

    `exception`, `words`: the scan's exceptionCode and exceptionDescription. `delay`: delayDetail's type (WEATHER, OPERATIONAL, LOCAL,
    GENERAL, CLEARANCE). `late`: delayDetail's status is DELAYED.
    """
    base = EVENTS.get(event)
    if base is None:
        return None
    if event == "DL" and "returned to s" in words.lower():  # to shipper, to sender
        return RETURNED
    if event in _EXPLAINED:
        base = _explained(event, base, exception, words)
    reason = _DELAY_REASONS.get(delay)
    if base.condition is Condition.DELAYED and reason:
        return Meaning(base.milestone, Condition.DELAYED, reason)
    if late and base.condition is Condition.OK and base.milestone not in (None, Milestone.DELIVERED, Milestone.AVAILABLE_FOR_PICKUP):
        return Meaning(base.milestone, Condition.DELAYED, reason or "carrier_delay")
    return base


def _explained(event: str, base: Meaning, exception: str, words: str) -> Meaning:
    lower = words.lower()
    told = (EXCEPTIONS.get(exception), *(meaning for phrase, meaning in _PHRASES if phrase in lower))
    found = next((meaning for meaning in told if meaning and _fits(event, base, meaning)), None)
    if found is None:
        return base
    if event == "RS":  # the event is surer of what happens than the exception, which only tells why
        return Meaning(base.milestone, base.condition, found.reason)
    if event == "SE" and found.condition is Condition.ATTEMPT_FAILED:  # nobody was at the door yet
        return Meaning(None, Condition.HELD, found.reason)
    return found


def _fits(event: str, base: Meaning, meaning: Meaning) -> bool:
    """Whether an exception can be why: a clearance delay has a customs reason, a return any but that it returns."""
    if event == "CD":
        return (meaning.milestone, meaning.condition) == (base.milestone, base.condition)
    return event != "RS" or meaning is not _BACK

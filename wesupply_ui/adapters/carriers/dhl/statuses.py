"""What does a DHL status say on our axes? Every division of DHL has codes of its own; five headlines stand above them all.

In the unified tracking service `status` holds the division's code (or just words) and `statusCode` one of the five headlines. The
division's code says more and wins: "43" of eCommerce Europe is headlined "delivered" but waits at a shop to be collected. Source of both:
DHL's list of status codes for the service, division by division in the `codes_…` modules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from wesupply_ui.adapters.carriers.dhl.codes_benelux import PARCEL_NL
from wesupply_ui.adapters.carriers.dhl.codes_ecommerce import ECOMMERCE, EUROPE, PPL
from wesupply_ui.adapters.carriers.dhl.codes_express import EXPRESS, FORWARDING, FREIGHT, PARCEL_DE, PARCEL_DE_WORDS, POST_DE
from wesupply_ui.adapters.carriers.dhl.codes_poland import PARCEL_PL
from wesupply_ui.adapters.carriers.meanings import ACCEPTED, DELIVERED, LABEL, MOVING, NOTE, OUT, RETURNED
from wesupply_ui.domain.tracking.status import Condition, Meaning

# The field `service` of a shipment. Divisions that DHL lists no codes for (parcel-uk, sameday) are told by their headlines.
DIVISIONS: dict[str, Mapping[str, Meaning]] = {
    "ecommerce": ECOMMERCE,
    "ecommerce-apac": ECOMMERCE,
    "ecommerce-europe": EUROPE,
    "ecommerce-ppl": PPL,
    "express": EXPRESS,
    "freight": FREIGHT,
    "dgf": FORWARDING,
    "parcel-de": PARCEL_DE,
    "parcel-nl": PARCEL_NL,
    "parcel-pl": PARCEL_PL,
    "svb": POST_DE,
    "post-de": POST_DE,
}

_FAILURE = Meaning(None, Condition.ATTEMPT_FAILED, "other")

# The documented values of `statusCode`. "failure" covers all that went wrong, so it names no reason.
HEADLINES: dict[str, Meaning] = {
    "pre-transit": LABEL,
    "transit": MOVING,
    "delivered": DELIVERED,
    "failure": _FAILURE,
    "unknown": NOTE,
}

# Words that stand in `status` instead of a code.
_WORDS: dict[str, Meaning] = {
    "delivered": DELIVERED,
    "out for delivery": OUT,
    "in transit": MOVING,
    "transit": MOVING,
    "pre-transit": LABEL,
    "pre_transit": LABEL,
    "failure": _FAILURE,
}
_TO_SENDER = re.compile(r"\breturned to (?:the )?(?:sender|shipper|consignor)\b", re.IGNORECASE)


def meaning_of(service: str, status: str, headline: str, words: str) -> Meaning | None:
    """What an event says; None for one whose code nobody mapped and whose headline says nothing either.

    `service`, `status`, `headline`: the shipment's `service`, the event's `status` and `statusCode`, "" where absent. A parcel
    back at the sender is headlined "delivered" as well: then `words`, what the event says in English, decide.
    """
    found = _of_division(service.casefold(), status.upper(), words.casefold())
    told = HEADLINES.get(headline.casefold())
    if found is None:
        found = _WORDS.get(status.casefold()) or (None if told is NOTE and status else told)
    elif told is _FAILURE and found in (LABEL, ACCEPTED, MOVING, OUT):
        found = Meaning(found.milestone, Condition.HELD, "other")  # a harmless code, but DHL says that something went wrong
    return RETURNED if found is DELIVERED and _TO_SENDER.search(words) else found


def is_listed(service: str, code: str) -> bool:
    """False for a code that DHL's list of its division doesn't have: its headline may still tell what it means."""
    table = DIVISIONS.get(service.casefold())
    return table is None or code.upper() in table or code.casefold() in _WORDS or code.casefold() in HEADLINES


def _of_division(service: str, code: str, words: str) -> Meaning | None:
    table = DIVISIONS.get(service, {})
    for phrase, meaning in PARCEL_DE_WORDS.get(code, ()) if table is PARCEL_DE else ():
        if phrase in words:
            return meaning
    return table.get(code)

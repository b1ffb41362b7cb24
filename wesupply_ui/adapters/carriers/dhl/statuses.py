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
from wesupply_ui.adapters.carriers.dhl.codes_express import EXPRESS, FORWARDING, FREIGHT, PARCEL_DE, POST_DE
from wesupply_ui.adapters.carriers.dhl.codes_poland import PARCEL_PL
from wesupply_ui.adapters.carriers.meanings import DELIVERED, LABEL, MOVING, NOTE, OUT, RETURNED
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

# The documented values of `statusCode`. "failure" covers all that went wrong, so it names no reason.
HEADLINES: dict[str, Meaning] = {
    "pre-transit": LABEL,
    "transit": MOVING,
    "delivered": DELIVERED,
    "failure": Meaning(None, Condition.ATTEMPT_FAILED, "other"),
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
    "failure": HEADLINES["failure"],
}
_TO_SENDER = re.compile(r"\breturned to (?:the )?(?:sender|shipper|consignor)\b", re.IGNORECASE)


def meaning_of(service: str, status: str, headline: str, words: str) -> Meaning | None:
    """What an event says; None for one whose code nobody mapped and whose headline says nothing either.

    `service`, `status`, `headline`: the shipment's `service`, the event's `status` and `statusCode`, "" where absent. A parcel
    back at the sender is headlined "delivered" as well: then the words decide.
    """
    found = DIVISIONS.get(service.casefold(), {}).get(status.upper())
    if found is not None:
        return found
    told = HEADLINES.get(headline.casefold())
    found = _WORDS.get(status.casefold()) or (NOTE if told is NOTE and not status else None if told is NOTE else told)
    return RETURNED if found is DELIVERED and _TO_SENDER.search(words) else found

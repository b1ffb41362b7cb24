"""What does a UPS activity mean? Its type says which published table its code belongs to; codes nobody published stay unmapped.

Source: UPS, "API Codes", appendix Tracking, 2026 (tables in `activity_codes`, `exception_codes`, `freight_codes`, `mail_codes`). Types P, O
and RS are of the older list that the same appendix gave for the XML service; answers still carry them.
"""

from __future__ import annotations

from functools import lru_cache

from wesupply_ui.adapters.carriers.meanings import ACCEPTED, DELIVERED, LABEL, MOVING, NOTE, OUT, RETURNED, VOIDED
from wesupply_ui.adapters.carriers.ups import activity_codes, exception_codes, freight_codes, mail_codes
from wesupply_ui.domain.tracking.status import Condition, Meaning

_MOVEMENTS = activity_codes.MOVEMENTS
_MANIFESTS = activity_codes.MANIFESTS
_DELIVERIES = activity_codes.DELIVERIES
_UPDATES = activity_codes.UPDATES
_EXCEPTIONS = exception_codes.EXCEPTIONS
_FREIGHT = freight_codes.ACTIVITIES
_FREIGHT_EXCEPTIONS = freight_codes.EXCEPTIONS
_MAIL = mail_codes.MAIL

# For each type: the tables its code is looked up in, in this order. Labels made for a manifest also come as type I (recorded answers).
_TABLES: dict[str, tuple[dict[str, Meaning], ...]] = {
    "D": (_DELIVERIES, _MAIL),  # delivered
    "I": (_MOVEMENTS, _MANIFESTS, _EXCEPTIONS, _MAIL, _FREIGHT, _DELIVERIES),  # in transit, also out for delivery
    "P": (_MOVEMENTS,),  # picked up
    "O": (_MOVEMENTS,),  # out for delivery
    "M": (_MANIFESTS,),  # billing information received
    "MV": (_MANIFESTS,),  # billing information voided
    "X": (_EXCEPTIONS, _DELIVERIES, _FREIGHT_EXCEPTIONS, _MAIL),  # exception
    "U": (_UPDATES,),  # updates, webhooks only
    "RS": (_EXCEPTIONS,),  # returned to shipper
    "DO": (_FREIGHT,),  # delivered to the origin's container station, freight
    "DD": (_FREIGHT,),  # delivered to the destination's container station, freight
    "W": (_FREIGHT, _FREIGHT_EXCEPTIONS),  # warehousing, freight
}

# What the type alone says when its code is in no table. "In transit" and "exception" say too little: such codes stay unmapped.
TYPES: dict[str, Meaning] = {
    "D": DELIVERED,
    "P": ACCEPTED,
    "O": OUT,
    "M": LABEL,
    "MV": VOIDED,
    "U": NOTE,
    "RS": RETURNED,
    "DO": MOVING,
    "DD": MOVING,
    "W": MOVING,
}


# Status codes that add to what the activity's code says: cleared through customs; on its way back; back with the sender.
_CLEARED = frozenset({"14", "84", "134"})
_GOING_BACK = frozenset({"35", "36"})
_BACK = "34"


@lru_cache(maxsize=4096)
def meaning_of(kind: str, code: str, status_code: str = "") -> Meaning | None:
    """What an activity of type `kind` with `code` and the three-digit `status_code` says; None if no published table knows it.

    The code is the most exact and goes first, then the status code, then the type. Headlines have no type: their code is a status code.
    """
    status = _status(status_code or ("" if kind else code))
    found = (known[code] for known in _TABLES.get(kind, ()) if code in known)
    meaning = next(found, None) or activity_codes.STATUS_CODES.get(status) or TYPES.get(kind)
    return meaning and _refined(meaning, status)


def _status(code: str) -> str:
    """The status code as published: 3 for "003"."""
    return code.lstrip("0") or code[:1]


def _refined(meaning: Meaning, status: str) -> Meaning:
    if status in _CLEARED and meaning.condition is Condition.HELD and (meaning.reason or "").startswith("customs"):
        return MOVING
    if status in _GOING_BACK and meaning is MOVING:
        return Meaning(meaning.milestone, Condition.RETURNING)
    return RETURNED if status == _BACK and meaning is DELIVERED else meaning

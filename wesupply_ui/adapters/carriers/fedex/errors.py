"""Why did FedEx not answer the question? Its error codes as failures."""

from __future__ import annotations

from typing import Any

from wesupply_ui.adapters.carriers import fields
from wesupply_ui.domain.tracking.reading import Failure

# The end of the code decides. Source: FedEx's specification of the Track API and recorded answers.
_ENDINGS: tuple[tuple[str, str, bool], ...] = (
    ("TRACKINGNUMBER.NOTFOUND", "not_found", True),
    ("DATA.NOTFOUND", "not_found", True),
    (".NOTFOUND", "not_found", True),
    ("TRACKINGNUMBER.INVALID", "invalid_number", False),
    ("TRACKINGNUMBER.EMPTY", "invalid_number", False),
    ("NOT.AUTHORIZED.ERROR", "unauthorised", False),
    ("FORBIDDEN.ERROR", "unauthorised", False),
    ("LOGIN.REAUTHENTICATE.ERROR", "unauthorised", True),
    ("TOO.MANY.REQUESTS", "rate_limited", True),
    ("RATE.LIMIT.ERROR", "rate_limited", True),
    ("INTERNAL.SERVER.ERROR", "unavailable", True),
    ("SERVICE.UNAVAILABLE.ERROR", "unavailable", True),
    ("SYSTEM.UNAVAILABLE.EXCEPTION", "unavailable", True),
    ("SYSTEM.UNEXPECTED.ERROR", "unavailable", True),
    ("6035", "invalid_number", False),  # the older service's "Invalid tracking numbers"
)
_STATUSES = {404: ("not_found", True), 403: ("unauthorised", False)}


def failure_of_error(error: dict[str, Any], status: int = 0) -> Failure:
    """The failure that an error (code, message) stands for; an unknown code is what the HTTP `status` says, else refused."""
    code = fields.text(error, "code", longest=100) or ""
    words = " ".join(part for part in (code, fields.text(error, "message", longest=200)) if part) or f"FedEx answered HTTP {status}"
    if code == "BAD.REQUEST.ERROR" and "JWT" in words:  # how FedEx says that the token is none
        return Failure("unauthorised", words, retryable=False)
    for ending, ours, again in _ENDINGS:
        if code.endswith(ending):
            return Failure(ours, words, again)
    ours, again = _STATUSES.get(status, ("refused", False))
    return Failure(ours, words, again)

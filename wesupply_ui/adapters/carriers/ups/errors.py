"""Why did UPS not answer the question? Its error and warning codes as failures."""

from __future__ import annotations

from typing import Any

from wesupply_ui.adapters.carriers import fields
from wesupply_ui.domain.tracking.reading import Failure

# Code: (our code, worth asking again). Sources: UPS, "API Codes", common errors; recorded answers.
_CODES: dict[str, tuple[str, bool]] = {
    "TW0001": ("not_found", True),  # Tracking Information Not Found
    "151044": ("not_found", True),  # No tracking information available
    "151045": ("not_found", True),  # No tracking information, shipment by reference
    "TV1002": ("invalid_number", False),  # Invalid inquiry number
    "TV0004": ("invalid_number", False),  # Missing inquiry number
    "151018": ("invalid_number", False),  # Invalid tracking number
    "250001": ("unauthorised", False),  # Invalid Access License for the tool
    "250002": ("unauthorised", False),  # Invalid Authentication Information
    "250003": ("unauthorised", False),  # Invalid Access License number
    "250004": ("unauthorised", False),  # Incorrect UserId or Password
    "250005": ("unauthorised", False),  # No Access and Authentication Credentials provided
    "250007": ("unauthorised", False),  # The user id is currently locked out
    "10400": ("unauthorised", False),  # Invalid/Missing Authorization Header
    "10401": ("unauthorised", False),  # ClientId is Invalid
    "10403": ("unauthorised", False),  # Blocked Merchant
    "10429": ("rate_limited", True),  # Too Many Requests
    "10500": ("unavailable", True),  # Internal Server Error
    "10503": ("unavailable", True),  # Service Unavailable
    "190001": ("unavailable", True),  # The XML document is well formed but the service is unavailable
    "190100": ("unavailable", True),  # Temporarily Unavailable
}


def failure_of_errors(errors: list[dict[str, Any]], status: int = 0) -> Failure:
    """The failure that the first known of `errors` (code, message) stands for; else what the HTTP `status` says; else refused."""
    for error in errors:
        known = _CODES.get(fields.text(error, "code", longest=20) or "")
        if known:
            return Failure(known[0], _words(error), known[1])
    code, again = {404: ("not_found", True), 403: ("unauthorised", False)}.get(status, ("refused", False))
    return Failure(code, _words(errors[0]) if errors else f"UPS answered HTTP {status}", again)


def _words(error: dict[str, Any]) -> str:
    told = (fields.text(error, "code", longest=20), fields.text(error, "message", longest=200))
    return " ".join(part for part in told if part) or "UPS gave no reason"

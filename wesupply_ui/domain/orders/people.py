"""Who bought? Reads the customer of an order."""

from __future__ import annotations

from typing import Any

from wesupply_ui.domain.locations.address import tidy_phone
from wesupply_ui.kernel.fields import email, tags, text
from wesupply_ui.kernel.intake import Field, Findings, take

_CUSTOMER = {
    "external_id": Field("external_id", text(255, numbers=True)),
    "email": Field("email", email),
    "phone": Field("phone", text(40, numbers=True)),
    "first_name": Field("first_name", text(200)),
    "last_name": Field("last_name", text(200)),
    "group": Field("group", text(100)),
    "tags": Field("tags", tags, list),
}
_NOTHING: frozenset[str] = frozenset()


def read_customer(raw: Any, path: str, home: str, findings: Findings) -> tuple[dict[str, Any], dict[str, Any]]:
    """(columns given, unknown fields). `home`: the country whose phone numbers need no prefix."""
    values, unknown = take(raw, _CUSTOMER, path, findings, _NOTHING)
    tidy_phone(values, path, home, findings)
    return values, unknown

"""What did a person type on the page of a location? Turns the form's fields into what the API takes; the domain checks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wesupply_ui.portals.merchant.settings.location.rows import DayRow

_PARTS = ("company", "line1", "line2", "city", "region", "postcode")


def where_from(form: Mapping[str, Any], shown: Sequence[str]) -> dict[str, Any]:
    """Names, contact and address. Parts that the country doesn't have are cleared."""
    address: dict[str, Any] = {"country": form.get("country")}
    for part in _PARTS:
        address[part] = form.get(f"address.{part}") or None if f"address.{part}" in shown or f"address.{part}" in form else None
    names = ("name", "kind", "contact", "phone", "email", "time_zone")
    return {name: form.get(name) for name in names} | {"address": address}


def week_from(form: Mapping[str, Any], week: Sequence[DayRow]) -> dict[str, list[list[str]]]:
    """Each span whose two times were typed; one of which only one was is told by the domain."""
    found: dict[str, list[list[str]]] = {}
    for day in week:
        for span in day.spans:
            pair = [str(form.get(f"{day.key}.{span.id}.{end}") or "") for end in ("opens", "closes")]
            if any(pair):
                found.setdefault(day.key, []).append(pair)
    return found


def exception_from(form: Mapping[str, Any]) -> dict[str, Any]:
    """Closed when no time was typed."""
    pair = [str(form.get(each) or "") for each in ("exception_opens", "exception_closes")]
    return {"date": form.get("exception_date"), "hours": [pair] if any(pair) else [], "note": form.get("exception_note")}

"""Where is something, or where does it go? Reads a postal address and its phone number."""

from __future__ import annotations

import re
from typing import Any

import phonenumbers

from wesupply_ui.kernel.fields import country, text
from wesupply_ui.kernel.intake import Field, Findings, take
from wesupply_ui.kernel.language import N_, _

_ADDRESS = {
    "name": Field("name", text(200)),
    "company": Field("company", text(200)),
    "line1": Field("line1", text(300)),
    "line2": Field("line2", text(300)),
    "city": Field("city", text(200)),
    "region": Field("region", text(100)),
    "postcode": Field("postcode", text(20, numbers=True)),
    "country": Field("country", country),
    "phone": Field("phone", text(40, numbers=True)),
}
KEPT = N_("; it is kept")
"""Ends what is wrong but taken from machines; people are asked again instead."""
_E164 = re.compile(r"\+[1-9]\d{7,14}")

# The shapes of postcodes where they are strict (Universal Postal Union, addressing sheets).
_POSTCODES = {
    "US": r"\d{5}(-?\d{4})?", "CA": r"[A-Z]\d[A-Z] ?\d[A-Z]\d", "GB": r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|GIR ?0AA",
    "DE": r"\d{5}", "FR": r"\d{5}", "ES": r"\d{5}", "IT": r"\d{5}", "NL": r"\d{4} ?[A-Z]{2}", "BE": r"\d{4}", "AT": r"\d{4}",
    "CH": r"\d{4}", "AU": r"\d{4}", "NZ": r"\d{4}", "DK": r"\d{4}", "NO": r"\d{4}", "SE": r"\d{3} ?\d{2}", "FI": r"\d{5}",
    "PL": r"\d{2}-?\d{3}", "PT": r"\d{4}(-?\d{3})?", "JP": r"\d{3}-?\d{4}", "MX": r"\d{5}", "BR": r"\d{5}-?\d{3}", "IN": r"\d{3} ?\d{3}",
}  # fmt: skip
_POSTCODE = {land: re.compile(shape, re.IGNORECASE) for land, shape in _POSTCODES.items()}
_NOTHING: frozenset[str] = frozenset()


def read_address(raw: Any, path: str, home: str, findings: Findings) -> tuple[dict[str, Any], dict[str, Any]]:
    """(parts given, unknown fields). A postcode that its country doesn't have is told and kept."""
    values, unknown = take(raw, _ADDRESS, path, findings, _NOTHING)
    land = values.get("country")
    postcode, shape = values.get("postcode"), _POSTCODE.get(land or "")
    if postcode and shape and not shape.fullmatch(postcode):
        findings.remark(f"{path}postcode", _("does not look like a postcode of {land}", land=land) + _(KEPT))
    tidy_phone(values, path, land or home, findings)
    return values, unknown


def tidy_phone(values: dict[str, Any], path: str, land: str, findings: Findings) -> None:
    """Phone numbers in E.164 where they can be understood; told and kept as they came where not."""
    given = values.get("phone")
    if not given or _E164.fullmatch(given):
        return
    try:
        number = phonenumbers.parse(given, land)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        findings.remark(f"{path}phone", _("is not a phone number we can dial") + _(KEPT) + _(". Write it like +14155550101"))
    else:
        values["phone"] = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

"""What does somebody say about a location? Reads it from the API or a form, and tells everything wrong with it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from wesupply_ui.domain.locations import hours
from wesupply_ui.domain.locations.address import read_address, tidy_phone
from wesupply_ui.domain.locations.address_rules import problems_with, tidied
from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.intake import REQUIRED, Field, Findings
from wesupply_ui.kernel.language import N_, _

KINDS = ("store", "warehouse", "return_centre", "vendor", "recycling")
SERVICES = ("pickup", "curbside", "returns", "ship_from")
_ZONES = frozenset(available_timezones())
_APART = frozenset({"external_id", "address", "hours", "archived"})


@dataclass(frozen=True, slots=True)
class ReadLocation:
    """What was given, by column; `address` None: left out; its parts of None are cleared. `extra`: fields that we don't know."""

    values: dict[str, Any]
    address: dict[str, Any] | None
    extra: dict[str, Any]


def read_location(raw: Mapping[str, Any], home: str, findings: Findings) -> ReadLocation:
    """Read what was given. `home`: the merchant's country, for phone numbers without one."""
    values, extra = intake.take(raw, _FIELDS, "", findings, _APART)
    if "hours" in raw:
        values["hours"] = _hours(raw["hours"], findings)
    address = _address(raw, home, findings)
    tidy_phone(values, "", (address or {}).get("country") or home, findings)
    if ("latitude" in values) != ("longitude" in values) or (values.get("latitude") is None) != (values.get("longitude") is None):
        findings.problem("latitude", _("and longitude come together"))
    return ReadLocation(values, address, extra)


def merged_address(before: Mapping[str, Any], read: ReadLocation, findings: Findings, *, strict: bool) -> dict[str, Any]:
    """The address after the input. `strict`: as a person types it, so what its country's rules find wrong keeps it out."""
    if read.address is None:
        return dict(before)
    found = tidied({name: part for name, part in {**before, **read.address}.items() if part is not None}) if read.address else {}
    if strict:
        findings.remarks = [each for each in findings.remarks if each.field != "address.postcode"]
        for part, message in problems_with(found):
            findings.problem(f"address.{part}", message)
    return found


def _address(raw: Mapping[str, Any], home: str, findings: Findings) -> dict[str, Any] | None:
    if "address" not in raw:
        return None
    if raw["address"] is None:
        return {}
    try:
        values, unknown = read_address(intake.as_object(raw["address"]), "address.", home, findings)
    except ValueError as error:
        findings.problem("address", str(error))
        return None
    return values | unknown


def _hours(value: Any, findings: Findings) -> dict[str, Any]:
    """A week as we keep it; a shop's own way of saying it that we can't read is kept as it came, and told."""
    if value is None:
        return {}
    try:
        given = intake.free_object(value)
    except ValueError as error:
        findings.problem("hours", str(error))
        return {}
    try:
        return hours.read_week(given)
    except ValueError as error:
        findings.remark("hours", str(error) + _(HOURS_KEPT))
        return given


def _time_zone(value: Any) -> str:
    if value not in _ZONES:
        raise ValueError(_("is not a time zone; write it like Europe/Madrid"))
    return value


def _services(value: Any) -> list[str]:
    given = fields.tags(value)
    if unknown := [each for each in given if each not in SERVICES]:
        raise ValueError(_("has “{unknown}”, which is none of {choices}", unknown=unknown[0], choices=", ".join(SERVICES)))
    return [each for each in SERVICES if each in given]


def _holidays(value: Any) -> dict[str, Any]:
    given = intake.as_object(value)
    follow, region = given.get("follow", False), given.get("region") or ""
    if not isinstance(follow, bool):
        raise ValueError(_("has a “follow” that is neither true nor false"))
    return {"follow": follow, "region": fields.text(20)(region) if region else ""}


def _degrees(most: int) -> Any:
    def read(value: Any) -> float:
        try:
            number = float(value.strip().replace(",", ".")) if isinstance(value, str) else float(value)
        except (TypeError, ValueError):
            number = float("nan")
        if isinstance(value, bool) or not -most <= number <= most:
            raise ValueError(_("is not between -{most} and {most} degrees", most=most))
        return round(number, 6)

    return read


HOURS_KEPT = N_("; they are kept as they came, and nobody is told when it is open")
"""As `KEPT`, of hours."""
_FIELDS = {
    "name": Field("name", fields.text(200), REQUIRED),
    "kind": Field("kind", fields.choice(*KINDS), "store"),
    "time_zone": Field("time_zone", _time_zone, REQUIRED),
    "exceptions": Field("exceptions", hours.read_exceptions, list),
    "holidays": Field("holidays", _holidays, dict),
    "services": Field("services", _services, list),
    "phone": Field("phone", fields.text(40, numbers=True)),
    "email": Field("email", fields.email),
    "contact": Field("contact", fields.text(200)),
    "latitude": Field("latitude", _degrees(90)),
    "longitude": Field("longitude", _degrees(180)),
}

"""A merchant says where a store, a warehouse, a return centre or a vendor is; made when new, changed where given."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import LOCATIONS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.locations.address import read_address
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.locations.queries import find_location
from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.intake import REQUIRED, Field, Findings

_ZONES = frozenset(available_timezones())
_APART = frozenset({"external_id", "address"})


def _time_zone(value: Any) -> str:
    if value not in _ZONES:
        raise ValueError("is not a time zone; write it like Europe/Madrid")
    return value


_FIELDS = {
    "name": Field("name", fields.text(200), REQUIRED),
    "kind": Field("kind", fields.choice("store", "warehouse", "return_centre", "vendor", "recycling"), "store"),
    "time_zone": Field("time_zone", _time_zone, REQUIRED),
    "hours": Field("hours", intake.free_object, dict),
}


async def put_location(
    db: AsyncSession, scope: Scope, external_id: str, raw: dict[str, Any], *, now: datetime
) -> tuple[Location, bool, list[FieldProblem]]:
    """(the location, whether it is new, remarks). Fields left out stay; a new one is in the merchant's time zone unless it says its own.

    Fields that we don't know are kept with it. Invalid with every field's problem.
    """
    scope.require(LOCATIONS_WRITE)
    findings = Findings()
    location = await find_location(db, scope, external_id)
    is_new = location is None
    external_id = _checked_id(external_id, raw, findings)
    values, extra = intake.take(raw, _FIELDS, "", findings, _APART)
    merchant = await db.get_one(Merchant, scope.merchant_id)
    address = _address(raw, merchant.country, findings)
    if is_new and "name" not in raw:
        findings.problem("name", "is missing")
    if findings.problems:
        raise Invalid("This location cannot be taken as it is.", problems=tuple(findings.problems))
    if location is None:
        location = Location(merchant_id=merchant.id, external_id=external_id, name="", time_zone=merchant.time_zone, created_at=now)
        db.add(location)
    for name, value in values.items():
        setattr(location, name, value)
    if "address" in raw:
        location.address = {name: part for name, part in {**location.address, **address}.items() if part is not None} if address else {}
    location.extra = {**location.extra, **extra}
    location.updated_at = now
    return location, is_new, findings.remarks


def _checked_id(external_id: str, raw: dict[str, Any], findings: Findings) -> str:
    if raw.get("external_id") not in (None, external_id):
        findings.problem("external_id", "is another one than that of the address")
    try:
        return fields.text(255)(external_id)
    except ValueError as error:
        findings.problem("external_id", str(error))
        return external_id


def _address(raw: dict[str, Any], home: str, findings: Findings) -> dict[str, Any]:
    given = raw.get("address")
    if given is None:
        return {}
    try:
        values, unknown = read_address(intake.as_object(given), "address.", home, findings)
    except ValueError as error:
        findings.problem("address", str(error))
        return {}
    return values | unknown

"""A merchant says where a store, a warehouse, a return centre or a vendor is; made when new, changed where given."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import LOCATIONS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.locations.address import KEPT
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.locations.queries import find_location
from wesupply_ui.domain.locations.read_location import HOURS_KEPT, merged_address, read_location
from wesupply_ui.domain.locations.zones import suggested_zone
from wesupply_ui.kernel import fields
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.intake import Findings
from wesupply_ui.kernel.language import _

_TOLD = (
    "name", "kind", "address", "time_zone", "hours", "exceptions", "holidays", "services", "phone", "email", "contact", "latitude",
    "longitude",
)  # fmt: skip


async def put_location(
    db: AsyncSession, scope: Scope, external_id: str, raw: dict[str, Any], *, now: datetime, strict: bool = False
) -> tuple[Location, bool, list[FieldProblem]]:
    """(the location, whether it is new, remarks). Fields left out stay; a new one is in the zone of its address unless it says its own.

    Fields that we don't know are kept with it. `strict`: a person typed it, so an address has to be whole and right by its country's
    rules, and a phone number one that can be dialled. Invalid with every field's problem.
    """
    scope.require(LOCATIONS_WRITE)
    findings = Findings()
    location = await find_location(db, scope, external_id)
    is_new = location is None
    external_id = _checked_id(external_id, raw, findings)
    merchant = await db.get_one(Merchant, scope.merchant_id)
    read = read_location(raw, merchant.country, findings)
    address = merged_address(location.address if location else {}, read, findings, strict=strict)
    if is_new and "name" not in raw:
        findings.problem("name", _("is missing"))
    if strict:
        findings.problems += [_refusing(each) for each in findings.remarks if each.field in ("phone", "hours")]
    if findings.problems:
        raise Invalid(_("This location cannot be taken as it is."), problems=tuple(findings.problems))
    if location is None:
        # Without a region, a place in the merchant's own country is where the merchant is.
        is_home = not address.get("region") and address.get("country", merchant.country) == merchant.country
        zone = merchant.time_zone if is_home else suggested_zone(address.get("country"), address.get("region")) or merchant.time_zone
        location = Location(merchant_id=merchant.id, external_id=external_id, name="", time_zone=zone, created_at=now)
        db.add(location)
    before = {name: getattr(location, name) for name in _TOLD}
    for name, value in read.values.items():
        setattr(location, name, value)
    location.address = address
    location.extra = {**location.extra, **read.extra}
    location.updated_at = now
    await _note(db, scope, location, before, is_new, now)
    return location, is_new, findings.remarks


def _refusing(remark: FieldProblem) -> FieldProblem:
    """What would be kept from a machine is asked for again from a person."""
    return FieldProblem(remark.field, remark.message.replace(_(HOURS_KEPT), "").replace(_(KEPT), ""))


async def _note(db: AsyncSession, scope: Scope, location: Location, before: dict[str, Any], is_new: bool, now: datetime) -> None:
    await db.flush()
    after = {name: getattr(location, name) for name in _TOLD}
    changed = [name for name in _TOLD if after[name] != before[name]]
    if not (is_new or changed):
        return
    old, new = {} if is_new else {name: before[name] for name in changed}, {name: after[name] for name in changed}
    action = "location.made" if is_new else "location.changed"
    await audit.note(db, scope, action, f"location:{location.id}", at=now, label=location.name, before=old, after=new)


def _checked_id(external_id: str, raw: dict[str, Any], findings: Findings) -> str:
    if raw.get("external_id") not in (None, external_id):
        findings.problem("external_id", _("is another one than that of the address"))
    try:
        return fields.text(255)(external_id)
    except ValueError as error:
        findings.problem("external_id", str(error))
        return external_id

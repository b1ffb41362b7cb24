"""A merchant gets a field of their own on orders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import SETTINGS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.custom.definition import key_of, put, read_definition, told
from wesupply_ui.domain.orders.custom.models import OrderField
from wesupply_ui.domain.orders.custom.queries import fields_of
from wesupply_ui.kernel.intake import Findings
from wesupply_ui.kernel.language import _

MOST_FIELDS = 50


async def make_field(db: AsyncSession, scope: Scope, raw: Mapping[str, Any], *, now: datetime) -> OrderField:
    """A new field, the last one. Its key is made of the label when none is given. Invalid with every problem."""
    scope.require(SETTINGS_WRITE)
    findings = Findings()
    values = read_definition(raw, findings)
    known = await fields_of(db, scope, archived=True)
    if not raw.get("label"):
        findings.problem("label", _("is missing"))
    key = key_of(raw, findings)
    if any(each.key == key for each in known):
        findings.problem("key", _("is taken: there is a field “{key}”, maybe an archived one", key=key))
    if len(known) >= MOST_FIELDS:
        findings.problem("label", _("is one too many: {most} fields at most, archived ones too", most=MOST_FIELDS))
    field = OrderField(merchant_id=scope.merchant_id, key=key, label="", position=len(known), created_at=now, updated_at=now)
    put(field, values, findings)
    db.add(field)
    await db.flush()
    await audit.note(db, scope, "field.made", f"field:{field.id}", at=now, label=field.label, after=told(field))
    return field

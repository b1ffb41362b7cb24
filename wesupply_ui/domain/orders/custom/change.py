"""A merchant changes what a field of their own is called, holds, and where it is seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import SETTINGS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.custom.definition import put, read_definition, told
from wesupply_ui.domain.orders.custom.keep import index_field
from wesupply_ui.domain.orders.custom.models import OrderField, OrderFieldValue
from wesupply_ui.domain.orders.custom.queries import field_by_id
from wesupply_ui.domain.orders.keys import word_key
from wesupply_ui.kernel.intake import Findings
from wesupply_ui.kernel.language import _


async def change_field(db: AsyncSession, scope: Scope, field_id: str, raw: Mapping[str, Any], *, now: datetime) -> OrderField:
    """Change what is given. The key stays for ever, the kind once orders have values, a choice while orders have it."""
    scope.require(SETTINGS_WRITE)
    field = await field_by_id(db, scope, field_id)
    findings = Findings()
    values = read_definition(raw, findings)
    before, was_searched = told(field), field.is_searched
    if values.get("kind", field.kind) != field.kind and await _has_values(db, field):
        findings.problem("kind", _("cannot change any more: orders have values of it. Make another field"))
    if field.kind == "choice" and "options" in values and (lost := await _chosen_but_lost(db, field, values["options"])):
        findings.problem("options", _("must keep “{lost}”: orders have it", lost=lost))
    put(field, values, findings)
    field.updated_at = now
    await db.flush()
    if field.is_searched != was_searched:
        await index_field(db, field)
    after = told(field)
    changed = {name for name in after if after[name] != before[name]}
    if changed:
        old, new = {name: before[name] for name in changed}, {name: after[name] for name in changed}
        await audit.note(db, scope, "field.changed", f"field:{field.id}", at=now, label=field.label, before=old, after=new)
    return field


async def _has_values(db: AsyncSession, field: OrderField) -> bool:
    mine = select(OrderFieldValue.order_id).where(OrderFieldValue.merchant_id == field.merchant_id, OrderFieldValue.field_id == field.id)
    return (await db.execute(mine.limit(1))).first() is not None


async def _chosen_but_lost(db: AsyncSession, field: OrderField, options: Sequence[str]) -> str | None:
    V = OrderFieldValue
    kept = [word_key(option) for option in options]
    lost = [option for option in field.options if word_key(option) not in kept]
    for option in lost:
        mine = (V.merchant_id == field.merchant_id) & (V.field_id == field.id) & (V.value_key == word_key(option))
        if (await db.execute(select(V.order_id).where(mine).limit(1))).first():
            return option
    return None

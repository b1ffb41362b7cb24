"""How does a merchant like labels to be? The usual parcel, who may carry it, and the form that is printed first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import CARRIERS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.labels.models import LabelPreference
from wesupply_ui.domain.tracking.known_carriers import is_known
from wesupply_ui.kernel import fields
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.intake import REQUIRED, Field, Findings, take
from wesupply_ui.kernel.language import _

FORMS = ("pdf", "zpl")
MOST = 20
_FIELDS = {
    "length_mm": Field("length_mm", fields.count(10, 2_000), REQUIRED),
    "width_mm": Field("width_mm", fields.count(10, 2_000), REQUIRED),
    "height_mm": Field("height_mm", fields.count(5, 2_000), REQUIRED),
    "packaging_grams": Field("packaging_grams", fields.count(0, 30_000), REQUIRED),
    "item_grams": Field("item_grams", fields.count(1, 70_000), REQUIRED),
    "form": Field("form", fields.choice(*FORMS), REQUIRED),
}
_NAMED = frozenset({"carriers", "services"})


async def preference_of(db: AsyncSession, merchant_id: str) -> LabelPreference:
    """The merchant's, or what holds while nobody has said anything."""
    return await db.get(LabelPreference, merchant_id) or LabelPreference(merchant_id=merchant_id)


async def prefer(db: AsyncSession, scope: Scope, raw: Mapping[str, Any], *, now: datetime) -> LabelPreference:
    """Keep these in place of those before. Invalid by field."""
    scope.require(CARRIERS_WRITE)
    findings = Findings()
    values, unknown = take(dict(raw), _FIELDS, "", findings, _NAMED)
    for name in (*unknown, *(each for each in _FIELDS if each not in raw)):
        findings.problem(name, _("is not a field of this") if name in unknown else _("is missing"))
    values["carriers"] = _carriers(raw.get("carriers"), findings)
    values["services"] = _names(raw.get("services"))
    if len(values["services"]) > MOST:
        findings.problem("services", _("are more than {count}", count=MOST))
    if findings.problems:
        raise Invalid(_("This cannot be kept as it is."), problems=tuple(findings.problems))
    kept = await db.get(LabelPreference, scope.merchant_id)
    before = {name: getattr(kept, name) for name in values} if kept else {}
    if kept is None:
        kept = LabelPreference(merchant_id=scope.merchant_id)
    for name, value in values.items():
        setattr(kept, name, value)
    kept.updated_at = now
    db.add(kept)
    await db.flush()
    changed = {name: value for name, value in values.items() if before.get(name) != value}
    if changed:
        told = {name: before[name] for name in changed if name in before}
        await audit.note(db, scope, "label_preference.changed", "label_preference", at=now, before=told, after=changed)
    return kept


def _names(raw: Any) -> list[str]:
    """A list, or one text with commas."""
    parts = raw.split(",") if isinstance(raw, str) else raw if isinstance(raw, list) else []
    return list(dict.fromkeys(name for each in parts if isinstance(each, str) and (name := each.strip()[:100])))


def _carriers(raw: Any, findings: Findings) -> list[str]:
    codes = [each.lower() for each in _names(raw)]
    for code in codes:
        if not is_known(code):
            findings.problem("carriers", _("“{code}” is no carrier that we know", code=code))
    return codes

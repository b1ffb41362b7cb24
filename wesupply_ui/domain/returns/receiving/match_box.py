"""It turned out to which return a kept box belongs, or it is disposed of: either way it waits no longer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_RECEIVE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.inspect_items import DISPOSITIONS
from wesupply_ui.domain.returns.queries import return_by_key
from wesupply_ui.domain.returns.receiving.boxes import box_by_key
from wesupply_ui.domain.returns.receiving.keep_box import tell_box
from wesupply_ui.domain.returns.receiving.models import StrayBox
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.domain.returns.tracks import NotNow
from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.intake import REQUIRED, Field, Findings
from wesupply_ui.kernel.language import _

OUTCOMES = ("sent_back", *DISPOSITIONS)
_MATCH = {"return": Field("return", fields.text(64, numbers=True), REQUIRED)}
_DISPOSE = {"outcome": Field("outcome", fields.choice(*OUTCOMES), REQUIRED), "note": Field("note", fields.text(2000))}


async def match_box(db: AsyncSession, scope: Scope, key: str, raw: Mapping[str, Any], *, now: datetime) -> tuple[StrayBox, ReturnRequest]:
    """`raw`: {"return": "R-1001"}. What is in it is received as that of any box afterwards. NotNow when it waits no longer."""
    scope.require(RETURNS_RECEIVE)
    values = _read(raw, _MATCH, "return", _("is missing; say which return it belongs to"))
    request = await return_by_key(db, scope, values["return"])
    box = await _waiting(db, scope, key)
    box.return_id, box.order_id = request.id, request.order_id
    await _close(db, scope, box, "matched", now)
    return box, request


async def dispose_of_box(db: AsyncSession, scope: Scope, key: str, raw: Mapping[str, Any], *, now: datetime) -> StrayBox:
    """`raw`: {"outcome": "sent_back", "note": …}; also recycle, destroy and the like. NotNow when it waits no longer."""
    scope.require(RETURNS_RECEIVE)
    values = _read(raw, _DISPOSE, "outcome", _("is missing; say {choices}", choices=", ".join(OUTCOMES)))
    box = await _waiting(db, scope, key)
    box.outcome = values["outcome"]
    box.note = "\n".join(filter(None, (box.note, values.get("note") or "")))
    await _close(db, scope, box, "disposed", now)
    return box


def _read(raw: Mapping[str, Any], known: Mapping[str, Field], needed: str, words: str) -> dict[str, Any]:
    findings = Findings()
    values, unknown = intake.take(dict(raw), known, "", findings, frozenset())
    for name in unknown:
        findings.problem(name, _("is no field of this"))
    if needed not in values and not any(each.field == needed for each in findings.problems):
        findings.problem(needed, words)
    if findings.problems:
        raise Invalid(_("This can't be done as it was sent."), problems=tuple(findings.problems))
    return values


async def _waiting(db: AsyncSession, scope: Scope, key: str) -> StrayBox:
    box = await box_by_key(db, scope, key, locked=True)
    if box.state != "open":
        raise NotNow(_("This box was matched or disposed of already."))
    return box


async def _close(db: AsyncSession, scope: Scope, box: StrayBox, state: str, now: datetime) -> None:
    box.state, box.closed_at, box.closed_by, box.updated_at = state, now, scope.actor, now
    await db.flush()
    await tell_box(db, scope, box, f"box_{state}", now=now)

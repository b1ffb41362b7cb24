"""Somebody publishes the draft: it is the next version, and the draft is done with."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_RULES
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.models import PolicyVersion
from wesupply_ui.domain.returns.policy_drafts.check import check_draft
from wesupply_ui.domain.returns.policy_drafts.edit import DraftMoved, drop
from wesupply_ui.domain.returns.policy_drafts.kept import kept
from wesupply_ui.domain.returns.publish import add_version
from wesupply_ui.domain.returns.versions import zone_of
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _

NEW_ORDERS, ALL_ORDERS = "new_orders", "all_orders"


async def publish_draft(
    db: AsyncSession, scope: Scope, *, seen: int, newest: int, begins_on: str = "", applies_to: Any = NEW_ORDERS, now: datetime
) -> PolicyVersion:
    """The new version. `newest`: the number of the version that it was compared with. `begins_on`: a day at the merchant's; "": now.

    DraftMoved when draft or policy are not what was looked at. Invalid with the path of each fault.
    """
    scope.require(RETURNS_RULES)
    there = await kept(db, scope)
    if there.version != seen or (there.newest.number if there.newest else 0) != newest:
        raise DraftMoved(_("Somebody else changed the draft in the meantime."))
    found = await check_draft(db, scope, there.draft)
    if found.policy is None:
        raise Invalid(_("This policy cannot be published yet."), problems=found.faults)
    begins_at = await _beginning(db, scope, begins_on, now)
    policy = found.policy.model_copy(update={"effective_at": begins_at, "applies_to": _which(applies_to)})
    version, _is_new = await add_version(db, scope, policy, now=now)
    await drop(db, scope, seen=seen)
    return version


def _which(applies_to: Any) -> str:
    return ALL_ORDERS if applies_to == ALL_ORDERS else NEW_ORDERS


async def _beginning(db: AsyncSession, scope: Scope, begins_on: str, now: datetime) -> datetime | None:
    """The first moment of that day at the merchant's; None: at once."""
    if not begins_on:
        return None
    zone = await zone_of(db, scope)
    try:
        day = date.fromisoformat(begins_on)
    except ValueError as error:
        raise Invalid(_("Choose a day."), problems=(FieldProblem("begins_on", _("is not a day; write it like 2026-12-24")),)) from error
    if day <= now.astimezone(zone).date():
        told = _("is not in the future; choose a later day, or publish now")
        raise Invalid(_("Choose a later day."), problems=(FieldProblem("begins_on", told),))
    return datetime.combine(day, time(), zone).astimezone(UTC)

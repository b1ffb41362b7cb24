"""A merchant goes back to an earlier policy: its document is published again as a new version, so that history stays as it was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_RULES
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.models import PolicyVersion
from wesupply_ui.domain.returns.publish import add_version, read
from wesupply_ui.domain.returns.versions import version_by_number
from wesupply_ui.kernel.errors import FieldProblem


async def roll_back(
    db: AsyncSession, scope: Scope, number: int, *, all_orders: bool = False, now: datetime
) -> tuple[PolicyVersion, bool, list[FieldProblem]]:
    """(the version that holds now, whether it is new, remarks). NotFound for a number that there is not. Effective at once.

    The document is read again, as places and rules of reading may have changed since.
    """
    scope.require(RETURNS_RULES)
    earlier = await version_by_number(db, scope, number)
    raw = dict(earlier.document) | {"applies_to": "all_orders" if all_orders else "new_orders"}
    policy, remarks = await read(db, scope, raw)
    version, is_new = await add_version(db, scope, policy, now=now, restores=number)
    return version, is_new, remarks

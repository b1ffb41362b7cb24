"""Takes back what was just done about cases, as long as nobody has gone on with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.exceptions.deed import Before, picked, undone
from wesupply_ui.domain.notifications import write
from wesupply_ui.kernel.errors import Conflict


async def put_back(db: AsyncSession, scope: Scope, befores: Sequence[Before], *, message_id: str = "", now: datetime) -> int:
    """How many cases are as they were before; of several, those that somebody has gone on with are left. Conflict when all are.

    A mail that has left already cannot be taken back: Conflict.
    """
    cases = {case.id: case for case in await picked(db, scope, [each.case_id for each in befores])}
    if message_id:
        await write.take_back(db, scope, message_id, now=now)
    count, problem = 0, None
    for before in befores:
        try:
            async with db.begin_nested():
                if before.case_id in cases:
                    await undone(db, scope, cases[before.case_id], before, now=now)
                    count += 1
        except Conflict as conflict:
            problem = conflict
    if not count and problem:
        raise problem
    return count

"""Due rows with leases: how any number of workers share work that lives in the database, and a killed one's work comes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession


def free(model: Any, now: datetime) -> ColumnElement[bool]:
    """Nobody holds the row: it was never claimed, was given back, or its lease has ended."""
    return or_(model.claimed_until.is_(None), model.claimed_until < now)


async def claim(
    db: AsyncSession,
    model: Any,
    *,
    due: ColumnElement[bool],
    order_by: Any,
    limit: int,
    now: datetime,
    lease: timedelta,
    returning: Sequence[Any] = (),
) -> Sequence[Any]:
    """Take at most `limit` due rows that nobody holds, in one statement. Rows of (id, *returning), in no order.

    The table has `id` and `claimed_until`. Another claim passes over these rows until the lease ends; whoever
    finishes a row sets `claimed_until` to None with its result.
    """
    # A common table expression is run once; PostgreSQL may run a plain sub-select again for each row and so take more than `limit`.
    picked = select(model.id).where(due, free(model, now)).order_by(order_by).limit(limit).with_for_update(skip_locked=True).cte("picked")
    statement = (
        update(model)
        .where(model.id.in_(select(picked.c.id)))
        .values(claimed_until=now + lease)
        .returning(model.id, *returning)
        .execution_options(synchronize_session=False)
    )
    return (await db.execute(statement)).all()

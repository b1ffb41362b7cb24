"""Returns in pages: the newest first, or since a time in the order in which they changed, for machines that keep up with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from wesupply_ui.domain.accounts.permissions import RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.queries import order_by_external_id
from wesupply_ui.domain.returns.admit import admit
from wesupply_ui.domain.returns.queries import of_order, visible_to
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.domain.returns.standing import NO_LABEL, STATES, STEPS
from wesupply_ui.kernel import paging
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.paging import Page


@dataclass(frozen=True, slots=True)
class Wanted:
    """`state`, `step`: of `standing`; `order`: the order's external id."""

    state: str | None = None
    step: str | None = None
    order: str | None = None
    updated_since: datetime | None = None


async def list_returns(
    db: AsyncSession, scope: Scope, wanted: Wanted, *, limit: int = 50, cursor: str | None = None
) -> Page[ReturnRequest]:
    """Invalid for a word that is no state or step, NotFound for an order out of reach."""
    admit(scope, RETURNS_READ)
    limit = min(max(limit, 1), paging.MAX_LIMIT)
    query = visible_to(scope)
    if wanted.order is not None:
        order = await order_by_external_id(db, scope, wanted.order)
        query = query.where(col(ReturnRequest.id).in_(of_order(scope, order.id).with_only_columns(ReturnRequest.id)))
    for name, words in (("state", (*STATES, NO_LABEL)), ("step", STEPS)):
        value = getattr(wanted, name)
        if value is not None and value not in words:
            field = "status" if name == "state" else "next_step"
            problem = FieldProblem(field, _("is none of {choices}", choices=", ".join(words)))
            raise Invalid(_("There is no such word for how a return stands."), problems=(problem,))
        if value is not None:
            query = query.where(getattr(ReturnRequest, name) == value)
    if wanted.updated_since is None:
        query = query.order_by(col(ReturnRequest.id).desc())
        if cursor:
            query = query.where(col(ReturnRequest.id) < paging.decode(cursor, 1)[0])
    else:
        query = query.where(col(ReturnRequest.updated_at) >= wanted.updated_since)
        query = query.order_by(col(ReturnRequest.updated_at), col(ReturnRequest.id))
        if cursor:
            query = query.where(_after(cursor))
    rows = list((await db.execute(query.limit(limit + 1))).scalars())
    return Page(rows[:limit], _cursor(rows[limit - 1], wanted) if len(rows) > limit else None)


def _cursor(last: ReturnRequest, wanted: Wanted) -> str:
    return paging.encode(last.id) if wanted.updated_since is None else paging.encode(last.updated_at.isoformat(), last.id)


def _after(cursor: str) -> Any:
    at, return_id = paging.decode(cursor, 2)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        problem = FieldProblem("cursor", "is not a cursor of this list")
        raise Invalid("This cursor is not valid; start again without it.", problems=(problem,))
    updated = col(ReturnRequest.updated_at)
    return or_(updated > moment, and_(updated == moment, col(ReturnRequest.id) > return_id))

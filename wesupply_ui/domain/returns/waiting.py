"""Which returns wait, and for what? The staff's queue: by the next step the most overdue first, or all of them, searched and in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.permissions import RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.listing import Count
from wesupply_ui.domain.orders.search import words_meant
from wesupply_ui.domain.returns.queries import tidy_number, visible_to
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.domain.returns.standing import STEPS
from wesupply_ui.kernel import paging
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.paging import Page

TO_ACT_ON = ("retry", "approve", "answer", "inspect", "settle")
"""Steps that are the staff's own, and for which nothing has to happen elsewhere first."""
MOST_COUNTED = 10_000
MOST_COUNTED_SEARCHED = 100


@dataclass(frozen=True, slots=True)
class Queue:
    """`step` of `standing.STEPS`, None for all returns whatever they wait for. `typed`: a number, or beginnings of the order's words.

    `assigned_to`: the id of the person who takes care of it, "" for nobody, None whoever it is.
    """

    step: str | None = None
    typed: str = ""
    assigned_to: str | None = None


async def list_waiting(db: AsyncSession, scope: Scope, queue: Queue, *, limit: int = 50, cursor: str | None = None) -> Page[ReturnRequest]:
    """One page: of a step what is due first, of all the newest first. Invalid for a cursor that is none of this list's."""
    scope.require(RETURNS_READ)
    query = _wanted(scope, queue)
    if query is None:
        return Page([])
    if queue.step is None:
        query = query.where(col(ReturnRequest.id) < paging.decode(cursor, 1)[0]) if cursor else query
        query = query.order_by(col(ReturnRequest.id).desc())
    else:
        query = query.where(_after(cursor)) if cursor else query
        query = query.order_by(col(ReturnRequest.due_at), col(ReturnRequest.id))
    rows = list((await db.execute(query.limit(limit + 1))).scalars())
    return Page(rows[:limit], _cursor(rows[limit - 1], queue) if len(rows) > limit else None)


async def ids_waiting(db: AsyncSession, scope: Scope, queue: Queue, *, most: int) -> list[str]:
    """The ids of all that a queue holds, the newest first, as many as `most`."""
    scope.require(RETURNS_READ)
    query = _wanted(scope, queue)
    if query is None:
        return []
    found = query.with_only_columns(ReturnRequest.id).order_by(col(ReturnRequest.id).desc()).limit(most)
    return list((await db.execute(found)).scalars())


async def these(db: AsyncSession, scope: Scope, ids: Sequence[str]) -> list[ReturnRequest]:
    """These returns as they are now, in this order; those out of reach are left out."""
    scope.require(RETURNS_READ)
    found = {each.id: each for each in (await db.execute(visible_to(scope).where(col(ReturnRequest.id).in_(ids)))).scalars()}
    return [found[each] for each in ids if each in found]


async def returns_numbered(db: AsyncSession, scope: Scope, typed: str) -> list[ReturnRequest]:
    """The return of this number, for a search over everything; none for who may not see returns, and for what is no number."""
    number = tidy_number(typed)
    if number is None or not scope.may(RETURNS_READ):
        return []
    return list((await db.execute(visible_to(scope).where(ReturnRequest.number == number))).scalars())


async def count_waiting(db: AsyncSession, scope: Scope, queue: Queue) -> Count:
    """Exact up to ten thousand; where something is searched, up to a hundred."""
    scope.require(RETURNS_READ)
    query = _wanted(scope, queue)
    return Count(0) if query is None else await _counted(db, query, MOST_COUNTED_SEARCHED if queue.typed.strip() else MOST_COUNTED)


async def count_steps(db: AsyncSession, scope: Scope) -> dict[str, int]:
    """Step → how many wait for it; those that wait for nothing are not counted."""
    scope.require(RETURNS_READ)
    open_ones = visible_to(scope).where(col(ReturnRequest.step).in_(STEPS[:-1])).with_only_columns(ReturnRequest.step).subquery()
    rows = await db.execute(select(open_ones.c.step, func.count()).group_by(open_ones.c.step))
    return {step: count for step, count in rows}  # noqa: C416


async def count_to_act_on(db: AsyncSession, scope: Scope, *, most: int = 99) -> Count:
    """How many wait for the staff themselves."""
    scope.require(RETURNS_READ)
    return await _counted(db, visible_to(scope).where(col(ReturnRequest.step).in_(TO_ACT_ON)), most)


async def _counted(db: AsyncSession, query: Any, most: int) -> Count:
    some = query.with_only_columns(ReturnRequest.id).limit(most + 1).subquery()
    found = (await db.execute(select(func.count()).select_from(some))).scalar_one()
    return Count(min(found, most), found > most)


def _wanted(scope: Scope, queue: Queue) -> Any:
    """None when what was typed can be in no return."""
    if queue.step is not None and queue.step not in STEPS:
        return None
    query = visible_to(scope) if queue.step is None else visible_to(scope).where(ReturnRequest.step == queue.step)
    if queue.assigned_to is not None:
        query = query.where(
            col(ReturnRequest.assigned_to) == queue.assigned_to if queue.assigned_to else col(ReturnRequest.assigned_to).is_(None)
        )
    if not queue.typed.strip():
        return query
    number, words = tidy_number(queue.typed), words_meant(queue.typed)
    of_order = and_(*(each.is_of(ReturnRequest.order_id) for each in words)) if words else None
    ways = [each for each in (ReturnRequest.number == number if number else None, of_order) if each is not None]
    return query.where(or_(*ways)) if ways else None


def _cursor(last: ReturnRequest, queue: Queue) -> str:
    if queue.step is None:
        return paging.encode(last.id)
    return paging.encode(last.due_at.isoformat() if last.due_at else "", last.id)


def _after(cursor: str) -> Any:
    at, return_id = paging.decode(cursor, 2)
    try:
        moment = datetime.fromisoformat(at) if at else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        problem = FieldProblem("cursor", "is not a cursor of this list")
        raise Invalid("This cursor is not valid; start again without it.", problems=(problem,))
    due: Any = col(ReturnRequest.due_at)
    return and_(due >= moment, or_(due > moment, col(ReturnRequest.id) > return_id))

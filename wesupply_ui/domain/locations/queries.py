"""All reads of locations."""

from __future__ import annotations

from sqlalchemy import case, func
from sqlalchemy import select as sql_select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.kernel import paging
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.paging import Page


def visible_to(scope: Scope) -> SelectOfScalar[Location]:
    """The locations that a scope reaches: its merchant's, for store staff the one."""
    mine = select(Location).where(Location.merchant_id == scope.merchant_id)
    return mine.where(Location.id == scope.location_id) if scope.location_id else mine


async def find_location(db: AsyncSession, scope: Scope, external_id: str) -> Location | None:
    """The merchant's location under its own id."""
    return (await db.execute(visible_to(scope).where(Location.external_id == external_id))).scalar_one_or_none()


async def location_by_external_id(db: AsyncSession, scope: Scope, external_id: str) -> Location:
    """NotFound when there is none, or when it is another merchant's."""
    found = await find_location(db, scope, external_id)
    if found is None:
        raise NotFound(_("There is no such location."))
    return found


async def location_by_id(db: AsyncSession, scope: Scope, location_id: str) -> Location:
    """NotFound when there is none, or when it is another merchant's."""
    found = (await db.execute(visible_to(scope).where(Location.id == location_id))).scalar_one_or_none()
    if found is None:
        raise NotFound(_("There is no such location."))
    return found


async def search_locations(
    db: AsyncSession, scope: Scope, *, typed: str = "", kind: str = "", archived: bool = False, limit: int = 200
) -> list[Location]:
    """By name. `typed`: parts of name, id, city or postcode, each of which has to be there. A merchant has some hundred at most."""
    query = visible_to(scope).where(col(Location.archived_at).is_not(None) if archived else col(Location.archived_at).is_(None))
    if kind:
        query = query.where(Location.kind == kind)
    found = (await db.execute(query.order_by(func.lower(Location.name), col(Location.id)).limit(2000))).scalars()
    words = typed.casefold().split()[:6]
    return [each for each in found if all(word in _haystack(each) for word in words)][:limit]


async def names_by_own_id(db: AsyncSession, scope: Scope) -> dict[str, str]:
    """The names of all locations by the merchant's own ids of them, as orders name them; in the order of their names."""
    found = await db.execute(visible_to(scope).order_by(func.lower(Location.name)))
    return {each.external_id: each.name for each in found.scalars()}


async def count_kinds(db: AsyncSession, scope: Scope) -> dict[str, int]:
    """How many of each kind are in use; under "archived" those that are not."""
    mine = visible_to(scope).subquery().c
    kind = case((mine.archived_at.is_not(None), "archived"), else_=mine.kind)
    return {name: count for name, count in await db.execute(sql_select(kind, func.count()).group_by(kind))}  # noqa: C416


def _haystack(location: Location) -> str:
    parts = (location.name, location.external_id, location.address.get("city"), location.address.get("postcode"))
    return " ".join(str(part) for part in parts if part).casefold()


async def list_locations(db: AsyncSession, scope: Scope, *, limit: int = 50, cursor: str | None = None) -> Page[Location]:
    """By external id."""
    limit = min(max(limit, 1), paging.MAX_LIMIT)
    query = visible_to(scope).order_by(Location.external_id).limit(limit + 1)
    if cursor:
        query = query.where(Location.external_id > paging.decode(cursor, 1)[0])
    rows = list((await db.execute(query)).scalars())
    return Page(rows[:limit], paging.encode(rows[limit - 1].external_id) if len(rows) > limit else None)


async def location_name(db: AsyncSession, merchant_id: str, location_id: str | None) -> str:
    """What a merchant's location is called, for mails and pages that are for no staff yet; empty for none."""
    wanted = select(Location.name).where(Location.merchant_id == merchant_id, Location.id == (location_id or ""))
    return (await db.execute(wanted)).scalar_one_or_none() or ""


async def stores_of(db: AsyncSession, scope: Scope) -> list[tuple[str, str]]:
    """Id and name of every store of the caller's merchant that is in use, by name: where people can work."""
    mine = visible_to(scope).where(Location.kind == "store", col(Location.archived_at).is_(None))
    return [(each.id, each.name) for each in (await db.execute(mine.order_by(Location.name, Location.id))).scalars()]


async def external_ids_in_use(db: AsyncSession, merchant_id: str) -> frozenset[str]:
    """The merchant's own ids of the places that things can be sent to."""
    mine = select(Location.external_id).where(Location.merchant_id == merchant_id, col(Location.archived_at).is_(None))
    return frozenset((await db.execute(mine)).scalars())

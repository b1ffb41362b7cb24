"""A person keeps filters, sort and columns of a list under a name, for themselves or for everybody, and changes or removes that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.colleagues import me
from wesupply_ui.domain.accounts.permissions import ORDERS_READ, VIEWS_SHARE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.columns import choice_of, known_list
from wesupply_ui.domain.orders.views import MOST, read_name, view_to_change, views_of
from wesupply_ui.domain.orders.work_models import SavedView
from wesupply_ui.kernel.errors import Conflict, NotFound
from wesupply_ui.kernel.language import _

UNDONE_WITHIN = timedelta(minutes=10)


async def save_view(
    db: AsyncSession, scope: Scope, list_: str, *, name: str, query: Mapping[str, str], columns: str, is_shared: bool, now: datetime
) -> SavedView:
    """A new view. NotAllowed to share without that right; Invalid without a name, Conflict when there are very many."""
    scope.require(VIEWS_SHARE if is_shared else ORDERS_READ)
    called = read_name(name)
    if len([each for each in await views_of(db, scope, known_list(list_)) if each.person_id == me(scope)]) >= MOST:
        raise Conflict(_("You have {most} views; delete one first.", most=MOST))
    view = SavedView(
        merchant_id=scope.merchant_id, person_id=me(scope), list=list_, name=called, is_shared=is_shared, query=dict(query),
        columns=columns, created_at=now, updated_at=now,
    )  # fmt: skip
    db.add(view)
    await db.flush()
    await audit.note(db, scope, "view.saved", f"view:{view.id}", at=now, label=view.name, after={"is_shared": is_shared, "list": list_})
    return view


async def change_view(
    db: AsyncSession,
    scope: Scope,
    view_id: str,
    *,
    name: str | None = None,
    is_shared: bool | None = None,
    query: Mapping[str, str] | None = None,
    columns: str | None = None,
    now: datetime,
) -> SavedView:
    """Another name, other filters, private or shared; None leaves it."""
    view = await view_to_change(db, scope, view_id)
    wanted = {
        "name": None if name is None else read_name(name),
        "is_shared": is_shared,
        "query": None if query is None else dict(query),
        "columns": columns,
    }
    after = {key: value for key, value in wanted.items() if value is not None and getattr(view, key) != value}
    if after.get("is_shared") is not None:
        scope.require(VIEWS_SHARE)
    if not after:
        return view
    before = {key: getattr(view, key) for key in after}
    for key, value in after.items():
        setattr(view, key, value)
    view.updated_at = now
    await audit.note(db, scope, "view.changed", f"view:{view.id}", at=now, label=view.name, before=before, after=after)
    return view


async def delete_view(db: AsyncSession, scope: Scope, view_id: str, *, now: datetime) -> SavedView:
    """Gone for all who saw it; for some minutes it can be brought back."""
    view = await view_to_change(db, scope, view_id)
    view.deleted_at = now
    await audit.note(db, scope, "view.deleted", f"view:{view.id}", at=now, label=view.name)
    return view


async def restore_view(db: AsyncSession, scope: Scope, view_id: str, *, now: datetime) -> SavedView:
    """As it was. Conflict when too much time has passed."""
    view = await view_to_change(db, scope, view_id, is_deleted=True)
    if view.deleted_at is None or now - view.deleted_at > UNDONE_WITHIN:
        raise Conflict(_("Too much time has passed; save it again."))
    view.deleted_at = None
    await audit.note(db, scope, "view.restored", f"view:{view.id}", at=now, label=view.name)
    return view


async def open_with(db: AsyncSession, scope: Scope, list_: str, view_id: str) -> None:
    """The list opens with this view for this person; nothing: with everything. NotFound for a view that they don't see."""
    if view_id and view_id not in {each.id for each in await views_of(db, scope, list_)}:
        raise NotFound(_("There is no such view."))
    choice = await choice_of(db, scope, list_)
    choice.view_id = view_id or None
    db.add(choice)

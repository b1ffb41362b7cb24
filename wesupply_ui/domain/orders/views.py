"""Which saved views does a person have of a list, and which of them may they change? Saving and changing are other modules'."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.colleagues import me
from wesupply_ui.domain.accounts.permissions import ORDERS_READ, VIEWS_SHARE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.work_models import SavedView
from wesupply_ui.kernel.errors import FieldProblem, Invalid, NotAllowed, NotFound
from wesupply_ui.kernel.intake import storable
from wesupply_ui.kernel.language import _

LONGEST = 60
MOST = 50


async def views_of(db: AsyncSession, scope: Scope, name: str) -> Sequence[SavedView]:
    """One's own and those shared with everybody, by name."""
    scope.require(ORDERS_READ)
    mine = select(SavedView).where(SavedView.merchant_id == scope.merchant_id, SavedView.list == name, col(SavedView.deleted_at).is_(None))
    seen = mine.where(or_(col(SavedView.is_shared), SavedView.person_id == me(scope)))  # type: ignore[arg-type]
    return (await db.execute(seen.order_by(SavedView.name, SavedView.id).limit(2 * MOST))).scalars().all()


async def view_to_change(db: AsyncSession, scope: Scope, view_id: str, *, is_deleted: bool = False) -> SavedView:
    """NotFound for another merchant's and somebody else's private one; NotAllowed for a shared one without the right to share."""
    mine = select(SavedView).where(SavedView.id == str(view_id)[:64], SavedView.merchant_id == scope.merchant_id).with_for_update()
    view = (await db.execute(mine)).scalar_one_or_none()
    if view is None or (view.deleted_at is not None) is not is_deleted or not (view.is_shared or view.person_id == me(scope)):
        raise NotFound(_("There is no such view."))
    if not may_change(view, scope):
        raise NotAllowed(_("Your role does not let you change views that are shared."))
    return view


def may_change(view: SavedView, scope: Scope) -> bool:
    """Private ones belong to who made them; shared ones to all who may share."""
    return scope.may(VIEWS_SHARE) if view.is_shared else view.person_id == me(scope)


def read_name(name: object) -> str:
    """A view's name. Invalid for none or a long one."""
    words = " ".join(str(name).split())
    if not words or len(words) > LONGEST or not storable(words):
        raise Invalid(
            _("This view needs a name."),
            problems=(FieldProblem("name", _("Write a name of one to {longest} characters.", longest=LONGEST)),),
        )
    return words

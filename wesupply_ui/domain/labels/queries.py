"""All reads of labels."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.want import Cause
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _


async def label_by_id(db: AsyncSession, scope: Scope, label_id: str, *, locked: bool = False) -> Label:
    """NotFound when there is none, or when it is another merchant's."""
    mine = select(Label).where(Label.merchant_id == scope.merchant_id, Label.id == label_id)
    found = (await db.execute(mine.with_for_update() if locked else mine)).scalar_one_or_none()
    if found is None:
        raise NotFound(_("There is no such label."))
    return found


async def labels_of(db: AsyncSession, scope: Scope, cause: Cause) -> list[Label]:
    """Every label of a cause, the newest first."""
    mine = (Label.merchant_id == scope.merchant_id) & (Label.cause_kind == cause.kind) & (Label.cause_id == cause.id)
    return list((await db.execute(select(Label).where(mine).order_by(col(Label.created_at).desc(), col(Label.id).desc()))).scalars())


async def label_of_parcel(db: AsyncSession, merchant_id: str, parcel_id: str) -> Label | None:
    """The newest label under whose number this parcel travels."""
    mine = select(Label).where(Label.merchant_id == merchant_id, Label.parcel_id == parcel_id)
    return (await db.execute(mine.order_by(col(Label.bought_at).desc()).limit(1))).scalar_one_or_none()

"""What has a new merchant done of what makes the product work for them? Told from the data, not from ticks."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.invitations import Invitation
from wesupply_ui.domain.accounts.models import Membership, Merchant
from wesupply_ui.domain.accounts.permissions import SETTINGS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.hosts.queries import shop_base
from wesupply_ui.domain.insights.models import StepMark
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.orders.links import tracking_url
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.returns.models import PolicyVersion
from wesupply_ui.domain.tracking.models import CarrierCheck

STEPS = ("brand", "location", "carrier", "orders", "returns", "preview", "mail", "staff")


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """`done`: of `STEPS`. `preview_url`: the newest order's tracking page. `is_dismissed`: not shown on the overview any more."""

    done: frozenset[str]
    is_dismissed: bool
    preview_url: str | None

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to do."""
        return len(self.done) == len(STEPS)


async def first_steps(db: AsyncSession, scope: Scope) -> FirstSteps:
    """How far the merchant has come."""
    scope.require(SETTINGS_READ)
    mine = scope.merchant_id
    merchant = await db.get_one(Merchant, mine)
    facts = {
        "location": exists().where(Location.merchant_id == mine, col(Location.archived_at).is_(None)),  # type: ignore[arg-type]
        "carrier": exists().where(CarrierCheck.merchant_id == mine, col(CarrierCheck.passed_at).is_not(None)),  # type: ignore[arg-type]
        "orders": exists().where(Order.merchant_id == mine),  # type: ignore[arg-type]
        "returns": exists().where(PolicyVersion.merchant_id == mine),  # type: ignore[arg-type]
        "invited": exists().where(Invitation.merchant_id == mine),  # type: ignore[arg-type]
    }
    row = (await db.execute(select(*(each.label(name) for name, each in facts.items())))).one()  # type: ignore[call-overload]
    known = {name for name in facts if getattr(row, name)}
    people = select(Membership.id).where(Membership.merchant_id == mine, col(Membership.is_active))
    several = len((await db.execute(people.limit(2))).all()) > 1
    marks = set((await db.execute(select(StepMark.step).where(StepMark.merchant_id == mine))).scalars())
    done = known & {"location", "carrier", "orders", "returns"}
    done |= {"brand"} if merchant.brand.get("logo_url") or merchant.brand.get("accent") else set()
    done |= {"preview"} if "previewed" in marks else set()
    done |= {"mail"} if "mail_passed" in marks else set()
    done |= {"staff"} if several or "invited" in known else set()
    newest = select(Order).where(Order.merchant_id == mine).order_by(col(Order.placed_at).desc(), col(Order.id).desc()).limit(1)
    order = (await db.execute(newest)).scalar_one_or_none()
    link = tracking_url(order, await shop_base(db, mine)) if order else None
    return FirstSteps(frozenset(done), "dismissed" in marks, link)

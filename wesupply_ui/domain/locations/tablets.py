"""The tablets that stand at stores' desks: registered and removed by who runs the store, or the shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.factors import StoreDevice
from wesupply_ui.domain.accounts.models import Merchant, StaffSession
from wesupply_ui.domain.accounts.permissions import DESK_MANAGE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.accounts.sign_in import session_topic
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.locations.queries import visible_to
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import FieldProblem, Invalid, NotFound
from wesupply_ui.kernel.fields import text
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.secrets import fingerprint, new_token

IDLE_MINUTES = (1, 2, 5, 10, 15, 30)


@dataclass(frozen=True, slots=True)
class Tablet:
    """A registered tablet and where it stands."""

    id: str
    name: str
    store: str
    device: str
    last_seen_at: datetime


async def register_tablet(
    db: AsyncSession, scope: Scope, *, location_id: str, name: str, device: str, now: datetime
) -> tuple[StoreDevice, str]:
    """(the tablet, its cookie's token, told once). NotFound for a place that is no store of the caller's; Invalid without a name."""
    scope.require(DESK_MANAGE)
    store = await _store(db, scope, location_id)
    try:
        named = text(60)(name)
    except ValueError as error:
        raise Invalid(_("Give the tablet a name."), problems=(FieldProblem("name", str(error)),)) from error
    token = new_token()
    tablet = StoreDevice(
        merchant_id=scope.merchant_id,
        location_id=store.id,
        name=named,
        token_hash=fingerprint(token),
        device=device[:200],
        registered_by=scope.actor.removeprefix("person:"),
        created_at=now,
        last_seen_at=now,
    )
    db.add(tablet)
    await db.flush()
    after = {"name": named, "location": store.external_id}
    await audit.note(db, scope, "tablet.registered", f"tablet:{tablet.id}", at=now, label=named, after=after)
    return tablet, token


async def remove_tablet(db: AsyncSession, scope: Scope, tablet_id: str, *, now: datetime) -> None:
    """It opens nothing any more, and who works at it is out at once. NotFound when it is none of the caller's."""
    scope.require(DESK_MANAGE)
    mine = select(StoreDevice).where(StoreDevice.id == tablet_id[:40], StoreDevice.merchant_id == scope.merchant_id)
    if scope.location_id:
        mine = mine.where(StoreDevice.location_id == scope.location_id)
    tablet = (await db.execute(mine.where(col(StoreDevice.revoked_at).is_(None)))).scalar_one_or_none()
    if tablet is None:
        raise NotFound(_("There is no such tablet."))
    tablet.revoked_at = now
    at_it = select(StaffSession).where(StaffSession.device_id == tablet.id, col(StaffSession.ended_at).is_(None))
    for session in (await db.execute(at_it)).scalars():
        session.ended_at = now
        live.announce(db, session_topic(session.token_hash))
    await audit.note(db, scope, "tablet.removed", f"tablet:{tablet.id}", at=now, label=tablet.name)


async def tablets_of(db: AsyncSession, scope: Scope) -> list[Tablet]:
    """The tablets that the caller may remove, by store and name."""
    scope.require(DESK_MANAGE)
    mine = (
        select(StoreDevice, Location.name)
        .join(Location, (col(Location.id) == StoreDevice.location_id) & (col(Location.merchant_id) == StoreDevice.merchant_id))
        .where(StoreDevice.merchant_id == scope.merchant_id, col(StoreDevice.revoked_at).is_(None))
        .order_by(Location.name, StoreDevice.name)
    )
    if scope.location_id:
        mine = mine.where(StoreDevice.location_id == scope.location_id)
    return [Tablet(each.id, each.name, store, each.device, each.last_seen_at) for each, store in (await db.execute(mine)).all()]


async def stores_of(db: AsyncSession, scope: Scope) -> list[Location]:
    """The stores at which the caller may register a tablet."""
    scope.require(DESK_MANAGE)
    return list((await db.execute(visible_to(scope).where(Location.kind == "store").order_by(Location.name))).scalars())


async def set_idle_minutes(db: AsyncSession, scope: Scope, minutes: str, *, now: datetime) -> None:
    """After so long without a touch the shop's tablets lock themselves."""
    scope.require(DESK_MANAGE)
    merchant = await db.get_one(Merchant, scope.merchant_id)
    if scope.location_id or minutes not in {str(each) for each in IDLE_MINUTES}:
        raise Invalid(_("Choose one of the times."), problems=(FieldProblem("minutes", _("is none of the times")),))
    before, merchant.desk_idle_minutes = merchant.desk_idle_minutes, int(minutes)
    if before != merchant.desk_idle_minutes:
        change = {"before": {"minutes": before}, "after": {"minutes": merchant.desk_idle_minutes}}
        await audit.note(db, scope, "tablets.idle_changed", f"merchant:{merchant.id}", at=now, **change)


async def _store(db: AsyncSession, scope: Scope, location_id: str) -> Location:
    mine = visible_to(scope).where(Location.id == location_id[:40], Location.kind == "store")
    store = (await db.execute(mine)).scalar_one_or_none()
    if store is None:
        raise NotFound(_("There is no such store."))
    return store

"""Who may open this tablet, and does: a store's people pick their name and type their PIN; the tablet's own cookie says which store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import passwords, pins
from wesupply_ui.domain.accounts.factors import DeskPin, StoreDevice
from wesupply_ui.domain.accounts.models import Membership, Merchant, Person
from wesupply_ui.domain.accounts.scopes import scope_of_person
from wesupply_ui.domain.accounts.sign_in import NotIn, Opened, open_session
from wesupply_ui.kernel.language import _, known
from wesupply_ui.kernel.secrets import fingerprint

DEVICE_COOKIE = "wesupply_desk"
DEVICE_LIFE = timedelta(days=365)
_SEEN_EVERY = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Associate:
    """Somebody who works at the tablet's store. `has_pin`: else they choose one now, with their password."""

    person_id: str
    name: str
    has_pin: bool


async def device_of(db: AsyncSession, token: str | None) -> StoreDevice | None:
    """The tablet of this cookie; None for none, and for one that was removed."""
    if not token or len(token) > 200:
        return None
    mine = select(StoreDevice).where(StoreDevice.token_hash == fingerprint(token), col(StoreDevice.revoked_at).is_(None))
    return (await db.execute(mine)).scalar_one_or_none()


async def associates_at(db: AsyncSession, device: StoreDevice) -> list[Associate]:
    """Everybody who works at the tablet's store now, by name."""
    rows = await db.execute(
        select(Person.id, Person.name, Person.email, DeskPin.person_id)
        .join(Membership, col(Membership.person_id) == Person.id)
        .outerjoin(DeskPin, col(DeskPin.person_id) == Person.id)
        .where(Membership.merchant_id == device.merchant_id, Membership.location_id == device.location_id)
        .where(Membership.is_active, Person.is_active)
    )
    # At a locked desk anybody may read: names, never addresses.
    found = [Associate(row[0], row[1] or row[2].partition("@")[0], row[3] is not None) for row in rows.all()]
    return sorted(found, key=lambda each: (each.name.casefold(), each.person_id))


async def unlock(db: AsyncSession, device: StoreDevice, person_id: str, pin: str, *, address: str, now: datetime) -> Opened:
    """A session that lives while somebody works at the tablet. `NotIn`, the same for a wrong PIN and for who does not work here."""
    person = await _works_here(db, device, person_id)
    if not await pins.is_pin(db, person.id if person else "", pin) or person is None:
        raise NotIn(_("The PIN is not right."), person.id if person else None)
    return await _open(db, device, person, address, now)


async def choose_first_pin(
    db: AsyncSession, device: StoreDevice, person_id: str, password: str, pin: str, *, address: str, now: datetime
) -> Opened:
    """Who has no PIN yet chooses one at the tablet, proven by their password. `NotIn` when that is wrong; Invalid for a weak PIN."""
    person = await _works_here(db, device, person_id)
    right = await passwords.matches(person.password_hash if person else None, password)
    if not right or person is None or await db.get(DeskPin, person.id):
        raise NotIn(_("The password is not right."), person.id if person else None)
    await pins.set_pin(db, scope_of_person(device.merchant_id, person.id, now), person.id, pin, now=now)
    return await _open(db, device, person, address, now)


async def _open(db: AsyncSession, device: StoreDevice, person: Person, address: str, now: datetime) -> Opened:
    merchant = await db.get_one(Merchant, device.merchant_id)
    life = timedelta(minutes=merchant.desk_idle_minutes)
    if now - device.last_seen_at > _SEEN_EVERY:
        device.last_seen_at = now
    opened = open_session(
        db,
        person_id=person.id,
        merchant_id=merchant.id,
        device=device.device,
        address=address,
        way="pin",
        device_id=device.id,
        life=life,
        now=now,
    )
    return replace(opened, language=known(person.language or merchant.locale))


async def _works_here(db: AsyncSession, device: StoreDevice, person_id: str) -> Person | None:
    mine = (
        select(Person)
        .join(Membership, col(Membership.person_id) == Person.id)
        .where(Person.id == person_id[:40], Person.is_active, Membership.is_active)
        .where(Membership.merchant_id == device.merchant_id, Membership.location_id == device.location_id)
    )
    return (await db.execute(mine)).scalar_one_or_none()

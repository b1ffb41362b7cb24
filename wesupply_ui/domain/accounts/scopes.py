"""On whose behalf is this done, and how far may it reach? The only maker of scopes: from a session, an API token or a capability link."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import bindparam, exists, literal, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.factors import CodeSecret, Passkey, StoreDevice
from wesupply_ui.domain.accounts.models import ApiClient, ApiToken, CustomRole, Membership, Merchant, Person, StaffSession
from wesupply_ui.domain.accounts.permissions import ALL, DESK_MANAGE, FOR_MACHINES
from wesupply_ui.domain.accounts.roles import CUSTOM, name_of, permissions_of
from wesupply_ui.kernel.errors import ConfirmNeeded, NotAllowed, SecondFactorNeeded
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.secrets import fingerprint

RECENT = timedelta(minutes=10)


class Audience(StrEnum):
    """Who is asking."""

    STAFF = "staff"
    MACHINE = "machine"
    SHOPPER = "shopper"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a caller may reach: one merchant, for store staff one location, for a shopper's link one order.

    `actor` names the caller in audits ("person:<id>", "client:<id>", "link", "job"), `origin` the network address they call from,
    `confirmed_at` when a person last proved who they are. Every tenant query takes one.
    """

    merchant_id: str
    audience: Audience
    actor: str
    permissions: frozenset[str] = frozenset()
    location_id: str | None = None
    order_id: str | None = None
    origin: str = ""
    confirmed_at: datetime | None = None

    def may(self, permission: str) -> bool:
        """Whether this permission was given."""
        return permission in self.permissions

    def require(self, permission: str) -> None:
        """NotAllowed unless given."""
        if not self.may(permission):
            raise NotAllowed(_("Your role does not allow this."))

    def require_recent(self, now: datetime) -> None:
        """ConfirmNeeded unless the person proved who they are within `RECENT`: before what a stranger at an open desk must not do."""
        if self.audience is Audience.STAFF and (self.confirmed_at is None or now - self.confirmed_at > RECENT):
            raise ConfirmNeeded(_("Please confirm that it is you."))

    def narrowed_to(self, order_id: str) -> Scope:
        """The same caller, reaching one order and nothing beside it."""
        return replace(self, order_id=order_id)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, for the frame of a screen.

    `has_factor`: the person has a second factor set up. `lacks_factor`: this session came without one where one is needed, so that it
    opens nothing but the way to prove or set one up. `device_id`: the store's tablet that a PIN opened.
    """

    scope: Scope
    person_id: str
    person_name: str
    email: str
    role: str
    merchant_slug: str
    merchant_name: str
    time_zone: str
    currency: str
    locale: str
    brand: dict[str, object]
    role_name: str = ""
    session_id: str = ""
    language: str = "en"
    has_factor: bool = False
    lacks_factor: bool = False
    device_id: str | None = None
    seen_at: datetime | None = None


async def signed_in(db: AsyncSession, token: str | None, *, now: datetime) -> SignedIn | None:
    """Who holds this session cookie; None for no cookie, an ended session, or someone who may no longer enter."""
    if not token or len(token) > 200:
        return None
    row = await _row_of(db, fingerprint(token), now)
    return _told(row) if row is not None else None


def _told(row: Any) -> SignedIn | None:
    session, person, membership, merchant, own_role, has_factor = tuple(row)
    if person.password_changed_at and session.created_at < person.password_changed_at:
        return None
    allowed = ALL & frozenset(own_role.permissions) if own_role else permissions_of(membership.role)
    if session.device_id:  # six digits, typed where others look on, open the desk; which tablets do is for a browser of one's own
        allowed -= {DESK_MANAGE}
    confirmed = session.confirmed_at or session.created_at
    if has_factor and not session.two_factors:
        confirmed = None  # proven by one factor only, before there was a second: not enough to take that one away, or to add a third
    scope = Scope(
        merchant.id, Audience.STAFF, f"person:{person.id}", allowed, membership.location_id, origin=session.address, confirmed_at=confirmed
    )
    return SignedIn(
        scope,
        person.id,
        person.name,
        person.email,
        membership.role,
        merchant.slug,
        merchant.name,
        person.time_zone or merchant.time_zone,
        merchant.currency,
        merchant.locale,
        dict(merchant.brand),
        name_of(membership.role, own_role.name if own_role else None),
        session.id,
        person.language or merchant.locale,
        bool(has_factor),
        # A PIN works at a registered tablet alone: something one has and something one knows.
        not session.two_factors and session.device_id is None and bool(merchant.requires_two_factor or has_factor),
        session.device_id,
        session.last_seen_at,
    )


async def _row_of(db: AsyncSession, token_hash: str, now: datetime) -> Any:
    return (await db.execute(_statement(), {"token_hash": token_hash, "now": now})).first()


@cache
def _statement() -> Any:
    """Built once: every handler of every screen asks it, and building it takes as long as its answer."""
    return (
        select(StaffSession, Person, Membership, Merchant, CustomRole, _has_factor().label("has_factor"))
        .join(Person, Person.id == StaffSession.person_id)
        .join(Merchant, Merchant.id == StaffSession.merchant_id)
        .join(Membership, (Membership.person_id == Person.id) & (Membership.merchant_id == Merchant.id))
        .outerjoin(CustomRole, (CustomRole.merchant_id == Merchant.id) & (col(Membership.role) == literal(CUSTOM) + CustomRole.id))
        .outerjoin(StoreDevice, col(StoreDevice.id) == StaffSession.device_id)
        .where(StaffSession.token_hash == bindparam("token_hash"), col(StaffSession.ended_at).is_(None))
        .where(StaffSession.expires_at > bindparam("now"), Person.is_active, Membership.is_active, _still_at_its_tablet())
    )


def _has_factor() -> Any:
    codes = exists().where(col(CodeSecret.person_id) == Person.id, col(CodeSecret.confirmed_at).is_not(None))
    return or_(codes, exists().where(col(Passkey.person_id) == Person.id))


def _still_at_its_tablet() -> Any:
    """A session of a tablet lives as long as the tablet stands, and at the store where it stands."""
    stands = col(StoreDevice.revoked_at).is_(None) & (col(StoreDevice.location_id) == Membership.location_id)
    return col(StaffSession.device_id).is_(None) | (col(StoreDevice.id).is_not(None) & stands)


async def scope_of_session(db: AsyncSession, token: str | None, *, now: datetime) -> Scope | None:
    """The scope alone of who holds this session cookie. SecondFactorNeeded when the session came without one where one is needed."""
    found = await signed_in(db, token, now=now)
    if found and found.lacks_factor:
        raise SecondFactorNeeded(_("Please finish signing in first: this shop asks for two factors."))
    return found.scope if found else None


async def scope_of_api_token(db: AsyncSession, token: str, *, now: datetime, origin: str = "") -> Scope | None:
    """The scope of an API client's bearer token; None when unknown, expired or revoked."""
    row = (
        await db.execute(
            select(ApiToken, ApiClient)
            .join(ApiClient, ApiClient.id == ApiToken.api_client_id)
            .where(ApiToken.token_hash == fingerprint(token), ApiToken.expires_at > now, col(ApiClient.revoked_at).is_(None))
        )
    ).first()
    if row is None:
        return None
    given = row.ApiClient.scopes
    allowed = permissions_of("machine") if given is None else FOR_MACHINES & frozenset(given)
    if row.ApiToken.scopes is not None:
        allowed &= frozenset(row.ApiToken.scopes)
    return Scope(row.ApiToken.merchant_id, Audience.MACHINE, f"client:{row.ApiClient.id}", allowed, origin=origin)


def scope_of_link(merchant_id: str, order_id: str) -> Scope:
    """A shopper with a capability link to one order. The caller has checked the link's token."""
    return Scope(merchant_id, Audience.SHOPPER, "link", permissions_of("shopper"), order_id=order_id)


def scope_of_self(merchant_id: str, person_id: str) -> Scope:
    """A person who does something about their own account, proven by a mailed link: reaches nothing, and is named in audits."""
    return Scope(merchant_id, Audience.STAFF, f"person:{person_id}")


def scope_of_person(merchant_id: str, person_id: str, confirmed_at: datetime) -> Scope:
    """Somebody who has just proven who they are at the door and does something about themselves: reaches nothing of the merchant's."""
    return Scope(merchant_id, Audience.STAFF, f"person:{person_id}", confirmed_at=confirmed_at)


def scope_of_system(merchant_id: str, actor: str) -> Scope:
    """A job, or a person at the installation's own terminal, acting for one merchant."""
    return Scope(merchant_id, Audience.SYSTEM, actor, permissions_of("owner"))

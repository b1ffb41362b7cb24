"""How does the merchant stand with each carrier? Whose account asks, whether it works, what waits and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.models import Person
from wesupply_ui.domain.accounts.permissions import SETTINGS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.tracking.credentials import SECRETS
from wesupply_ui.domain.tracking.models import CarrierCheck, CarrierCredential, Parcel
from wesupply_ui.kernel.settings import carrier_variables

BEHIND = timedelta(minutes=10)
"""So long after its time a parcel that was not asked for counts as behind."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong with parcels of a carrier when they were last asked for: the failure's code, how many, and the latest time."""

    code: str
    count: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """One carrier. `whose`: "own", "platform" or "none". No secret is in here."""

    carrier: str
    whose: str
    hint: str = ""
    set_at: datetime | None = None
    set_by: str = ""
    address: str | None = None
    per_second: float | None = None
    per_day: int | None = None
    spent: int = 0
    outcome: str = ""
    checked_at: datetime | None = None
    passed_at: datetime | None = None
    parcels: int = 0
    due: int = 0
    behind: int = 0
    troubles: list[Trouble] = field(default_factory=list)


async def account_standings(
    db: AsyncSession,
    scope: Scope,
    carriers: Sequence[str],
    *,
    now: datetime,
    platform: Callable[[str], Mapping[str, str]] = carrier_variables,
) -> list[AccountStanding]:
    """Each of these carriers, in their order, in a handful of statements."""
    scope.require(SETTINGS_READ)
    C, K = CarrierCredential, CarrierCheck
    own = {each.carrier: each for each in (await db.execute(select(C).where(C.merchant_id == scope.merchant_id))).scalars()}
    checks = {each.carrier: each for each in (await db.execute(select(K).where(K.merchant_id == scope.merchant_id))).scalars()}
    names = await _names(db, [each.set_by for each in own.values()])
    loads, troubles = await _loads(db, scope, now), await _troubles(db, scope)
    found: list[AccountStanding] = []
    for carrier in carriers:
        mine, check = own.get(carrier), checks.get(carrier)
        has_platform = any(platform(carrier).get(name) for name in SECRETS)
        whose = "own" if mine else "platform" if has_platform else "none"
        parcels, due, behind = loads.get(carrier, (0, 0, 0))
        standing = AccountStanding(carrier, whose, parcels=parcels, due=due, behind=behind, troubles=troubles.get(carrier, []))
        found.append(_with(standing, mine, check if whose != "none" else None, names, now))
    return found


def _with(
    standing: AccountStanding, mine: CarrierCredential | None, check: CarrierCheck | None, names: Mapping[str, str], now: datetime
) -> AccountStanding:
    if mine:
        spent = mine.spent if mine.spent_on == now.astimezone(UTC).date() else 0
        standing = replace(
            standing,
            hint=mine.hint,
            set_at=mine.updated_at,
            set_by=names.get(mine.set_by, ""),
            address=mine.base_url,
            per_second=mine.per_second,
            per_day=mine.per_day,
            spent=spent,
        )
    is_of_this = check is not None and check.account_key.startswith("merchant:") == (standing.whose == "own")
    if check is not None and is_of_this:
        standing = replace(standing, outcome=check.outcome, checked_at=check.checked_at, passed_at=check.passed_at)
    return standing


async def _names(db: AsyncSession, actors: Sequence[str]) -> dict[str, str]:
    """Actor → the person's name; others than people have none."""
    ids = [each.removeprefix("person:") for each in actors if each.startswith("person:")]
    rows = await db.execute(select(Person.id, Person.name, Person.email).where(col(Person.id).in_(ids))) if ids else ()
    return {f"person:{person_id}": name or email for person_id, name, email in rows}


async def _loads(db: AsyncSession, scope: Scope, now: datetime) -> dict[str, tuple[int, int, int]]:
    """Carrier → parcels that are still asked for, those that are due, and those that have waited too long."""
    P = Parcel
    due = func.count().filter(col(P.next_poll_at) <= now)
    behind = func.count().filter(col(P.next_poll_at) <= now - BEHIND)
    mine = (P.merchant_id == scope.merchant_id) & col(P.next_poll_at).is_not(None)
    rows = await db.execute(select(P.carrier, func.count(), due, behind).where(mine).group_by(P.carrier))
    return {carrier: (parcels, waiting, late) for carrier, parcels, waiting, late in rows}


async def _troubles(db: AsyncSession, scope: Scope) -> dict[str, list[Trouble]]:
    P = Parcel
    mine = (P.merchant_id == scope.merchant_id) & col(P.failure_code).is_not(None) & col(P.next_poll_at).is_not(None)
    grouped = select(P.carrier, P.failure_code, func.count(), func.max(P.last_polled_at)).where(mine).group_by(P.carrier, P.failure_code)
    found: dict[str, list[Trouble]] = {}
    for carrier, code, count, last_at in await db.execute(grouped.order_by(func.count().desc())):
        found.setdefault(carrier, []).append(Trouble(code, count, last_at))
    return found

"""Has somebody tried too often in vain? Waits grow: a minute, five, a quarter of an hour, an hour. Kept in the database, for all processes.

A try is counted before it is looked at, so that a thousand at once are a thousand: `count`, then look, then `forget` (it was right).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.factors import FailedTries
from wesupply_ui.kernel.errors import TooMany
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.kernel.secrets import fingerprint

WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Patience:
    """So many tries are free; then every one costs a longer wait. `name` says what is tried.

    `within`: counted anew after so long even if they never pause, for what many people share.
    """

    name: str
    free: int
    within: timedelta | None = None


class TooOften(TooMany):
    """Has to wait, by this `patience`."""

    def __init__(self, patience: Patience, seconds: float) -> None:
        super().__init__(_words(seconds), retry_after=max(1.0, seconds))
        self.patience = patience


PASSWORD_HERE = Patience("password", 5)
"""Per account and network address."""
PASSWORD_KNOWN = Patience("password-known", 5)
"""Per account and browser, where the account was opened before."""
PASSWORD_FROM = Patience("password-from", 100, within=timedelta(days=1))
"""Per network address, whatever the account: a whole office may share one."""
PASSWORD_OF = Patience("password-of", 100)
"""Per account from anywhere: so many that nobody locks another out by hand, so few that many addresses guess nothing."""
SECOND_STEP = Patience("second", 5)
"""Per person: six digits are few, so that every wrong one counts wherever it comes from."""
PIN_HERE = Patience("pin", 5)
"""Per person and tablet."""
PIN_AT = Patience("pin-at", 20)
"""Per tablet."""


def wait_after(patience: Patience, count: int) -> timedelta | None:
    """How long to wait after this many tries in vain; None while they are free."""
    over = count - patience.free
    return None if over < 0 else WAITS[min(over, len(WAITS) - 1)]


async def count(db: AsyncSession, patience: Patience, *caller: str, now: datetime) -> None:
    """Count a try. TooMany, without counting, while the caller has to wait. Commit before looking at what was tried."""
    key = _key(patience, caller)
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    await db.execute(insert(FailedTries).values(key=key, count=0, last_at=now).on_conflict_do_nothing())
    mine = select(FailedTries).where(FailedTries.key == key).with_for_update().execution_options(populate_existing=True)
    found = (await db.execute(mine)).scalar_one()
    if found.waits_until and found.waits_until > now:
        raise TooOften(patience, (found.waits_until - now).total_seconds())
    is_over = patience.within is not None and found.began_at is not None and now - found.began_at > patience.within
    if is_over or now - found.last_at > FORGOTTEN_AFTER:
        found.count, found.began_at = 0, now
    found.began_at = found.began_at or now
    found.count, found.last_at = found.count + 1, now
    wait = wait_after(patience, found.count)
    found.waits_until = now + wait if wait else None


async def forget(db: AsyncSession, patience: Patience, *caller: str) -> None:
    """It was right: start anew."""
    await db.execute(delete(FailedTries).where(col(FailedTries.key) == _key(patience, caller)))


async def take_back(db: AsyncSession, patience: Patience, *caller: str) -> None:
    """It was right, but says nothing of the others' tries that are counted here: only this one is taken off."""
    found = await db.get(FailedTries, _key(patience, caller), with_for_update=True)
    if found:
        found.count, found.waits_until = max(0, found.count - 1), None


async def sweep(db: AsyncSession, *, now: datetime) -> None:
    """Drop what nobody has added to for a day."""
    await db.execute(delete(FailedTries).where(col(FailedTries.last_at) < now - FORGOTTEN_AFTER))


def _words(seconds: float) -> str:
    """The refusal, with the wait in words."""
    minutes = max(1, -(-int(seconds + 0.999) // 60))
    said = _("an hour") if minutes == 60 else ngettext("a minute", "{count} minutes", minutes)
    return _("Too many tries. Please wait {said}, then try again.", said=said)


def _key(patience: Patience, caller: tuple[str, ...]) -> str:
    return fingerprint("\x1f".join((patience.name, *caller)))

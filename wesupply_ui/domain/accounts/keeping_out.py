"""May this address come to this door now? Answered from memory, for it is asked before every guess; many refusals make a block."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.blocks import EVERYWHERE, TOPIC, Door, Living, block_by_rule, living
from wesupply_ui.domain.accounts.models import Membership, Person
from wesupply_ui.kernel import live
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database, database
from wesupply_ui.kernel.errors import TooMany
from wesupply_ui.kernel.throttle import SORRY, Throttle

SECONDS_KEPT = 10.0
"""Without Redis another process's block holds here after so long; with it, at once."""
PATIENCE = {Door.LOOK_UP: 10, Door.SIGN_IN: 20, Door.API: 60}
"""So many refusals within the hour, each already for trying too often, make a block."""


@dataclass(slots=True)
class _Kept:
    read_at: float
    blocks: dict[tuple[str, str], list[Living]]


_log = structlog.get_logger(__name__)
_kept: WeakKeyDictionary[Database, _Kept] = WeakKeyDictionary()


async def admit(door: Door, address: str, *, merchant_id: str = EVERYWHERE) -> None:
    """TooMany, with the seconds that are left, for an address that is kept out of this door.

    Signing in knows no merchant yet: there a block of any merchant's staff accounts holds.
    """
    at = now()
    for each in (await _blocks(at)).get((door, address), ()):
        if each.ends_at > at and (door is Door.SIGN_IN or each.merchant_id in (EVERYWHERE, merchant_id)):
            raise TooMany(SORRY, retry_after=(each.ends_at - at).total_seconds())


async def refused(door: Door, address: str, *, merchant_id: str = EVERYWHERE) -> None:
    """This address was told that it tries too often. The last of too many such refusals makes a block."""
    throttle = Throttle(f"refused-{door}", f"{PATIENCE[door]} per hour")
    try:
        await throttle.take(merchant_id, address)
    except TooMany:
        async with database().transaction() as db:
            await block_by_rule(db, door, address, merchant_id=merchant_id, tries=PATIENCE[door], now=now())


async def merchant_of_account(db: AsyncSession, email: str) -> str:
    """Whose account was guessed at: the one merchant where this person works, else the installation's own matter."""
    works = select(Membership.merchant_id).join(Person, col(Person.id) == Membership.person_id).where(Person.email == email).limit(2)
    found = list((await db.execute(works)).scalars())
    return found[0] if len(found) == 1 else EVERYWHERE


async def _blocks(at: datetime) -> dict[tuple[str, str], list[Living]]:
    here = database()
    kept = _kept.get(here)
    if kept is None or time.monotonic() - kept.read_at > SECONDS_KEPT:
        try:
            async with here.reading() as db:
                found = await living(db, now=at)
        except SQLAlchemyError as error:  # whoever can't read this list can't let anybody in either
            _log.warning("blocks.unreadable", error=type(error).__name__)
            return {}
        grouped: dict[tuple[str, str], list[Living]] = {}
        for each in found:
            grouped.setdefault((each.door, each.address), []).append(each)
        kept = _kept[here] = _Kept(time.monotonic(), grouped)
    return kept.blocks


async def _hear(topics: frozenset[str]) -> None:
    if TOPIC in topics:
        _kept.clear()


live.subscribe(_hear)

"""Who is kept out, of what, since when and until when? An address that was refused too often, or that somebody put there by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import SECURITY_MANAGE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel import live
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.errors import FieldProblem, Invalid, NotFound
from wesupply_ui.kernel.ids import new_id
from wesupply_ui.kernel.language import _

TOPIC = "blocks"
"""The live topic that tells every process to read the list anew."""
EVERYWHERE = ""
BY_RULE = "rule"
LENGTHS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7))
FORGIVEN_AFTER = timedelta(days=14)
HAND_MADE = timedelta(days=30)


class Door(StrEnum):
    """What an address can be kept out of."""

    LOOK_UP = "look_up"
    SIGN_IN = "sign_in"
    API = "api"


class Block(SQLModel, table=True):
    """One address at one door. `merchant_id`: whose door it is; `EVERYWHERE`: the whole installation's, which merchants are not shown.

    `times`: how often it was blocked; each time is longer than the one before. `actor`: `BY_RULE`, or who did it by hand.
    """

    __tablename__ = "block"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("merchant_id", "door", "address"), Index("ix_block_ends_at", "ends_at"))

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = EVERYWHERE
    door: str
    address: str
    times: int = 1
    tries: int = 0
    actor: str = BY_RULE
    began_at: datetime = Field(default_factory=now)
    ends_at: datetime
    lifted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Living:
    """A block that holds, as doors need it."""

    merchant_id: str
    door: str
    address: str
    ends_at: datetime


async def block_by_rule(db: AsyncSession, door: Door, address: str, *, merchant_id: str, tries: int, now: datetime) -> Block:
    """Keep an address out that was refused `tries` times; longer each time, and anew after a good while."""
    found = await _row(db, door, address, merchant_id)
    if found is None:
        found = Block(merchant_id=merchant_id, door=door, address=address, tries=tries, ends_at=now + LENGTHS[0], began_at=now)
        db.add(found)
    elif found.ends_at <= now or found.lifted_at:
        found.times = 1 if found.lifted_at or now - found.ends_at > FORGIVEN_AFTER else found.times + 1
        found.tries, found.actor, found.began_at, found.lifted_at = tries, BY_RULE, now, None
        found.ends_at = now + LENGTHS[min(found.times, len(LENGTHS)) - 1]
    live.announce(db, TOPIC, blocks_topic(merchant_id))
    await db.flush()
    return found


async def block_by_hand(db: AsyncSession, scope: Scope, address: Any, *, now: datetime) -> Block:
    """Keep an address out of the merchant's look-up for thirty days. Invalid for what is no address."""
    scope.require(SECURITY_MANAGE)
    wanted = read_address(address)
    found = await _row(db, Door.LOOK_UP, wanted, scope.merchant_id)
    if found is None:
        found = Block(merchant_id=scope.merchant_id, door=Door.LOOK_UP, address=wanted, ends_at=now)
        db.add(found)
    found.actor, found.began_at, found.ends_at, found.lifted_at = scope.actor, now, now + HAND_MADE, None
    await db.flush()
    live.announce(db, TOPIC, blocks_topic(scope.merchant_id))
    await audit.note(db, scope, "address.blocked", f"block:{found.id}", at=now, label=wanted)
    return found


async def unblock(db: AsyncSession, scope: Scope, key: Any, *, now: datetime) -> Block:
    """Let an address in again. NotFound for a block that is not this merchant's, or has ended."""
    scope.require(SECURITY_MANAGE)
    mine = (Block.id == str(key)[:64]) & (Block.merchant_id == scope.merchant_id) & (Block.ends_at > now) & col(Block.lifted_at).is_(None)
    found = (await db.execute(select(Block).where(mine).with_for_update())).scalar_one_or_none()
    if found is None:
        raise NotFound(_("This address is not blocked any more."))
    found.lifted_at = now
    live.announce(db, TOPIC, blocks_topic(scope.merchant_id))
    await audit.note(db, scope, "address.unblocked", f"block:{found.id}", at=now, label=found.address)
    return found


async def blocks_of(db: AsyncSession, scope: Scope, *, now: datetime, days: int = 30) -> list[Block]:
    """What was kept out of this merchant's doors lately, newest first."""
    scope.require(SECURITY_MANAGE)
    lately = (Block.merchant_id == scope.merchant_id) & (Block.ends_at > now - timedelta(days=days))
    return list((await db.execute(select(Block).where(lately).order_by(col(Block.began_at).desc()).limit(200))).scalars())


async def living(db: AsyncSession, *, now: datetime) -> list[Living]:
    """Every block that holds, of all merchants: for doors and for `doctor`."""
    holds = (Block.ends_at > now) & col(Block.lifted_at).is_(None)
    rows = await db.execute(select(Block.merchant_id, Block.door, Block.address, Block.ends_at).where(holds))
    return [Living(*row) for row in rows]


def blocks_topic(merchant_id: str) -> str:
    """The live topic that tells a merchant's page that the list has changed."""
    return f"blocks:{merchant_id}"


def read_address(value: Any) -> str:
    """An address as callers are counted under: an IPv6 caller owns a /64. Invalid for anything else."""
    text = value.strip() if isinstance(value, str) else ""
    try:
        found = ip_address(text.removesuffix("/64")) if len(text) <= 60 else None
    except ValueError:
        found = None
    if found is None or found.is_loopback:
        words = _("Write a network address, such as 203.0.113.7.")
        raise Invalid(words, problems=(FieldProblem("address", words),))
    return str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else str(found)


async def _row(db: AsyncSession, door: Door, address: str, merchant_id: str) -> Block | None:
    mine = (Block.door == door) & (Block.address == address) & (Block.merchant_id == merchant_id)
    return (await db.execute(select(Block).where(mine).with_for_update())).scalar_one_or_none()

"""Which accounts did somebody try to get into, in vain? Counted alike for accounts that exist and for those that do not; told by a job.

While a guess is answered, one row is counted up by the same statements whether anybody has the account or not, so that the time it takes
tells nothing. What is known of it becomes an entry of the audit log later: at once for the first, then one an hour, however many tries.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Column, Index, delete
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.models import Membership, Person
from wesupply_ui.domain.accounts.scopes import Audience, Scope
from wesupply_ui.kernel.secrets import fingerprint

STRANGER = "stranger"
"""Who did it, in the log: nobody knows."""
TOLD_EVERY = timedelta(hours=1)
KEPT = timedelta(days=1)
MOST_ADDRESSES = 5
BATCH = 50


class RefusedSignIn(SQLModel, table=True):
    """Tries in vain to get into one account by one way. `key`: a fingerprint of both. `person_id` is null where nobody has the account.

    `count`: since the log was last told, at `told_at`. `addresses`: where they came from, the last ones.
    """

    __tablename__ = "refused_sign_in"  # type: ignore[assignment]
    __table_args__ = (Index("ix_refused_sign_in_last_at", "last_at"),)

    key: str = Field(primary_key=True)
    person_id: str | None = None
    way: str = "password"
    count: int = 0
    addresses: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    last_at: datetime
    told_at: datetime | None = None


async def count_refusal(db: AsyncSession, account: str, person_id: str | None, *, way: str, address: str, now: datetime) -> None:
    """Somebody was refused. `account`: as it was typed, or what else names it; only its fingerprint is kept."""
    key = fingerprint(f"refused\x1f{way}\x1f{account}")
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    fresh = {"key": key, "person_id": person_id, "way": way, "count": 0, "addresses": [], "last_at": now}
    await db.execute(insert(RefusedSignIn).values(**fresh).on_conflict_do_nothing())
    mine = select(RefusedSignIn).where(RefusedSignIn.key == key).with_for_update().execution_options(populate_existing=True)
    found = (await db.execute(mine)).scalar_one()
    found.count, found.last_at, found.person_id = found.count + 1, now, person_id
    found.addresses = [*(each for each in found.addresses if each != address), address][-MOST_ADDRESSES:]


async def tell_refusals(db: AsyncSession, *, now: datetime) -> int:
    """Bring what is due into the log of every merchant where the person works; how many accounts that were. Old rows go."""
    await db.execute(delete(RefusedSignIn).where(col(RefusedSignIn.last_at) < now - KEPT, col(RefusedSignIn.count) == 0))
    await db.execute(delete(RefusedSignIn).where(col(RefusedSignIn.last_at) < now - KEPT, col(RefusedSignIn.person_id).is_(None)))
    rested = col(RefusedSignIn.told_at).is_(None) | (col(RefusedSignIn.told_at) <= now - TOLD_EVERY)
    due = select(RefusedSignIn).where(col(RefusedSignIn.person_id).is_not(None), col(RefusedSignIn.count) > 0, rested)
    rows = (await db.execute(due.order_by(col(RefusedSignIn.key)).limit(BATCH).with_for_update(skip_locked=True))).scalars().all()
    for row in rows:
        await _tell(db, row, now)
        row.count, row.addresses, row.told_at = 0, [], now
    return len(rows)


async def _tell(db: AsyncSession, row: RefusedSignIn, now: datetime) -> None:
    works = select(Person, Membership.merchant_id).join(Membership, col(Membership.person_id) == Person.id)
    mine = works.where(Person.id == row.person_id, Person.is_active, Membership.is_active).order_by(col(Membership.merchant_id))
    told: dict[str, Any] = {"tries": row.count, "way": row.way} | ({"addresses": row.addresses} if len(row.addresses) > 1 else {})
    for person, merchant_id in (await db.execute(mine)).all():
        who = Scope(merchant_id, Audience.SYSTEM, STRANGER, origin=row.addresses[-1] if row.addresses else "")
        await audit.note(
            db, who, "sign_in.refused", f"person:{person.id}", at=row.last_at, label=person.name or person.email, after=told
        )  # fmt: skip

"""What does a browser carry from one step to the next? A sealed slip in a short-lived cookie: nobody can read, forge or use it twice."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from wesupply_ui.domain.accounts.factors import SpentSlip
from wesupply_ui.kernel.errors import SignInNeeded
from wesupply_ui.kernel.ids import new_id
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.secrets import decrypt, encrypt

SLIP_LIFE = timedelta(minutes=10)
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Slip:
    """`purpose` keeps the slips of one step from being shown at another. `made_at`: what changed since then can end it."""

    id: str
    purpose: str
    made_at: datetime
    expires_at: datetime
    holds: dict[str, Any]


def seal(purpose: str, *, now: datetime, **holds: Any) -> str:
    """A fresh slip, as the cookie's text."""
    written = {"id": new_id(), "at": now.timestamp(), "holds": holds}
    return encrypt(json.dumps(written, separators=(",", ":")), purpose=f"slip:{purpose}")


def unseal(purpose: str, sealed: str | None, *, now: datetime) -> Slip:
    """The slip of this cookie. SignInNeeded when it is missing, forged, for another step, or older than its life."""
    try:
        read = json.loads(decrypt((sealed or "")[:_LONGEST], purpose=f"slip:{purpose}"))
    except ValueError as error:
        raise gone() from error
    made = datetime.fromtimestamp(read["at"], UTC)
    if not made - timedelta(minutes=1) <= now < made + SLIP_LIFE:
        raise gone()
    return Slip(read["id"], purpose, made, made + SLIP_LIFE, read["holds"])


async def spend(db: AsyncSession, slip: Slip, *, now: datetime) -> None:
    """Use it up. SignInNeeded when it was used before."""
    await db.execute(delete(SpentSlip).where(col(SpentSlip.expires_at) < now))
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    spent = insert(SpentSlip).values(id=slip.id, expires_at=slip.expires_at).on_conflict_do_nothing().returning(col(SpentSlip.id))
    if (await db.execute(spent)).first() is None:
        raise gone()


def gone() -> SignInNeeded:
    """The one answer to every slip that is none."""
    return SignInNeeded(_("This took too long or was done already. Please sign in again."))

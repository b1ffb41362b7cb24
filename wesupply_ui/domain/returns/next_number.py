"""What number does a merchant's next return get? R-1001, R-1002 …, without gaps that stay and without doubles, whoever asks at once."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.returns.request_models import ReturnCounter

FIRST = 1001


async def next_number(db: AsyncSession, merchant_id: str) -> str:
    """Counts on in the current transaction; another one of this merchant's waits until it ends."""
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    count = insert(ReturnCounter).values(merchant_id=merchant_id, last=FIRST)
    count = count.on_conflict_do_update(index_elements=["merchant_id"], set_={"last": ReturnCounter.last + 1})
    return f"R-{(await db.execute(count.returning(ReturnCounter.last))).scalar_one()}"

"""Is a merchant's audit log as it was written? Walks the chain from its first entry and names the first one that does not fit."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.audit import FIRST, AuditEntry, AuditHead, hash_of

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Chain:
    """`entries` were read and fit; `broken_at` is the number of the first that does not, and `why`."""

    entries: int
    broken_at: int | None = None
    why: str = ""


async def verify(db: AsyncSession, merchant_id: str) -> Chain:
    """Read the whole chain in one snapshot, a batch at a time: a log of any length in constant memory."""
    seq, last = 0, FIRST
    while True:
        batch = select(AuditEntry).where(AuditEntry.merchant_id == merchant_id, AuditEntry.seq > seq)
        found = list((await db.execute(batch.order_by(col(AuditEntry.seq)).limit(AT_ONCE))).scalars())
        for entry in found:
            if why := _fault(entry, seq + 1, last):
                return Chain(seq, seq + 1, why)
            seq, last = entry.seq, entry.hash
        db.expunge_all()
        if len(found) < AT_ONCE:
            break
    head = (await db.execute(select(AuditHead).where(AuditHead.merchant_id == merchant_id))).scalar_one_or_none()
    if (head.seq, head.hash) != (seq, last) if head else seq > 0:
        return Chain(seq, seq + 1, "entries at the end are missing, or the chain's end was changed")
    return Chain(seq)


def _fault(entry: AuditEntry, expected: int, last: str) -> str:
    if entry.seq != expected:
        return "is missing"
    if entry.previous != last:
        return "does not follow the one before"
    return "" if entry.hash == hash_of(entry) else "was changed"

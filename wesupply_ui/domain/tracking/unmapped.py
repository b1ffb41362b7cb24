"""Which codes did carriers use that nobody mapped yet? Counted with an example of their text, so that a person can map them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

import structlog
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.tracking.models import UnmappedCode

_log = structlog.get_logger(__name__)


async def count(db: AsyncSession, seen: Mapping[tuple[str, str, str], int], *, now: datetime) -> None:
    """Add scans newly seen with such a code: (carrier, code, text) to how many. The first text stays as the example."""
    counts: Counter[tuple[str, str]] = Counter()
    texts: dict[tuple[str, str], str] = {}
    for (carrier, code, text), times in seen.items():
        counts[carrier, code] += times
        texts.setdefault((carrier, code), text)
        _log.warning("tracking.unmapped_code", carrier=carrier, code=code, text=text, times=times)
    # In one order, so that two workers never wait for each other in a circle.
    rows = [
        {"carrier": key[0], "code": key[1], "text": texts[key], "count": counts[key], "first_seen_at": now, "last_seen_at": now}
        for key in sorted(counts)
    ]
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    fresh = insert(UnmappedCode)
    added = UnmappedCode.count + fresh.excluded.count
    statement = fresh.on_conflict_do_update(index_elements=["carrier", "code"], set_={"count": added, "last_seen_at": now})
    await db.execute(statement.values(rows))

"""Looks after the proofs of hosts: those that are waited for, and those that have to be there still."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from sqlmodel import col

from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.hosts.check import record_check
from wesupply_ui.domain.hosts.models import ShopDomain
from wesupply_ui.domain.hosts.ports import TextRecords
from wesupply_ui.domain.hosts.proof import is_proven, record_name
from wesupply_ui.kernel import leases
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import NotFound

BATCH = 20
LEASE = timedelta(minutes=2)


async def check_due(database: Database, records: TextRecords, now: datetime) -> int:
    """Check the hosts that are due; how many there were. The DNS is asked while no transaction is open."""
    async with database.transaction() as db:
        due = await leases.claim(
            db,
            ShopDomain,
            due=col(ShopDomain.due_at) <= now,
            order_by=ShopDomain.due_at,
            limit=BATCH,
            now=now,
            lease=LEASE,
            returning=(ShopDomain.merchant_id, ShopDomain.host, ShopDomain.token),
        )
    answers = await asyncio.gather(*(records.texts(record_name(row.host)) for row in due))
    for row, texts in zip(due, answers, strict=True):
        found = None if texts is None else is_proven(texts, row.token)
        try:
            async with database.transaction() as db:
                await record_check(db, scope_of_system(row.merchant_id, "job"), row.id, found=found, now=now)
        except NotFound:
            continue  # removed while it was looked for
    return len(due)

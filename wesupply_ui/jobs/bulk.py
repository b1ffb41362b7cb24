"""Carries changes of many rows of a list out, batch by batch, and back; a killed process's job goes on in another."""

from __future__ import annotations

import structlog

from wesupply_ui.domain.orders.bulk import Actions
from wesupply_ui.domain.orders.bulk_carry_on import claim_next, do_batch, finish, give_up, waiting
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database

_log = structlog.get_logger(__name__)


async def carry_on(database: Database, actions: Actions) -> int:
    """Do all jobs that are under way and that nobody holds; how many were brought to their end."""
    ended = 0
    while True:
        async with database.transaction() as db:
            job_id = await claim_next(db, now=clock.now())
        if job_id is None:
            return ended
        await _whole(database, actions, job_id)
        ended += 1


async def _whole(database: Database, actions: Actions, job_id: str) -> None:
    while True:
        async with database.reading() as db:
            subject_ids = await waiting(db, job_id)
        if not subject_ids:
            break
        try:
            async with database.transaction() as db:
                await do_batch(db, actions, job_id, subject_ids, now=clock.now())
        except Exception:
            _log.exception("bulk.batch_failed", job=job_id)
            await _one_by_one(database, actions, job_id, subject_ids)
    async with database.transaction() as db:
        await finish(db, actions, job_id, now=clock.now())


async def _one_by_one(database: Database, actions: Actions, job_id: str, subject_ids: list[str]) -> None:
    """One of them is bad: the others shall not suffer from it."""
    for subject_id in subject_ids:
        try:
            async with database.transaction() as db:
                await do_batch(db, actions, job_id, [subject_id], now=clock.now())
        except Exception:
            _log.exception("bulk.one_failed", job=job_id)
            async with database.transaction() as db:
                await give_up(db, job_id, subject_id)

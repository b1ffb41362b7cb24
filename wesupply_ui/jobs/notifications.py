"""Sends the messages that are due: claims a batch, hands each over with no transaction open, and records each answer at once."""

from __future__ import annotations

import time
from datetime import datetime

import structlog

from wesupply_ui.domain.notifications import tell_staff
from wesupply_ui.domain.notifications.account_triggers import on_account_fact
from wesupply_ui.domain.notifications.claim import LEASE, claim_due
from wesupply_ui.domain.notifications.compose import Skip
from wesupply_ui.domain.notifications.forget_notices import BATCH as OLD_AT_ONCE
from wesupply_ui.domain.notifications.forget_notices import forget_notices
from wesupply_ui.domain.notifications.ports import Delivery, Mailer, MailSession, Outcome
from wesupply_ui.domain.notifications.prepare import prepare
from wesupply_ui.domain.notifications.record import could_not_prepare, record, release, skip, wait_for_server
from wesupply_ui.domain.notifications.return_triggers import on_return_fact
from wesupply_ui.domain.notifications.triggers import on_fact
from wesupply_ui.kernel.db import Database

BATCH = 50
# A slow server must not keep a batch beyond its lease, or another worker would send the rest as well.
LONGEST_SECONDS = LEASE.total_seconds() / 2

HANDLERS = (on_fact, on_return_fact, on_account_fact, tell_staff.on_fact)
"""What hears of facts: called for each as `await handler(db, fact, now=now)` by the outbox job."""

_log = structlog.get_logger(__name__)


async def send_due(database: Database, mailer: Mailer, now: datetime, *, batch: int = BATCH) -> int:
    """Send what is due at `now` (aware), at most `batch`; returns how many a server took.

    Each mail is at least once: a process killed between hand-over and record sends it again, with the same Message-ID.
    """
    async with database.transaction() as db:
        waiting = await claim_due(db, now=now, limit=batch)
    if not waiting:
        return 0
    sent = 0
    begun = time.monotonic()
    async with mailer.session() as session:
        while waiting:
            if time.monotonic() - begun > LONGEST_SECONDS:
                await _release(database, waiting)
                break
            message_id = waiting.pop(0)
            try:
                delivery = await _send_one(database, session, message_id, now)
            except Exception as error:  # one message that we cannot make must not hold up the others
                _log.exception("mail.not_prepared", message=message_id)
                async with database.transaction() as db:
                    await could_not_prepare(db, message_id, type(error).__name__, now=now)
                continue
            if delivery is None:
                continue
            sent += delivery.outcome is Outcome.SENT
            if delivery.outcome is Outcome.UNREACHABLE:
                await _wait(database, waiting, delivery.detail, now)
                break
    return sent


async def _send_one(database: Database, session: MailSession, message_id: str, now: datetime) -> Delivery | None:
    async with database.reading() as db:
        mail = await prepare(db, message_id, now=now)
    if mail is None:
        return None
    if isinstance(mail, Skip):
        async with database.transaction() as db:
            await skip(db, message_id, mail.why)
        return None
    delivery = await session.send(mail)
    async with database.transaction() as db:
        await record(db, message_id, mail, delivery, now=now)
    if delivery.outcome is not Outcome.SENT:
        _log.warning("mail.not_sent", message=message_id, outcome=delivery.outcome.value, detail=delivery.detail)
    return delivery


async def _release(database: Database, message_ids: list[str]) -> None:
    async with database.transaction() as db:
        await release(db, message_ids)


async def _wait(database: Database, message_ids: list[str], why: str, now: datetime) -> None:
    async with database.transaction() as db:
        await wait_for_server(db, message_ids, why=why, now=now)


async def forget_old(database: Database, now: datetime) -> None:
    """Delete the notices that are shown to nobody any more, batch by batch."""
    while True:
        async with database.transaction() as db:
            if await forget_notices(db, now=now) < OLD_AT_ONCE:
                return

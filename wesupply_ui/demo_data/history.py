"""Lives through the demo's sixty days: the shop sends its orders, the adapters ask the simulator, mail is written; day after day.

Nothing of it is invented here: each moment runs the product's own code with its clock set back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui import runtime
from wesupply_ui.demo_data.goods import LINE_PICTURES
from wesupply_ui.demo_data.plan import Planned, Sent
from wesupply_ui.demo_data.stirring import Push, TimeMachine, push_apart
from wesupply_ui.demo_data.stories import tell_simulator
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.notifications.claim import claim_due
from wesupply_ui.domain.notifications.compose import Skip
from wesupply_ui.domain.notifications.ports import Delivery, Outcome
from wesupply_ui.domain.notifications.prepare import prepare
from wesupply_ui.domain.notifications.record import record, skip
from wesupply_ui.domain.tracking.claim import Claimed, claim_these
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.take_in import Became, take_in
from wesupply_ui.jobs.notifications import HANDLERS
from wesupply_ui.jobs.outbox import dispatch_due
from wesupply_ui.jobs.tracking import Lane
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.outbox import Fact
from wesupply_ui.simulator.numbers import CARRIERS
from wesupply_ui.simulator.simulation import Simulation

# When most of a day's news is in, at the Atlantic coast: vans have left, parcels are delivered, depots are swept. In UTC.
_ONCE_A_DAY = (time(23, 30),)
_OFTEN = (time(15, 10), time(18, 30), time(23, 30))
_RECENT = timedelta(days=8)
# Mail of the weeks before would double the time that the first start takes, and few would ever open it.
_MAIL_KEPT = timedelta(days=14)
_ENDED = ("delivered", "returned")
_SETTLED = timedelta(minutes=4)  # by then messages that wait for other parcels are due


async def live_through(
    database: Database,
    scope: Scope,
    plans: Sequence[Planned],
    world: Simulation,
    machine: TimeMachine,
    *,
    now: datetime,
    told: Callable[[float], None] = lambda _share: None,
) -> list[Push]:
    """From the first order to `now` (aware). `world` must tell time by `machine`. Returns the scans that were pushed at the end.

    `told` hears how far it is, 0 to 1. Raises AssertionError when an order is refused: then the plan is wrong.
    """
    waiting = sorted((sent for planned in plans for sent in planned.sendings), key=lambda sent: sent.at)
    begun = waiting[0].at
    for planned in plans:
        for box in planned.boxes:
            tell_simulator(world, box.carrier, box.number, box.shipped_at, planned.draft.place, planned.draft.shopper.name)
    for at in moments(begun, now):
        machine.at = at
        with clock.at(at):
            waiting = await _take(database, scope, waiting, at)
            await _poll(database)
            await _write(database, at, is_recent=now - at < _MAIL_KEPT)
        told((at - begun) / (now - begun))
    pushes = push_apart(
        world, machine, [(box.carrier, box.number, box.push) for planned in plans for box in planned.boxes if box.push], now
    )
    with clock.at(now):
        await _take(database, scope, waiting, now)
        await _ask_for_all(database, scope, now)
        await _poll(database, also_ended=True)
        await _write(database, now)
    told(1.0)
    return pushes


def moments(begun: datetime, now: datetime) -> Iterator[datetime]:
    """When the platform looks, between the first order and the present (which is left out): the nearer, the more often."""
    day = begun.astimezone(UTC).date()
    while day <= now.astimezone(UTC).date():
        back = now.date() - day
        times = _OFTEN if back < _RECENT else _ONCE_A_DAY if back < _MAIL_KEPT or back.days % 2 else ()
        for at in sorted(datetime.combine(day, each, UTC) for each in times):
            if begun < at < now - timedelta(minutes=30):
                yield at
        day += timedelta(days=1)


async def _take(database: Database, scope: Scope, waiting: list[Sent], at: datetime) -> list[Sent]:
    """The shop sends what it had by then; what is still to come."""
    due = [sent for sent in waiting if sent.at <= at]
    if due:
        async with database.transaction() as db:
            for outcome in await take_in(db, scope, [sent.order for sent in due], now=at):
                assert outcome.became is not Became.REJECTED, outcome.problems
            await db.execute(LINE_PICTURES, {"merchant": scope.merchant_id})
    return waiting[len(due) :]


async def _poll(database: Database, *, also_ended: bool = False) -> None:
    """Every moving parcel that is due, over the real adapters. Those that have arrived are looked at again only at the end."""
    await asyncio.gather(*(_poll_one(database, code, also_ended) for code in CARRIERS))


async def _poll_one(database: Database, code: str, also_ended: bool) -> None:
    carrier = runtime.carrier(code)
    async with database.reading() as db:
        due = select(Parcel.id).where(Parcel.carrier == code, col(Parcel.next_poll_at) <= clock.now())
        moving = col(Parcel.milestone).not_in(_ENDED)
        waiting = list((await db.execute(due if also_ended else due.where(moving))).scalars())
    if not waiting or carrier is None:
        return

    async def claim(db: AsyncSession, limit: int, now: datetime) -> list[Claimed]:
        chosen, waiting[:] = waiting[:limit], waiting[limit:]
        return await claim_these(db, chosen, now=now) if chosen else []

    await Lane(database, carrier, lambda _merchant: 1.0, concurrency=6, claim=claim).run()


async def _write(database: Database, at: datetime, *, is_recent: bool = True) -> None:
    """Facts become messages, and messages are written as they would have been. Nobody is sent anything now."""
    if not is_recent:
        async with database.transaction() as db:
            await db.execute(update(Fact).where(col(Fact.handled_at).is_(None)).values(handled_at=at))
        return
    await dispatch_due(database, HANDLERS, at)
    sent_at = at + _SETTLED
    async with database.transaction() as db:
        for message_id in await claim_due(db, now=sent_at, limit=1000):
            mail = await prepare(db, message_id, now=sent_at)
            if isinstance(mail, Skip):
                await skip(db, message_id, mail.why)
            elif mail:
                await record(db, message_id, mail, Delivery(Outcome.SENT), now=sent_at)


async def hear_again(database: Database, scope: Scope, *, now: datetime) -> None:
    """Every moving parcel is asked for now."""
    await _ask_for_all(database, scope, now)
    await _poll(database)


async def _ask_for_all(database: Database, scope: Scope, now: datetime) -> None:
    """At the end nobody is left behind: every parcel is as its carrier sees it now."""
    async with database.transaction() as db:
        moving = col(Parcel.milestone).not_in(_ENDED)
        await db.execute(update(Parcel).where(col(Parcel.merchant_id) == scope.merchant_id, moving).values(next_poll_at=now))

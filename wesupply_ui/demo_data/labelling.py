"""The demo's returns have labels: bought when they were approved, one posted since, one that nobody could make."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlmodel import col, select

from wesupply_ui import runtime
from wesupply_ui.demo_data.history import hear_again
from wesupply_ui.demo_data.stirring import Push, TimeMachine
from wesupply_ui.demo_data.taking_back import POSTED, Story
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.labels import on_parcel as labels_on_parcel
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.returns import on_parcel
from wesupply_ui.domain.returns.labelled import on_label, on_return
from wesupply_ui.jobs.labels import Counter
from wesupply_ui.jobs.outbox import dispatch_due
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.outbox import Fact
from wesupply_ui.simulator.simulation import Simulation

_HANDLERS = (labels_on_parcel.on_fact, on_return.on_fact, on_label.on_fact, on_parcel.on_fact)
_SOON = timedelta(seconds=20)
_SCANNED = (timedelta(hours=30), timedelta(hours=19), timedelta(hours=4))
"""So long ago, each scan of what was posted."""


async def label_returns(
    database: Database, scope: Scope, world: Simulation, machine: TimeMachine, stories: Mapping[str, Story], *, now: datetime
) -> list[Push]:
    """What follows from the facts of the returns, at their time; nobody is written to. The scans of what was posted."""
    for at in await _approvals(database, scope):
        await _follow(database, machine, at + _SOON)
    pushes = await _post(database, world, machine, [key for key, story in stories.items() if story.label == POSTED], now)
    machine.at = now
    with clock.at(now):
        await hear_again(database, scope, now=now)
    await _follow(database, machine, now)
    return pushes


async def _approvals(database: Database, scope: Scope) -> list[datetime]:
    told = (col(Fact.merchant_id) == scope.merchant_id) & (Fact.name == "return.approved") & col(Fact.handled_at).is_(None)
    async with database.reading() as db:
        return list((await db.execute(select(Fact.happened_at).where(told).order_by(col(Fact.happened_at)))).scalars())


async def _follow(database: Database, machine: TimeMachine, at: datetime) -> None:
    """Facts are carried to labels and returns, and labels that are wanted by then are bought."""
    machine.at = at
    with clock.at(at):
        await dispatch_due(database, _HANDLERS, at)
        await Counter(database, runtime.label_shop).serve_due()
        await dispatch_due(database, _HANDLERS, at)


async def _post(database: Database, world: Simulation, machine: TimeMachine, returns: list[str], now: datetime) -> list[Push]:
    """Somebody brings these returns to their carrier, who has scanned them now and then."""
    async with database.reading() as db:
        labels = (
            (await db.execute(select(Label).where(col(Label.cause_id).in_(returns), col(Label.bought_at).is_not(None)))).scalars().all()
        )
    pushes = []
    for label in labels:
        for ago in _SCANNED:
            machine.at = (now - ago).replace(microsecond=0)
            if world.advance(label.carrier, label.number):
                pushes.append(Push(label.carrier, label.number, machine.at.isoformat()))
    return pushes

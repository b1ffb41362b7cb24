"""What runs when: every job of the product in one list. `runner` keeps the time, the database says what is due."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from wesupply_ui import runtime
from wesupply_ui.domain.exceptions.many import actions
from wesupply_ui.domain.insights.note_trips import on_fact
from wesupply_ui.domain.labels import on_parcel as labels_on_parcel
from wesupply_ui.domain.labels.want import TOPIC as LABELS
from wesupply_ui.domain.ledger.request_refund import WAKES as REFUNDS
from wesupply_ui.domain.orders.bulk_start import TOPIC as BULK
from wesupply_ui.domain.returns import automatic, on_parcel, on_refund
from wesupply_ui.domain.returns.labelled import on_label, on_return
from wesupply_ui.jobs import accounts, cases, hosts, inbox, notifications, refunds, returns, trips
from wesupply_ui.jobs import labels as label_jobs
from wesupply_ui.jobs.bulk import carry_on
from wesupply_ui.jobs.outbox import dispatch_due
from wesupply_ui.jobs.polling import Poller
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database


@dataclass(frozen=True, slots=True)
class Job:
    """`run` is called `every` so often, never twice at once. `wakes_on`: a live topic that lets it run at once."""

    name: str
    every: timedelta
    run: Callable[[], Awaitable[object]]
    wakes_on: str | None = None
    stop: Callable[[], None] | None = None


def jobs(database: Database) -> list[Job]:
    """The jobs of one process. A carrier has a job of its own, so that one that hangs holds up no other."""
    poller = Poller(database, runtime.carrier)
    polls = [
        Job(f"poll {code}", timedelta(seconds=2), partial(poller.poll, code), wakes_on="polling", stop=partial(poller.stop, code))
        for code in runtime.carrier_codes()
    ]
    return [
        *polls,
        Job("note unpollable parcels", timedelta(minutes=1), partial(poller.note_unpollable, runtime.carrier_codes())),
        Job("dispatch facts", timedelta(seconds=1), partial(_dispatch, database)),
        Job("handle pushes", timedelta(seconds=2), partial(_handle_pushes, database)),
        Job("keep cases", timedelta(seconds=30), partial(_keep_cases, database)),
        Job("keep the time of returns", timedelta(minutes=1), partial(_now, returns.keep_returns, database)),
        Job("forget unfinished returns", timedelta(minutes=5), partial(_now, returns.forget_drafts, database)),
        Job("find lost returns", timedelta(minutes=30), partial(_now, returns.find_lost, database)),
        Job("forget tries", timedelta(hours=1), partial(_now, accounts.forget_tries, database)),
        Job("sweep sign-ups", timedelta(hours=1), partial(_now, accounts.sweep_sign_ups, database)),
        Job("tell of refused sign-ins", timedelta(seconds=30), partial(_now, accounts.tell_refusals, database)),
        Job("note deliveries for figures", timedelta(minutes=5), partial(_note_trips, database)),
        Job("count days for figures", timedelta(seconds=20), partial(trips.count_due, database)),
        Job("send messages", timedelta(seconds=2), partial(_send, database)),
        Job("forget old notices", timedelta(hours=6), partial(_now, notifications.forget_old, database)),
        Job("buy labels", timedelta(seconds=5), partial(_buy_labels, database), wakes_on=LABELS),
        Job("send refunds", timedelta(seconds=5), partial(_send_refunds, database), wakes_on=REFUNDS),
        Job("note late refunds", timedelta(minutes=10), partial(_now, refunds.note_late, database)),
        Job("end credit", timedelta(minutes=1), partial(_now, refunds.end_credit, database)),
        Job("check domains", timedelta(seconds=30), partial(_check_domains, database)),
        Job("change many orders", timedelta(seconds=5), partial(carry_on, database, actions(runtime.carrier_codes())), wakes_on=BULK),
    ]


HANDLERS = (
    labels_on_parcel.on_fact,
    *notifications.HANDLERS,
    on_fact,
    on_parcel.on_fact,
    on_refund.on_fact,
    on_return.on_fact,
    on_label.on_fact,
    automatic.on_fact,
)
"""Who acts on facts, in this order: a label is used before the return that it is for is on its way."""


async def _dispatch(database: Database) -> None:
    await dispatch_due(database, HANDLERS, clock.now())


async def _handle_pushes(database: Database) -> None:
    while await inbox.handle_due(database, now=clock.now()):
        pass


async def _buy_labels(database: Database) -> None:
    counter = label_jobs.Counter(database, runtime.label_shop)
    while await counter.serve_due() >= label_jobs.BATCH:
        pass


async def _keep_cases(database: Database) -> None:
    await cases.keep(database, clock.now())


async def _check_domains(database: Database) -> None:
    while await hosts.check_due(database, runtime.text_records(), clock.now()) >= hosts.BATCH:
        pass


async def _send_refunds(database: Database) -> None:
    while await refunds.send_due(database, runtime.refunds, clock.now()) >= refunds.BATCH:
        pass


async def _now(job: Callable[[Database, datetime], Awaitable[object]], database: Database) -> None:
    await job(database, clock.now())


async def _note_trips(database: Database) -> None:
    while await trips.note_missing(database):
        pass
    await trips.mark_recent(database, clock.now())
    await trips.count_due(database)


async def _send(database: Database) -> None:
    while await notifications.send_due(database, runtime.mailer(), clock.now()) >= notifications.BATCH:
        pass

"""What the staff of the benchmark's shop did in a year: orders assigned, tagged and annotated, views, cases; and the audit log of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.audit import AuditEntry, AuditHead, hash_of
from wesupply_ui.domain.accounts.scopes import Audience, Scope
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.orders.apply import apply
from wesupply_ui.domain.orders.changes import Change, assigned, tagged
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.save_view import save_view
from wesupply_ui.domain.orders.terms import NOTED, add_words
from wesupply_ui.domain.orders.work_models import OrderNote
from wesupply_ui.domain.tracking.models import Case
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.ids import new_id

ASSIGNED, TAGGED, NOTED_ORDERS = 4_000, 5_000, 3_000
ENTRIES, MESSAGES = 20_000, 50_000
TAGS = ("fragile", "call first", "fraud check", "vip", "replacement sent", "wedding")
ACTIONS = ("order.tagged", "order.noted", "order.assigned", "orders.sent", "staff.invited", "view.saved", "brand.saved", "case.resolved")
VIEWS = (
    ("Late in Germany", {"country": "DE", "attention": "late"}),
    ("Mine", {"assigned": "me"}),
    ("Fragile", {"tag": "fragile"}),
    ("Dear ones", {"sort": "-total"}),
    ("On hold", {"condition": "held"}),
)
_AT_ONCE = 5_000


async def done(database: Database, scope: Scope, people: Sequence[str]) -> None:
    """Write all of it. The first of the people is the owner."""
    chance = random.Random(11)
    async with database.transaction() as db:
        ids = list((await db.execute(select(Order.id))).scalars())
        await _change(db, scope, chance.sample(ids, min(ASSIGNED, len(ids))), lambda order: assigned(order, chance.choice(people)))
        await _change(db, scope, chance.sample(ids, min(TAGGED, len(ids))), lambda order: tagged(order, chance.choice(TAGS)))
        await _note(db, scope, chance.sample(ids, min(NOTED_ORDERS, len(ids))), people, chance)
        owner = replace(scope, audience=Audience.STAFF, actor=f"person:{people[0]}")
        for name, query in VIEWS:
            await save_view(db, owner, "orders", name=name, query=query, columns="", is_shared=True, now=clock.now())
        open_cases = list((await db.execute(select(Case.id).where(Case.state == "open"))).scalars())  # type: ignore[arg-type]
        for person in people:
            theirs = chance.sample(open_cases, len(open_cases) // 40)
            await db.execute(update(Case).where(Case.id.in_(theirs)).values(assigned_id=person))  # type: ignore[attr-defined]
    for rows in (_messages(scope.merchant_id, ids, chance), _entries(scope.merchant_id, people, chance)):
        await _write(database, rows)
    async with database.transaction() as db:
        last = (await db.execute(select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1))).scalar_one()  # type: ignore[attr-defined]
        await db.execute(update(AuditHead).values(seq=last.seq, hash=last.hash))


async def _change(db: AsyncSession, scope: Scope, ids: Sequence[str], rule: Callable[[Order], Change | str]) -> None:
    for begun in range(0, len(ids), 500):
        some = (await db.execute(select(Order).where(Order.id.in_(ids[begun : begun + 500])))).scalars()  # type: ignore[attr-defined]
        changes = {order.id: rule(order) for order in some}
        await apply(db, scope.merchant_id, {key: each for key, each in changes.items() if isinstance(each, Change)}, now=clock.now())
        db.expunge_all()


async def _note(db: AsyncSession, scope: Scope, ids: Sequence[str], people: Sequence[str], chance: random.Random) -> None:
    notes = [
        OrderNote(
            merchant_id=scope.merchant_id, order_id=each, author_id=chance.choice(people), text="Called, will call back."
        ).model_dump()
        for each in ids
    ]
    await db.execute(insert(OrderNote), notes)
    for begun in range(0, len(ids), 500):
        await db.execute(update(Order).where(Order.id.in_(ids[begun : begun + 500])).values(note_count=1))  # type: ignore[attr-defined]
        await add_words(db, scope.merchant_id, [(each, NOTED) for each in ids[begun : begun + 500]])


def _messages(merchant_id: str, ids: Sequence[str], chance: random.Random) -> Iterator[Message]:
    """Mail of the last year; few of it failed."""
    now = clock.now()
    for at in range(MESSAGES):
        sent = now - timedelta(minutes=10 * at)
        yield Message(
            merchant_id=merchant_id, order_id=chance.choice(ids), kind="shipped", once_key=f"bench:{at}", recipient=f"a{at}@example.com",
            subject="Your order is on its way", html="<p>It is on its way.</p>" * 20, text="It is on its way.",
            state="failed" if at % 300 == 0 else "sent", due_at=sent, sent_at=sent, created_at=sent, attempts=1,
        )  # fmt: skip


def _entries(merchant_id: str, people: Sequence[str], chance: random.Random) -> Iterator[AuditEntry]:
    """The log of a year, chained as it should be; it goes on from what is there."""
    now, previous = clock.now(), None
    for at in range(ENTRIES):
        action = chance.choice(ACTIONS)
        entry = AuditEntry(
            id=new_id(), merchant_id=merchant_id, seq=FIRST_SEQ + at, at=now - timedelta(minutes=25 * (ENTRIES - at)),
            actor="system:bench" if action == "orders.sent" else f"person:{chance.choice(people)}", origin="203.0.113.7",
            action=action, subject=f"{action.partition('.')[0]}:{new_id()}", label=f"#{100_000 + chance.randrange(100_000)}",
            after={"tag": chance.choice(TAGS)}, previous=previous or "0" * 64, hash="",
        )  # fmt: skip
        entry.hash = previous = hash_of(entry)
        yield entry


FIRST_SEQ = 1_000
"""Behind what the shop's own building noted."""


async def _write(database: Database, rows: Iterator[Any]) -> None:
    while part := [row for row, _ in zip(rows, range(_AT_ONCE), strict=False)]:
        async with database.transaction() as db:
            await db.execute(insert(type(part[0])), [row.model_dump() for row in part])

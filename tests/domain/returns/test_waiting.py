"""The queue of returns is answered from indexes on both databases, by step, searched or not, and store staff see what comes to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from tests.domain.plans import analysed, plans
from tests.returning import bought, returned, takes_back
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.locations.put import put_location
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.domain.returns.waiting import Queue, count_steps, count_to_act_on, count_waiting, list_waiting
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, NotAllowed
from wesupply_ui.kernel.paging import encode

COUNT = 3_000
START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
async def scope(database: Database, merchant: Merchant) -> Scope:
    """Three thousand returns of one order: most are done, every fortieth waits for a yes or is to be inspected."""
    async with database.transaction() as db:
        scope = await takes_back(db, merchant)
        await bought(db, scope)
        row = (await returned(db, scope, lamp=1)).request.model_dump()
        rows = []
        for at in range(COUNT):
            step = {0: "approve", 20: "inspect"}.get(at % 40, "none")
            due = START + timedelta(minutes=-at) if step != "none" else None
            own = {"id": f"{at:026d}", "number": f"R-{at + 5000}", "link_hash": f"{at}"}
            rows.append(row | own | {"step": step, "state": "under_review" if due else "done", "due_at": due})
        await (await db.connection()).execute(insert(ReturnRequest), rows)
    await analysed(database)
    return scope


def walks(plan: str) -> bool:
    """Whether it reads the whole table of returns, or sorts what it found."""
    lines = [line.strip() for line in plan.splitlines()]
    return any(line.startswith(("SCAN return_request", "->  Seq Scan on return_request", "Seq Scan on return_request")) for line in lines)


async def test_no_question_walks_the_table(database: Database, scope: Scope) -> None:
    async with plans(database) as (db, found):
        for queue in (Queue(), Queue("approve"), Queue("approve", "R-5040"), Queue("inspect", "ada"), Queue(None, "ada")):
            page = await list_waiting(db, scope, queue, limit=20)
            assert page.items, queue
            await count_waiting(db, scope, queue)
            if page.next_cursor:
                await list_waiting(db, scope, queue, limit=20, cursor=page.next_cursor)
        await count_steps(db, scope)
        await count_to_act_on(db, scope)
    assert found and [plan for plan in found if walks(plan) or "USE TEMP B-TREE FOR ORDER BY" in plan] == []


async def test_what_is_most_overdue_comes_first_and_pages_leave_nothing_out(database: Database, scope: Scope) -> None:
    async with database.reading() as db:
        seen, cursor = [], None
        while True:
            page = await list_waiting(db, scope, Queue("inspect"), limit=30, cursor=cursor)
            seen += page.items
            cursor = page.next_cursor
            if cursor is None:
                break
        assert len(seen) == 75 == len({each.id for each in seen}) == (await count_waiting(db, scope, Queue("inspect"))).value
        assert [each.due_at for each in seen] == sorted(each.due_at for each in seen if each.due_at)
        assert await count_steps(db, scope) == {"approve": 76, "inspect": 75}
        assert str(await count_to_act_on(db, scope)) == "99+"
        for bent in ("nonsense", encode("yesterday", "1"), encode("", "1")):
            with pytest.raises(Invalid):
                await list_waiting(db, scope, Queue("inspect"), cursor=bent)
        with pytest.raises(NotAllowed):
            await list_waiting(db, replace(scope, permissions=frozenset()), Queue())


async def test_store_staff_see_what_comes_to_their_store(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        scope = await takes_back(db, merchant)
        places = []
        for name in ("austin", "berlin"):
            place, _is_new, _remarks = await put_location(db, scope, name, {"name": name, "time_zone": "UTC"}, now=now())
            await db.flush()
            places.append(place.id)
        await bought(db, scope)
        held = await returned(db, scope, lamp=1)
        held.items[0].destination = "austin"
        await db.flush()
        for place_id, count in zip(places, (1, 0), strict=True):
            at_store = replace(scope, location_id=place_id)
            assert len((await list_waiting(db, at_store, Queue())).items) == count
            assert (await count_waiting(db, at_store, Queue("approve"))).value == count
            assert await count_steps(db, at_store) == ({"approve": 1} if count else {})

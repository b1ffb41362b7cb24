"""Facts that concern staff reach the inbox once, of their own merchant, for roles that may know, and each person reads for themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from tests.builders import a_merchant, a_scan, an_order, heard
from tests.domain.orders import work
from wesupply_ui.domain.accounts.models import Merchant, Person
from wesupply_ui.domain.accounts.roles import permissions_of
from wesupply_ui.domain.accounts.scopes import Audience, Scope
from wesupply_ui.domain.notifications import notices, tell_staff
from wesupply_ui.domain.notifications.forget_notices import FORGOTTEN_AFTER
from wesupply_ui.domain.notifications.models import Notice
from wesupply_ui.domain.orders.delete_note import delete_note
from wesupply_ui.domain.orders.write_note import edit_note, write_note
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.jobs.notifications import forget_old
from wesupply_ui.jobs.outbox import dispatch_due
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.outbox import Fact, tell

NUMBER = "1Z999AA10000000001"


async def a_shop(database: Database, slug: str = "acme") -> Merchant:
    async with database.transaction() as db:
        return await a_merchant(db, slug, password=None)


async def staff_of(database: Database, merchant: Merchant, role: str = "support") -> Scope:
    person = Person(email=f"{role}-{now().timestamp()}@{merchant.slug}.example", name=role)
    async with database.transaction() as db:
        db.add(person)
    return Scope(merchant.id, Audience.STAFF, f"person:{person.id}", permissions_of(role))


async def lose(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        await an_order(db, merchant, parcels=[NUMBER])
        await heard(db, NUMBER, a_scan("Departed", ago=5), a_scan("Lost", None, condition="lost", reason="lost"))
    await dispatch_due(database, (tell_staff.on_fact,), now())


async def inbox(database: Database, scope: Scope) -> notices.Inbox:
    async with database.reading() as db:
        return await notices.inbox_of(db, scope, now=now())


async def test_a_lost_parcel_is_noticed_once_with_its_order(database: Database) -> None:
    acme = await a_shop(database)
    await lose(database, acme)
    async with database.transaction() as db:
        (fact,) = (await db.execute(select(Fact).where(Fact.name == "parcel.lost"))).scalars()
        fact.handled_at = None
    await dispatch_due(database, (tell_staff.on_fact,), now())
    found = await inbox(database, await staff_of(database, acme))
    assert [(each.kind, each.data["number"], each.data["order"], is_read) for each, is_read in found.notices] == [
        ("parcel.lost", NUMBER, "#5001", False)
    ]
    assert found.unread == 1


async def test_each_person_reads_for_themselves(sqlite: Database) -> None:
    acme = await a_shop(sqlite)
    await lose(sqlite, acme)
    ada, bob = await staff_of(sqlite, acme), await staff_of(sqlite, acme, "analyst")
    (notice, _) = (await inbox(sqlite, ada)).notices[0]
    async with sqlite.transaction() as db:
        await notices.mark_read(db, ada, notice.id, now=now())
        await notices.mark_read(db, ada, notice.id, now=now())
    assert ((await inbox(sqlite, ada)).unread, (await inbox(sqlite, bob)).unread) == (0, 1)
    async with sqlite.transaction() as db:
        await notices.mark_all_read(db, bob, now=now())
    assert (await inbox(sqlite, bob)).unread == 0


async def test_another_merchants_notices_are_neither_seen_nor_marked(sqlite: Database) -> None:
    acme, rival = await a_shop(sqlite), await a_shop(sqlite, "rival")
    await lose(sqlite, acme)
    stranger, ada = await staff_of(sqlite, rival, "owner"), await staff_of(sqlite, acme)
    (notice, _) = (await inbox(sqlite, ada)).notices[0]
    async with sqlite.transaction() as db:
        await notices.mark_read(db, stranger, notice.id, now=now())
    assert (await inbox(sqlite, stranger)).notices == []
    assert (await inbox(sqlite, ada)).unread == 1


async def test_a_role_sees_only_what_it_may_know(sqlite: Database) -> None:
    acme = await a_shop(sqlite)
    async with sqlite.transaction() as db:
        tell(db, merchant_id=acme.id, name="orders.imported", subject="import:1", at=now(), taken=3, rejected=1)
    await dispatch_due(sqlite, (tell_staff.on_fact,), now())
    assert [len((await inbox(sqlite, await staff_of(sqlite, acme, role))).notices) for role in ("owner", "analyst")] == [1, 0]


@pytest.mark.parametrize(("name", "ago"), [("parcel.delivered", 0), ("orders.imported", 5)])
async def test_what_is_no_news_is_not_noticed(sqlite: Database, name: str, ago: int) -> None:
    acme = await a_shop(sqlite)
    async with sqlite.transaction() as db:
        tell(db, merchant_id=acme.id, name=name, subject="import:1", at=now() - timedelta(days=ago))
    await dispatch_due(sqlite, (tell_staff.on_fact,), now())
    assert (await inbox(sqlite, await staff_of(sqlite, acme, "owner"))).notices == []


async def test_a_refused_account_is_noticed_once_a_day_whatever_number_of_parcels_finds_it_out(database: Database) -> None:
    acme = await a_shop(database)
    async with database.transaction() as db:
        for at in (1, 2):
            await an_order(db, acme, f"#500{at}", parcels=[f"1Z999AA1000000000{at}"])
            await heard(db, f"1Z999AA1000000000{at}", failure=Failure("unauthorised", "401", False))
    await dispatch_due(database, (tell_staff.on_fact,), now())
    found = await inbox(database, await staff_of(database, acme, "owner"))
    assert [(each.kind, each.data) for each, _ in found.notices] == [("carrier.refused", {"carrier": "ups"})]


async def test_notices_that_nobody_is_shown_any_more_go(database: Database) -> None:
    acme = await a_shop(database)
    await lose(database, acme)
    scope = await staff_of(database, acme)
    (shown, _read), *_ = (await inbox(database, scope)).notices
    async with database.transaction() as db:
        db.add(Notice(**shown.model_dump() | {"id": "old", "once_key": "old", "noticed_at": now() - FORGOTTEN_AFTER - timedelta(days=1)}))
        db.add(
            Notice(**shown.model_dump() | {"id": "hidden", "once_key": "hidden", "noticed_at": now() - notices.KEPT - timedelta(days=1)})
        )
    await forget_old(database, now())
    async with database.reading() as db:
        assert set((await db.execute(select(Notice.id))).scalars()) >= {shown.id, "hidden"}
        assert await db.get(Notice, "old") is None


async def test_who_is_named_in_a_note_is_told_and_nobody_else(database: Database) -> None:
    async with database.transaction() as db:
        shop, rival = await work.a_shop(db), await work.a_shop(db, "rival")
        order = await an_order(db, shop.merchant)
        gone = await write_note(db, shop.ada, order.id, "@Grace never mind", now=now())
        await delete_note(db, shop.ada, gone.id, now=now())
        note = await write_note(db, shop.ada, order.id, "@Grace, @Ada and @Eve: please call.", now=now())
    await dispatch_due(database, (tell_staff.on_fact,), now())
    found = await inbox(database, shop.grace)
    assert [(each.kind, each.data) for each, _ in found.notices] == [
        ("order.noted", {"name": "Ada Lovelace", "order_id": order.id, "order": "#5001"})
    ]
    assert found.unread == 1
    for other in (shop.ada, shop.vera, rival.grace):
        assert ((await inbox(database, other)).notices, (await inbox(database, other)).unread) == ([], 0)
    async with database.transaction() as db:
        await notices.mark_read(db, shop.vera, found.notices[0][0].id, now=now())
        await edit_note(db, shop.ada, note.id, "@Grace and @Vera: please call.", now=now())
    await dispatch_due(database, (tell_staff.on_fact,), now())
    assert [(await inbox(database, each)).unread for each in (shop.grace, shop.vera)] == [1, 1], "who is newly named, once"

"""Staff assign, tag and annotate orders, and lists find them by it; nothing of it reaches another merchant's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from tests.builders import an_order
from tests.domain.orders.work import Shop, a_shop, fresh, person_of
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.orders.assign import assign
from wesupply_ui.domain.orders.delete_note import delete_note, restore_note
from wesupply_ui.domain.orders.listing import Filter, list_orders
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.notes import notes_of
from wesupply_ui.domain.orders.tag import tag, untag
from wesupply_ui.domain.orders.write_note import edit_note, pin_note, write_note
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from wesupply_ui.kernel.outbox import Fact


@pytest.fixture
async def shop(database: Database) -> Shop:
    async with database.transaction() as db:
        return await a_shop(db)


@pytest.fixture
async def order(database: Database, shop: Shop) -> Order:
    async with database.transaction() as db:
        return await an_order(db, shop.merchant, "#5001", tags=["Gift"])


async def found(database: Database, shop: Shop, shown: Filter) -> list[str]:
    async with database.reading() as db:
        return [row.number for row in (await list_orders(db, shop.ada, shown)).items]


async def test_an_order_given_to_somebody_is_found_as_theirs_and_told_in_the_audit_log(
    database: Database, shop: Shop, order: Order
) -> None:
    async with database.transaction() as db:
        await an_order(db, shop.merchant, "#5002")
        await assign(db, shop.ada, order.id, person_of(shop.grace), now=now())
        await assign(db, shop.ada, order.id, person_of(shop.grace), now=now())  # again: nothing more happens
    assert await found(database, shop, Filter(assigned=person_of(shop.grace))) == ["#5001"]
    assert await found(database, shop, Filter(assigned="none")) == ["#5002"]
    async with database.reading() as db:
        entries = (await db.execute(select(AuditEntry).where(AuditEntry.action == "order.assigned"))).scalars().all()
        assert [(entry.actor, entry.label, entry.after) for entry in entries] == [
            (shop.ada.actor, "#5001", {"assigned_to": person_of(shop.grace)})
        ]
    async with database.transaction() as db:
        await assign(db, shop.grace, order.id, "", now=now())
    assert await found(database, shop, Filter(assigned="none")) == ["#5002", "#5001"]


async def test_orders_go_to_colleagues_only_and_by_those_who_may(database: Database, shop: Shop, order: Order) -> None:
    async with database.transaction() as db:
        rival = await a_shop(db, "rival")
    async with database.transaction() as db:
        with pytest.raises(Invalid):
            await assign(db, shop.ada, order.id, person_of(rival.grace), now=now())
        with pytest.raises(NotFound):
            await assign(db, rival.ada, order.id, "me", now=now())
        with pytest.raises(NotAllowed):
            await assign(db, shop.vera, order.id, "me", now=now())


async def test_tags_of_staff_and_shop_are_found_alike_and_stay_apart(database: Database, shop: Shop, order: Order) -> None:
    async with database.transaction() as db:
        await tag(db, shop.grace, order.id, "  call   back ", now=now())
        with pytest.raises(Conflict):
            await untag(db, shop.grace, order.id, "gift", now=now())
        await tag(db, shop.grace, order.id, "GIFT", now=now())  # the shop says so already
    assert await found(database, shop, Filter(tag="Call Back")) == await found(database, shop, Filter(tag="gift")) == ["#5001"]
    async with database.transaction() as db:  # the shop sends the order again, without its tag
        await an_order(db, shop.merchant, "#5001", tags=[])
    assert await found(database, shop, Filter(tag="gift")) == []
    assert await found(database, shop, Filter(tag="call back")) == ["#5001"]
    async with database.transaction() as db:
        await untag(db, shop.grace, order.id, "CALL BACK", now=now())
        assert (await fresh(db, order.id)).own_tags == []
    assert await found(database, shop, Filter(tag="call back")) == []


@pytest.mark.parametrize("text", ["", "  ", "x" * 41, "a\x00b"], ids=["nothing", "blank", "long", "NUL"])
async def test_what_is_no_tag_is_refused(database: Database, shop: Shop, order: Order, text: str) -> None:
    async with database.transaction() as db:
        with pytest.raises(Invalid):
            await tag(db, shop.ada, order.id, text, now=now())


async def test_a_note_is_found_tells_whom_it_names_and_comes_back_when_deleted(database: Database, shop: Shop, order: Order) -> None:
    async with database.transaction() as db:
        note = await write_note(db, shop.ada, order.id, "@Grace please call. Not @vera@acme.example's.", now=now())
        fact = (await db.execute(select(Fact).where(Fact.name == "order.noted"))).scalar_one()
        assert fact.data["mentions"] == note.mentions == [person_of(shop.grace), person_of(shop.vera)]
    assert await found(database, shop, Filter(is_noted=True)) == ["#5001"]
    async with database.transaction() as db:
        with pytest.raises(NotAllowed):
            await edit_note(db, shop.grace, note.id, "mine now", now=now())
        with pytest.raises(NotAllowed):
            await delete_note(db, shop.grace, note.id, now=now())
        await pin_note(db, shop.grace, note.id, is_pinned=True, now=now())
        await edit_note(db, shop.ada, note.id, "Called.", now=now())
        await delete_note(db, shop.ada, note.id, now=now())
    assert await found(database, shop, Filter(is_noted=True)) == []
    async with database.transaction() as db:
        with pytest.raises(Conflict):
            await restore_note(db, shop.ada, note.id, now=now() + timedelta(minutes=11))
        await restore_note(db, shop.ada, note.id, now=now())
    async with database.reading() as db:
        assert [(each.text, each.is_pinned) for each in await notes_of(db, shop.grace, order.id)] == [("Called.", True)]
        assert (await fresh(db, order.id)).note_count == 1


async def test_notes_of_another_merchant_are_out_of_reach(database: Database, shop: Shop, order: Order) -> None:
    async with database.transaction() as db:
        rival = await a_shop(db, "rival")
        note = await write_note(db, shop.ada, order.id, "Ours", now=now())
        for attempt in (
            write_note(db, rival.ada, order.id, "Theirs", now=now()),
            edit_note(db, rival.ada, note.id, "Theirs", now=now()),
            delete_note(db, rival.ada, note.id, now=now()),
            pin_note(db, rival.ada, note.id, is_pinned=True, now=now()),
        ):
            with pytest.raises(NotFound):
                await attempt
        assert await notes_of(db, rival.ada, order.id) == []


async def test_lists_narrow_by_country_and_by_days_that_were_promised_and_kept(database: Database, shop: Shop) -> None:
    today = now().date()
    async with database.transaction() as db:
        for number, due, country, delivered in (
            ("#1", -5, "US", None),
            ("#2", -1, "DE", None),
            ("#3", -5, "US", now()),
            ("#4", 3, "US", None),
        ):
            address = {"name": "Ada L", "line1": "1 Main St", "city": "X", "postcode": "78701", "country": country}
            made = await an_order(db, shop.merchant, number, shipping_address=address)
            made.due_on, made.delivered_at = today + timedelta(days=due), delivered
            made.milestone = "delivered" if delivered else "in_transit"
    for shown, wanted in (
        (Filter(country="DE"), {"#2"}),
        (Filter(late_on=today - timedelta(days=2)), {"#1"}),
        (Filter(late_on=today - timedelta(days=1)), {"#1", "#2"}),
        (Filter(due_from=today, due_before=today + timedelta(days=9)), {"#4"}),
        (Filter(delivered_from=now() - timedelta(hours=1)), {"#3"}),
        (Filter(delivered_before=now() - timedelta(hours=1)), set()),
        (Filter(country="US", late_on=today), {"#1"}),
    ):
        assert set(await found(database, shop, shown)) == wanted, shown

"""Views are kept per person or shared, changed by those who may, and columns are remembered per person and list."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.domain.orders.work import Shop, a_shop
from wesupply_ui.domain.orders.columns import USUAL, choice_of, choose_columns
from wesupply_ui.domain.orders.save_view import change_view, delete_view, open_with, restore_view, save_view
from wesupply_ui.domain.orders.views import views_of
from wesupply_ui.domain.orders.work_models import SavedView
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Conflict, Invalid, NotAllowed, NotFound


@pytest.fixture
async def shop(database: Database) -> Shop:
    async with database.transaction() as db:
        return await a_shop(db)


async def saved(database: Database, scope, name: str = "Germany", *, is_shared: bool = False) -> SavedView:
    async with database.transaction() as db:
        return await save_view(
            db, scope, "orders", name=name, query={"country": "DE"}, columns="customer,total", is_shared=is_shared, now=now()
        )


async def seen(database: Database, scope) -> list[str]:
    async with database.reading() as db:
        return [view.name for view in await views_of(db, scope, "orders")]


async def test_a_private_view_is_seen_by_its_owner_and_a_shared_one_by_all_of_the_merchant(database: Database, shop: Shop) -> None:
    async with database.transaction() as db:
        rival = await a_shop(db, "rival")
    await saved(database, shop.grace, "Mine")
    await saved(database, shop.grace, "Ours", is_shared=True)
    assert await seen(database, shop.grace) == ["Mine", "Ours"]
    assert await seen(database, shop.ada) == await seen(database, shop.vera) == ["Ours"]
    assert await seen(database, rival.ada) == []


async def test_who_may_not_share_neither_shares_nor_changes_what_is_shared(database: Database, shop: Shop) -> None:
    own, shared = await saved(database, shop.vera), await saved(database, shop.grace, "Ours", is_shared=True)
    async with database.transaction() as db:
        for attempt in (
            save_view(db, shop.vera, "orders", name="x", query={}, columns="", is_shared=True, now=now()),
            change_view(db, shop.vera, own.id, is_shared=True, now=now()),
            change_view(db, shop.vera, shared.id, name="x", now=now()),
            delete_view(db, shop.vera, shared.id, now=now()),
        ):
            with pytest.raises(NotAllowed):
                await attempt
        await change_view(db, shop.vera, own.id, name="Still mine", query={"q": "ada"}, now=now())
    assert await seen(database, shop.vera) == ["Ours", "Still mine"]


async def test_another_persons_private_view_and_another_merchants_are_not_there(database: Database, shop: Shop) -> None:
    async with database.transaction() as db:
        rival = await a_shop(db, "rival")
    private, shared = await saved(database, shop.grace), await saved(database, shop.grace, is_shared=True)
    async with database.transaction() as db:
        for scope, view in ((shop.ada, private), (rival.ada, private), (rival.ada, shared)):
            for attempt in (
                change_view(db, scope, view.id, name="x", now=now()),
                delete_view(db, scope, view.id, now=now()),
                open_with(db, scope, "orders", view.id),
            ):
                with pytest.raises(NotFound):
                    await attempt


async def test_a_deleted_view_comes_back_for_some_minutes(database: Database, shop: Shop) -> None:
    view = await saved(database, shop.ada)
    async with database.transaction() as db:
        await delete_view(db, shop.ada, view.id, now=now())
    assert await seen(database, shop.ada) == []
    async with database.transaction() as db:
        with pytest.raises(Conflict):
            await restore_view(db, shop.ada, view.id, now=now() + timedelta(minutes=11))
        await restore_view(db, shop.ada, view.id, now=now())
    assert await seen(database, shop.ada) == ["Germany"]


async def test_a_view_needs_a_name_and_a_list_that_there_is(database: Database, shop: Shop) -> None:
    async with database.transaction() as db:
        with pytest.raises(Invalid):
            await save_view(db, shop.ada, "orders", name="  ", query={}, columns="", is_shared=False, now=now())
        with pytest.raises(NotFound):
            await save_view(db, shop.ada, "secrets", name="x", query={}, columns="", is_shared=False, now=now())


async def test_columns_and_the_first_view_are_remembered_per_person_and_list(database: Database, shop: Shop) -> None:
    view = await saved(database, shop.ada)
    async with database.transaction() as db:
        await choose_columns(db, shop.ada, "orders", ["total", "tags", "no such", "total"])
        await open_with(db, shop.ada, "orders", view.id)
    async with database.transaction() as db:
        mine, other = await choice_of(db, shop.ada, "orders"), await choice_of(db, shop.ada, "shipments")
        assert (mine.columns, mine.view_id, other.columns, (await choice_of(db, shop.grace, "orders")).columns) == (
            "total,tags",
            view.id,
            "",
            "",
        )
        assert await choose_columns(db, shop.ada, "orders", ["nothing"]) == USUAL["orders"]
        await open_with(db, shop.ada, "orders", "")
    async with database.reading() as db:
        assert (await choice_of(db, shop.ada, "orders")).view_id is None

"""Returns that are begun: kept for some days, made once, forgotten with their photos when nobody goes on."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from tests.domain.returns.asked_for import a_shop, sold
from tests.domain.returns.bought import NOW
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_link, scope_of_system
from wesupply_ui.domain.orders.models import OrderLine
from wesupply_ui.domain.orders.queries import order_by_external_id
from wesupply_ui.domain.returns.begun.choices import chosen
from wesupply_ui.domain.returns.begun.choose import KEPT_FOR, MOST_OPEN, AlreadyMade, begin, choose
from wesupply_ui.domain.returns.begun.finish import finish
from wesupply_ui.domain.returns.begun.models import ReturnDraft
from wesupply_ui.domain.returns.begun.queries import draft_of, unfinished
from wesupply_ui.domain.returns.describe import return_json, wholes
from wesupply_ui.domain.returns.photos import add
from wesupply_ui.domain.returns.photos.develop import Developed
from wesupply_ui.domain.returns.photos.models import ReturnPhoto
from wesupply_ui.domain.returns.photos.queries import photo_by_id
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnRequest
from wesupply_ui.domain.returns.snapshot import AskedLine
from wesupply_ui.domain.returns.unchanged import ReturnRefused
from wesupply_ui.jobs.returns import forget_drafts
from wesupply_ui.kernel import kept_files
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, NotFound

LAMP = AskedLine("lamp", 1, reason="damaged", resolution="refund", method="label", comment="Bent")
PICTURES = Developed(b"large", b"small", 4, 3)


@pytest.fixture
async def link(database: Database, merchant: Merchant) -> Scope:
    """The scope of who holds the link to order 5001, of a shop that wants to see what is damaged."""
    scope = await a_shop(database, merchant, photo="required")
    async with database.reading() as db:
        return scope_of_link(merchant.id, (await order_by_external_id(db, scope, "5001")).id)


async def begun(database: Database, link: Scope, line: AskedLine = LAMP) -> str:
    async with database.transaction() as db:
        return (await begin(db, link, [line], now=NOW)).id


async def line_of(database: Database, link: Scope, name: str = "lamp") -> str:
    async with database.reading() as db:
        mine = select(OrderLine.id).where(OrderLine.order_id == link.order_id, OrderLine.external_id == name)
        return (await db.execute(mine)).scalar_one()


async def photographed(database: Database, link: Scope, draft: str, name: str = "lamp") -> ReturnPhoto:
    photo = add.keep(link, PICTURES)
    async with database.transaction() as db:
        return await add.add(db, link, draft, await line_of(database, link, name), photo, now=NOW)


async def finished(database: Database, link: Scope, draft: str, line: AskedLine = LAMP, total: str = "81.60") -> ReturnRequest:
    async with database.transaction() as db:
        return await finish(db, link, draft, [line], expected_total=total, now=NOW)


async def test_what_was_chosen_is_kept_for_some_days_from_the_last_choice(database: Database, link: Scope) -> None:
    draft = await begun(database, link)
    later = NOW + timedelta(days=2)
    async with database.transaction() as db:
        await choose(db, link, draft, [LAMP, AskedLine("socks", 2)], now=later)
    async with database.reading() as db:
        found = await draft_of(db, link, draft, now=later + KEPT_FOR - timedelta(seconds=1))
        assert chosen(found.choices) == [LAMP, AskedLine("socks", 2)]
        with pytest.raises(NotFound):
            await draft_of(db, link, draft, now=later + KEPT_FOR)


async def test_the_link_to_another_order_reaches_no_draft(database: Database, link: Scope) -> None:
    draft, line = await begun(database, link), await line_of(database, link)
    async with database.transaction() as db:
        other = scope_of_link(link.merchant_id, await sold(db, scope_of_system(link.merchant_id, "test"), "5002"))
    photo = add.keep(link, PICTURES)
    async with database.transaction() as db:
        for attempt in (
            draft_of(db, other, draft, now=NOW),
            choose(db, other, draft, [], now=NOW),
            finish(db, other, draft, [LAMP], expected_total="81.60", now=NOW),
            add.add(db, other, draft, line, photo, now=NOW),
            add.take_out(db, other, draft, photo.id, now=NOW),
        ):
            with pytest.raises(NotFound):
                await attempt


async def test_so_many_are_kept_and_the_oldest_makes_room(database: Database, link: Scope) -> None:
    drafts = [await begun(database, link) for _ in range(MOST_OPEN + 2)]
    async with database.reading() as db:
        kept = {each.id for each in await unfinished(db, link, now=NOW, limit=100)}
    assert len(kept) == MOST_OPEN and drafts[-1] in kept


async def test_a_draft_becomes_one_return_however_often_it_is_sent(database: Database, link: Scope) -> None:
    draft = await begun(database, link)
    await photographed(database, link, draft)
    made = await asyncio.gather(*(finished(database, link, draft) for _ in range(4)))
    assert len({each.id for each in made}) == 1
    async with database.transaction() as db:
        assert (await db.execute(select(ReturnItem.authorisation, ReturnItem.comment))).all() == [("approved", "Bent")]
        assert (await db.get_one(ReturnDraft, draft)).choices == []  # the shopper's words are in one place
        with pytest.raises(AlreadyMade):
            await choose(db, link, draft, [], now=NOW)


async def test_two_drafts_of_the_last_unit_make_one_return(database: Database, link: Scope) -> None:
    drafts = [await begun(database, link) for _ in range(2)]
    for draft in drafts:
        await photographed(database, link, draft)
    outcomes = await asyncio.gather(*(finished(database, link, each) for each in drafts), return_exceptions=True)
    assert sorted(type(each).__name__ for each in outcomes) == ["ReturnRefused", "ReturnRequest"]
    (lost,) = [draft for draft, outcome in zip(drafts, outcomes, strict=True) if isinstance(outcome, ReturnRefused)]
    async with database.reading() as db:
        assert chosen((await draft_of(db, link, lost, now=NOW)).choices) == [LAMP]  # nothing is lost


async def test_a_photo_that_is_asked_for_has_to_be_there(database: Database, link: Scope) -> None:
    draft = await begun(database, link)
    with pytest.raises(Invalid):
        await finished(database, link, draft)
    await photographed(database, link, draft, "socks")  # of something else
    with pytest.raises(Invalid):
        await finished(database, link, draft)
    async with database.reading() as db:
        assert (await db.execute(select(ReturnRequest))).first() is None


async def test_photos_of_a_return_stay_and_are_told_and_those_of_what_was_left_out_go(database: Database, link: Scope) -> None:
    draft = await begun(database, link)
    stays, goes = await photographed(database, link, draft), await photographed(database, link, draft, "socks")
    made = await finished(database, link, draft)
    assert await forget_drafts(database, NOW + timedelta(seconds=1)) == 1
    assert kept_files.is_kept(link.merchant_id, stays.file) and not kept_files.is_kept(link.merchant_id, goes.file)
    async with database.reading() as db:
        assert await photo_by_id(db, stays.id, now=NOW + timedelta(days=400))
        (whole,) = await wholes(db, link, [made])
    (told,) = return_json(whole)["photos"]
    assert (told["id"], told["line_external_id"], told["width"]) == (stays.id, "lamp", 4)
    assert told["large"].startswith(f"/media/returns/{stays.id}/large?pass=")


async def test_what_nobody_goes_on_with_is_forgotten_with_its_files(database: Database, link: Scope) -> None:
    draft = await begun(database, link)
    photo = await photographed(database, link, draft)
    assert await forget_drafts(database, NOW + KEPT_FOR - timedelta(seconds=1)) == 0
    assert kept_files.read(link.merchant_id, photo.file) == b"large"
    assert await forget_drafts(database, NOW + KEPT_FOR) == 2
    assert not kept_files.is_kept(link.merchant_id, photo.file) and not kept_files.is_kept(link.merchant_id, photo.small_file)
    async with database.reading() as db:
        assert (await db.execute(select(ReturnDraft))).first() is None and (await db.execute(select(ReturnPhoto))).first() is None


async def test_a_photo_that_was_taken_out_is_gone_even_when_the_same_is_kept_elsewhere(database: Database, link: Scope) -> None:
    draft = await begun(database, link)
    first, twin = await photographed(database, link, draft), await photographed(database, link, draft)
    async with database.transaction() as db:
        await add.take_out(db, link, draft, first.id, now=NOW)
        await choose(db, link, draft, [LAMP], now=NOW + timedelta(seconds=1))  # which puts off the others alone
    assert await forget_drafts(database, NOW + timedelta(seconds=2)) == 1
    assert not kept_files.is_kept(link.merchant_id, first.file) and kept_files.is_kept(link.merchant_id, twin.file)

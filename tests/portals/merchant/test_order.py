"""An order's page tells its parcels, its story and its facts; who may not, cannot act; another merchant's order is not found."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from tests.builders import a_scan, an_order, heard, parcel_of
from tests.portals.merchant.conftest import OpenTab
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.hosts.models import ShopDomain
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.models import Scan
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.order.state import OrderState

NUMBER = "1Z999AA10000000001"


@pytest.fixture
async def order(sqlite: Database, acme: Merchant) -> Order:
    """#5001 in one parcel, whose delivery failed an hour ago, promised for tomorrow instead of today."""
    async with sqlite.transaction() as db:
        made = await an_order(db, acme, "#5001", parcels=[NUMBER])
        label, moving = a_scan("Label", "label_created", ago=50), a_scan("Departed", ago=30)
        await heard(db, NUMBER, label, moving, due=now().date())
        failed = a_scan("Nobody was home", None, condition="attempt_failed", reason="nobody_home")
        await heard(db, NUMBER, label, moving, failed, due=now().date() + timedelta(days=1))
        db.add(_mail(made))
    return made


def _mail(order: Order, state: str = "sent") -> Message:
    return Message(
        merchant_id=order.merchant_id,
        order_id=order.id,
        kind="shipped",
        once_key=f"{order.id}:{state}",
        recipient="ada@example.com",
        subject="On its way",
        html="<p>Hello</p>",
        state=state,
        due_at=now(),
        sent_at=now() - timedelta(hours=20),
        created_at=now() - timedelta(hours=20),
    )


async def test_the_page_tells_where_each_parcel_stands_and_what_would_help(tab: OpenTab, order: Order) -> None:
    opened = await tab("/app/orders/%235001", number="#5001")
    await opened.call(OrderState.load)
    page = (await opened.state(OrderState)).page
    (parcel,) = page.parcels
    assert (page.number, page.word) == ("#5001", "Attempt failed")
    assert (parcel.carrier, parcel.number, parcel.milestone) == ("UPS", NUMBER, "in_transit")
    assert parcel.trouble.startswith("Nobody was there")
    assert "new day" in parcel.advice
    assert parcel.former.startswith("first said")
    assert parcel.contents == ["2 × Trail boots"]
    assert re.fullmatch(r"Asked (to|yester)day, \d\d:\d\d; next (to\w+), \d\d:\d\d", parcel.asked)
    assert page.tracking_url.startswith("http://localhost:8000/t/")


async def test_the_link_for_the_shopper_leads_to_the_shops_own_domain(sqlite: Database, acme: Merchant, tab: OpenTab, order: Order) -> None:
    async with sqlite.transaction() as db:
        db.add(ShopDomain(merchant_id=acme.id, host="track.acme.example", token="x", is_primary=True, verified_at=now()))
    opened = await tab(number="#5001")
    await opened.call(OrderState.load)
    assert (await opened.state(OrderState)).page.tracking_url.startswith("http://track.acme.example:8000/t/")


async def test_the_story_is_told_newest_first_in_one_line_of_time(tab: OpenTab, order: Order) -> None:
    opened = await tab(number="#5001")
    await opened.call(OrderState.load)
    state = await opened.state(OrderState)
    assert [row.kind for row in state.shown] == ["date", "date", "scan", "message", "scan", "scan", "order"]
    assert state.shown[0].day
    assert not state.shown[1].day
    await opened.call(OrderState.show, kind="scan")
    assert [row.words for row in state.shown] == ["Nobody was home", "Departed", "Label"]
    assert all(row.day for row in state.shown[:1])
    await opened.call(OrderState.show, kind="scan")
    assert len(state.shown) == 7


async def test_the_facts_beside_it_add_up(tab: OpenTab, order: Order) -> None:
    opened = await tab(number="#5001")
    await opened.call(OrderState.load)
    page = (await opened.state(OrderState)).page
    assert {fact.name: fact.value for fact in page.sums} == {
        "Items": "$120.00",
        "Discount": "−$10.00",
        "Shipping": "$5.00",
        "Tax": "$8.20",
        "Total": "$123.20",
    }
    assert page.lines[0].where == ["In the parcel: attempt failed"]
    assert page.address == ["Ada Lovelace", "1 Main St", "Austin TX 78701", "US"]
    assert len(page.dates) == 2


async def test_a_code_without_a_meaning_is_shown_as_the_carrier_wrote_it(sqlite: Database, tab: OpenTab, order: Order) -> None:
    async with sqlite.transaction() as db:
        await heard(db, NUMBER, a_scan("Loaded on zeppelin", None, condition=None))
    opened = await tab(number="#5001")
    await opened.call(OrderState.load)
    state = await opened.state(OrderState)
    (scan,) = [row for row in state.shown if row.words == "Loaded on zeppelin"]
    assert scan.state == "Code LOA: no meaning yet"
    assert state.page.parcels[0].unmapped.startswith("1 scan with a code")


async def test_why_a_carrier_gave_no_answer_is_told(sqlite: Database, tab: OpenTab, order: Order) -> None:
    async with sqlite.transaction() as db:
        await heard(db, NUMBER, failure=Failure("unavailable", "HTTP 503", retryable=True))
    opened = await tab(number="#5001")
    await opened.call(OrderState.load)
    assert (await opened.state(OrderState)).page.parcels[0].failure == "UPS could not be reached: HTTP 503"


async def test_news_is_drawn_when_it_comes(sqlite: Database, tab: OpenTab, order: Order) -> None:
    opened = await tab(number="#5001")
    await opened.call(OrderState.load)
    async with sqlite.transaction() as db:
        await heard(db, NUMBER, a_scan("Delivered", "delivered", ago=0.1))
    await opened.call(OrderState.refresh)
    assert (await opened.state(OrderState)).page.parcels[0].milestone == "delivered"


@pytest.mark.parametrize("number", ["5001", " #5001 ", "＃5001"])
async def test_a_number_is_found_however_it_is_written(tab: OpenTab, order: Order, number: str) -> None:
    opened = await tab(number=number)
    await opened.call(OrderState.load)
    assert (await opened.state(OrderState)).found


async def test_of_two_orders_with_one_number_each_can_be_opened(sqlite: Database, acme: Merchant, tab: OpenTab, order: Order) -> None:
    async with sqlite.transaction() as db:
        newer = await an_order(db, acme, "#5001", external_id="again", placed=now())
    opened = await tab(number="#5001")
    await opened.call(OrderState.load)
    page = (await opened.state(OrderState)).page
    assert page.id == newer.id
    assert [(each.id, each.href) for each in page.same_number] == [(order.id, f"/app/orders/%235001?id={order.id}")]
    opened = await tab(f"/app/orders/%235001?id={order.id}", number="#5001")
    await opened.call(OrderState.load)
    assert (await opened.state(OrderState)).page.id == order.id


async def test_an_order_of_another_merchant_is_not_found_by_number_or_id(sqlite: Database, rival: Merchant, tab: OpenTab) -> None:
    async with sqlite.transaction() as db:
        theirs = await an_order(db, rival, "#7001", parcels=["1Z999AA10000000009"])
    for path in ("/app/orders/%237001", f"/app/orders/-?id={theirs.id}"):
        opened = await tab(path, number="#7001")
        await opened.call(OrderState.load)
        state = await opened.state(OrderState)
        assert (state.lost, state.found, state.page.number) == (True, False, "")


async def test_a_viewer_asks_no_carrier_and_sends_no_mail(sqlite: Database, tab: OpenTab, order: Order) -> None:
    async with sqlite.reading() as db:
        before, mail = await parcel_of(db, NUMBER), (await db.execute(select(Message))).scalar_one()
    opened = await tab(number="#5001", role="analyst")
    await opened.call(OrderState.load)
    assert not (await opened.call(OrderState.poll, parcel_id=before.id)).ran
    assert not (await opened.call(OrderState.send_again, message_id=mail.id)).ran
    assert [row.kind for row in (await opened.state(OrderState)).shown if row.kind == "message"] == [], "a viewer reads no mails"
    async with sqlite.reading() as db:
        assert (await parcel_of(db, NUMBER)).next_poll_at == before.next_poll_at


async def test_asking_again_at_once_is_answered_calmly(sqlite: Database, tab: OpenTab, order: Order) -> None:
    async with sqlite.transaction() as db:
        parcel = await parcel_of(db, NUMBER)
        parcel.last_polled_at = now() - timedelta(seconds=5)
    opened = await tab(number="#5001")
    await opened.call(OrderState.load)
    said = (await opened.call(OrderState.poll, parcel_id=parcel.id)).said
    assert re.search(r"Asked [5-9] seconds ago: nothing new since", said)
    assert '"quiet"' in said


async def test_the_story_runs_by_the_merchants_clock_and_names_the_places_own(sqlite: Database, tab: OpenTab, acme: Merchant) -> None:
    begun = now() - timedelta(hours=30)
    zones = (("Memphis", -360), ("Louisville", -300), ("Reno", None))
    async with sqlite.transaction() as db:
        (await db.merge(acme)).time_zone = "Asia/Tokyo"
        await an_order(db, acme, "#5002", parcels=["1Z999AA10000000002"], placed=begun - timedelta(days=1))
        await heard(db, "1Z999AA10000000002", *(a_scan(f"In {city}", ago=30 - at, city=city) for at, (city, _) in enumerate(zones)))
        for city, offset in zones:
            (await db.execute(select(Scan).where(Scan.city == city))).scalar_one().offset_minutes = offset
    opened = await tab(number="#5002")
    await opened.call(OrderState.load)
    rows = [row for row in (await opened.state(OrderState)).shown if row.kind == "scan"]
    tokyo = [(begun + timedelta(hours=at, minutes=9 * 60)).strftime("%H:%M") for at in (2, 1, 0)]
    assert [row.when for row in rows] == tokyo
    local = begun + timedelta(hours=1, minutes=-300)
    assert re.fullmatch(rf"Louisville, TX · (\w+ \d+ \w+, )?{local:%H:%M} there · UPS", rows[1].detail)
    assert "there" not in rows[0].detail


async def test_a_mail_is_sent_again_on_request(sqlite: Database, tab: OpenTab, order: Order) -> None:
    async with sqlite.reading() as db:
        mail = (await db.execute(select(Message))).scalar_one()
    opened = await tab(number="#5001")
    await opened.call(OrderState.load)
    assert "on its way again" in (await opened.call(OrderState.send_again, message_id=mail.id)).said
    async with sqlite.reading() as db:
        assert len((await db.execute(select(Message))).scalars().all()) == 2

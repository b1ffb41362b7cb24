"""Parcels, exceptions, mails and the overview: what they show, and that they keep to their merchant."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import a_scan, an_order, heard, their_today
from tests.portals.merchant.conftest import OpenTab
from tests.portals.merchant.test_order import _mail
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.messages.state import MessagesState
from wesupply_ui.portals.merchant.overview.state import OverviewState
from wesupply_ui.portals.merchant.shipments.state import ShipmentsState


@pytest.fixture
async def busy(sqlite: Database, acme: Merchant, rival: Merchant) -> None:
    """One order of each kind of trouble and one that goes well, at both merchants."""
    for merchant, at in ((acme, 1), (rival, 2)):
        async with sqlite.transaction() as db:
            made = {}
            for place, kind in enumerate(("lost", "held", "failed", "late", "silent", "fine", "odd")):
                number = f"1Z999AA1{at}000000{place:02d}"
                made[kind] = await an_order(db, merchant, f"#{at}00{place}", parcels=[number], name=f"Ada {merchant.slug}")
                await heard(db, number, *_scans(kind), due=their_today() + timedelta(days=-3 if kind in ("late", "silent") else 2))
            db.add_all([_mail(made["fine"]), _mail(made["lost"], "failed")])


def _scans(kind: str) -> list:
    begun = a_scan("Departed", ago=400 if kind == "silent" else 20)
    more = {
        "lost": a_scan("Lost", None, condition="lost", reason="lost"),
        "held": a_scan("At customs", None, condition="held", reason="customs_documents"),
        "failed": a_scan("Nobody home", None, condition="attempt_failed", reason="nobody_home"),
        "odd": a_scan("Zeppelin", None, condition=None),
    }
    return [begun, more[kind]] if kind in more else [begun]


async def test_the_overview_says_what_needs_a_person_with_one_action_each(tab: OpenTab, busy: None) -> None:
    opened = await tab()
    await opened.call(OverviewState.load)
    state = await opened.state(OverviewState)
    assert {row.key: row.words.partition(" ")[0] for row in state.needs} == {
        "exception": "2", "attempt_failed": "1", "customs": "1", "late": "1", "silent": "1", "mail": "1", "unmapped": "1",
    }  # fmt: skip
    assert next(row.words for row in state.needs if row.key == "silent") == "1 parcel silent for longer than usual"
    assert all(row.href.startswith("/app/") for row in state.needs)
    assert [figure.name for figure in state.figures] == ["Orders today", "Delivered today", "On time today", "New exceptions"]
    assert state.feed and len(state.exceptions) == 21
    assert state.exceptions_told == "5 exceptions began in 21 days."
    assert "rival" not in str(state.dict())


async def test_a_paused_feed_stands_still_and_says_that_there_is_more(sqlite: Database, tab: OpenTab, busy: None) -> None:
    opened = await tab()
    await opened.call(OverviewState.load)
    state = await opened.state(OverviewState)
    await opened.call(OverviewState.pause)
    before = list(state.feed)
    async with sqlite.transaction() as db:
        await heard(db, "1Z999AA1100000005", a_scan("Delivered", "delivered", ago=0))
    await opened.call(OverviewState.refresh)
    assert (state.feed, state.is_behind) == (before, True)
    await opened.call(OverviewState.pause)
    assert state.feed[0].words == "Order #1005 was delivered"
    assert not state.is_behind


@pytest.mark.parametrize(
    ("query", "count"), [("", 7), ("?condition=held", 1), ("?unmapped=1", 1), ("?q=1002", 1), ("?q=1Z999AA1100000003", 1), ("?q=2002", 0)]
)
async def test_parcels_are_searched_and_filtered_by_address(tab: OpenTab, busy: None, query: str, count: int) -> None:
    opened = await tab(f"/app/shipments{query}")
    await opened.call(ShipmentsState.load)
    state = await opened.state(ShipmentsState)
    assert (len(state.rows), state.total) == (count, str(count))
    assert "rival" not in str(state.dict())


async def test_mails_are_listed_and_opened_with_their_body(tab: OpenTab, busy: None) -> None:
    opened = await tab("/app/messages?state=failing")
    await opened.call(MessagesState.load)
    state = await opened.state(MessagesState)
    assert [row.state for row in state.rows] == ["Failed"]
    opened.go(state.rows[0].href)
    await opened.call(MessagesState.load)
    assert (state.mail.html, state.mail.order) == ("<p>Hello</p>", "#1000")


async def test_a_mail_of_another_merchant_stays_closed(tab: OpenTab, busy: None, rival: Merchant) -> None:
    theirs = await tab("/app/messages", merchant=rival)
    await theirs.call(MessagesState.load)
    mail = (await theirs.state(MessagesState)).rows[0]
    ours = await tab(f"/app/messages?open={mail.id}")
    await ours.call(MessagesState.load)
    assert (await ours.state(MessagesState)).mail.id == ""


async def test_a_viewer_reads_no_mails(tab: OpenTab, busy: None) -> None:
    opened = await tab("/app/messages", role="analyst")
    assert not (await opened.call(MessagesState.load)).ran

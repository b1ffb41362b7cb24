"""The insights: a period and a part of the shop by address, tables with the orders behind each number, a file to take along."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest

from tests.builders import a_scan, an_order, heard, their_today
from tests.portals.merchant.conftest import OpenTab
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.insights.note_trips import note_missing
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.insights.behind import BehindState
from wesupply_ui.portals.merchant.insights.state import InsightsState
from wesupply_ui.portals.shopper import counting


@pytest.fixture
async def delivered(sqlite: Database, acme: Merchant, rival: Merchant) -> None:
    """A parcel on time and a late one at both merchants."""
    for merchant, first in ((acme, 1), (rival, 5)):
        async with sqlite.transaction() as db:
            for at, due in ((first, 1), (first + 1, -4)):
                number = f"1Z999AA100000000{at:02d}"
                await an_order(db, merchant, f"#{merchant.slug}{at}", parcels=[number])
                moving, there = a_scan("Departed", ago=30), a_scan("Delivered", "delivered", ago=0)
                await heard(db, number, moving, there, due=their_today() + timedelta(days=due))
            await note_missing(db)


async def test_the_late_ones_of_a_day_are_listed_behind_its_number(tab: OpenTab, delivered: None) -> None:
    opened = await tab("/app/insights")
    await opened.call(InsightsState.load)
    state = await opened.state(InsightsState)
    today = state.by_day[0]
    assert (len(state.by_day), today.first, today.second, today.third) == (30, "2", "1", "50 %")
    assert [figure.value for figure in state.figures[:2]] == ["50 %", "2"]
    assert [(row.first, row.orders) for row in state.lanes] == [("2", "2")]
    assert all(figure.about for figure in state.figures)
    opened.go(today.href)
    await opened.call(BehindState.load)
    behind = await opened.state(BehindState)
    assert (behind.told, [row.name for row in behind.rows]) == ("1 order", ["#acme2"])
    assert behind.about.startswith("Delivered late · ")
    assert "rival" not in str(state.dict()) + str(behind.dict())


@pytest.mark.parametrize(
    ("query", "days", "count"),
    [
        ("days=7", 7, "2"),
        ("days=12", 30, "2"),
        ("carrier=fedex", 30, "0"),
        ("country=US", 30, "2"),
        ("first=2020-01-01&last=2020-01-03", 3, "0"),
        ("first=2020-02-01&last=2020-01-03", 30, "2"),
        ("first=1900-01-01&last=2020-01-03", 30, "2"),
    ],
)
async def test_the_address_chooses_period_and_part(tab: OpenTab, delivered: None, query: str, days: int, count: str) -> None:
    opened = await tab(f"/app/insights?{query}")
    await opened.call(InsightsState.load)
    state = await opened.state(InsightsState)
    assert (len(state.by_day), state.figures[1].value) == (days, count)


async def test_a_long_period_is_told_by_weeks(tab: OpenTab, delivered: None) -> None:
    today = their_today()
    opened = await tab(f"/app/insights?first={today - timedelta(days=364)}&last={today}")
    await opened.call(InsightsState.load)
    state = await opened.state(InsightsState)
    weeks = len({(today - timedelta(days=ago)).isocalendar()[:2] for ago in range(365)})
    assert (state.weekly, len(state.by_day), len(state.visits)) == (True, weeks, weeks)
    monday = today - timedelta(days=today.weekday())
    latest = state.by_day[0]
    assert (latest.key, latest.first, latest.second, latest.third) == (monday.isoformat(), "2", "1", "50 %")
    opened.go(latest.href)
    await opened.call(BehindState.load)
    assert [row.name for row in (await opened.state(BehindState)).rows] == ["#acme2"]


async def test_a_table_is_taken_along_as_a_file(tab: OpenTab, delivered: None) -> None:
    opened = await tab("/app/insights")
    await opened.call(InsightsState.load)
    answer = await opened.call(InsightsState.download, what="lanes")
    ((_name, payload),) = answer.events
    file = base64.b64decode(payload["url"].partition("base64,")[2]).decode()
    assert "UPS,United States → United States,2," in file
    assert not (await opened.call(InsightsState.download, what="figures")).events


async def test_a_role_without_figures_is_kept_out(tab: OpenTab, delivered: None) -> None:
    opened = await tab("/app/insights", role="returns_agent")
    assert not (await opened.call(InsightsState.load)).ran
    assert not (await opened.call(BehindState.load)).ran


async def test_pages_opened_are_counted_without_a_trace_of_who(sqlite: Database, acme: Merchant, tab: OpenTab) -> None:
    for _ in range(3):
        counting.seen(acme.id, counting.PAGES)
    counting.seen(acme.id, counting.LOOK_UPS)
    await counting.write_down()
    opened = await tab("/app/insights?days=7")
    await opened.call(InsightsState.load)
    state = await opened.state(InsightsState)
    assert state.visits_told == "3 tracking pages opened · 1 look-ups, of which 0 found an order"

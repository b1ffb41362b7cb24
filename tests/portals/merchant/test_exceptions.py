"""The inbox: filters by address, one case with all that is needed to decide, deeds with an undo, and news that moves nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import a_scan, an_order, heard, their_today
from tests.portals.merchant.conftest import OpenTab
from tests.portals.tabs import Tab
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.exceptions.case_state import CaseState
from wesupply_ui.portals.merchant.exceptions.state import ExceptionsState
from wesupply_ui.portals.merchant.person import PersonState

SCANS = {
    "lost": a_scan("Lost", None, condition="lost", reason="lost"),
    "held": a_scan("At customs", None, condition="held", reason="customs_documents"),
    "failed": a_scan("Nobody home", None, condition="attempt_failed", reason="nobody_home"),
}


def number(merchant: Merchant, place: int) -> str:
    return f"1Z999AA1{1 if merchant.slug == 'acme' else 2}000000{place:02d}"


@pytest.fixture
async def busy(sqlite: Database, acme: Merchant, rival: Merchant) -> None:
    """A lost, a held and a failed parcel at both merchants."""
    for merchant in (acme, rival):
        async with sqlite.transaction() as db:
            for place, scan in enumerate(SCANS.values()):
                await an_order(db, merchant, f"#{merchant.slug}{place}", parcels=[number(merchant, place)], name=f"Ada {merchant.slug}")
                due = their_today() + timedelta(days=2)
                await heard(db, number(merchant, place), a_scan("Departed", ago=20), scan, due=due)


async def inbox(tab: OpenTab, path: str = "/app/exceptions", **who: str) -> tuple[Tab, ExceptionsState, CaseState]:
    opened = await tab(path, **who)
    await opened.call(ExceptionsState.load)
    return opened, await opened.state(ExceptionsState), await opened.state(CaseState)


async def opened_case(tab: OpenTab, place: int = 0, **who: str) -> tuple[Tab, ExceptionsState, CaseState]:
    opened, listed, case = await inbox(tab, **who)
    opened.go(listed.rows[place].href)
    await opened.call(ExceptionsState.load)
    return opened, listed, case


async def test_the_most_urgent_case_comes_first_and_the_frame_counts_them(tab: OpenTab, busy: None) -> None:
    opened, listed, _case = await inbox(tab)
    assert [row.status for row in listed.rows] == ["Lost", "Somebody must act", "Attempt failed"]
    assert (listed.open_count, (await opened.state(PersonState)).cases) == ("3", "3")
    assert "rival" not in str(listed.dict())


@pytest.mark.parametrize(
    ("query", "count"),
    [("kind=exception", 2), ("kind=late", 0), ("reason=nobody_home", 1), ("party=customs", 1), ("carrier=fedex", 0), ("age=1", 0),
     ("who=me", 0), ("who=nobody", 3), ("state=snoozed", 0), ("kind=%27;drop", 3)],
)  # fmt: skip
async def test_the_address_filters(tab: OpenTab, busy: None, query: str, count: int) -> None:
    _tab, listed, _case = await inbox(tab, f"/app/exceptions?{query}")
    assert len(listed.rows) == count


async def test_a_case_says_what_happened_what_follows_and_what_is_at_stake(tab: OpenTab, busy: None) -> None:
    _tab, _listed, case = await opened_case(tab, 2)
    assert "could not hand the parcel over" in case.case.happened
    assert "Nobody was there to take the parcel: caused by the shopper." in case.case.happened
    assert "Too few similar cases to tell: 0 have ended" in case.case.next_words
    assert case.case.stake == "$123.20 with 2 items."
    assert case.case.promised


async def test_a_case_of_another_merchant_is_not_there(tab: OpenTab, busy: None, rival: Merchant) -> None:
    _tab, theirs, _case = await inbox(tab, merchant=rival)
    _tab, _listed, case = await inbox(tab, f"/app/exceptions?case={theirs.rows[0].id}")
    assert (case.case.id, case.is_missing) == ("", True)
    assert "rival" not in str(case.dict())


async def test_what_is_done_stays_in_its_place_and_can_be_undone(tab: OpenTab, busy: None) -> None:
    opened, listed, case = await opened_case(tab)
    ids = [row.id for row in listed.rows]
    await opened.call(CaseState.ask, what="resolve")
    assert (case.asking, case.asking_about) == ("resolve", case.case.title)
    answer = await opened.call(CaseState.resolve_as, reason="carrier_handles_it")
    assert "goOn" in answer.said
    assert [row.id for row in listed.rows] == ids
    assert listed.rows[0].done.endswith(": The carrier handles it")
    assert (listed.open_count, case.done_words, case.case.is_open) == ("2", "Resolved", False)
    await opened.call(CaseState.undo)
    assert (listed.rows[0].done, listed.open_count, case.case.is_open, case.done_words) == ("", "3", True, "")
    await opened.call(ExceptionsState.show_fresh)
    assert len(listed.rows) == 3


async def test_several_cases_are_snoozed_at_once_and_all_come_back_by_one_undo(tab: OpenTab, busy: None) -> None:
    opened, listed, case = await inbox(tab)
    await opened.call(ExceptionsState.tick_all, on=True)
    await opened.call(CaseState.ask, what="snooze")
    assert case.asking_about == "3 cases"
    await opened.call(CaseState.snooze_until, until="not a day")
    assert case.errors["until"] == "Choose a day."
    await opened.call(CaseState.snooze_until, until="day")
    assert (listed.open_count, listed.snoozed_count, case.done_words, listed.ticked) == ("0", "3", "3 cases snoozed", [])
    await opened.call(CaseState.undo)
    assert (listed.open_count, listed.snoozed_count) == ("3", "0")


async def test_a_parcel_that_moves_on_ends_its_case_in_place_and_a_new_case_waits_above(
    sqlite: Database, acme: Merchant, tab: OpenTab, busy: None
) -> None:
    opened, listed, _case = await inbox(tab)
    ids = [row.id for row in listed.rows]
    async with sqlite.transaction() as db:
        await heard(db, number(acme, 2), a_scan("Departed", ago=20), SCANS["failed"], a_scan("Delivered", "delivered", ago=0.1))
        await an_order(db, acme, "#new", parcels=["1Z999AA10000000077"])
        await heard(db, "1Z999AA10000000077", a_scan("Damaged", None, condition="damaged", reason="damaged"))
    await opened.call(ExceptionsState.refresh)
    assert [row.id for row in listed.rows] == ids
    assert listed.rows[2].done == "The parcel was delivered"
    assert listed.fresh == "1 new case"
    await opened.call(ExceptionsState.show_fresh)
    assert [row.status for row in listed.rows] == ["Lost", "Damaged", "Somebody must act"]


async def test_the_second_person_sees_who_did_it(tab: OpenTab, busy: None) -> None:
    grace, _listed, _case = await opened_case(tab, role="support")
    ada, listed, case = await opened_case(tab, role="manager")
    for each in (ada, grace):
        await each.call(CaseState.ask, what="resolve")
    await grace.call(CaseState.resolve_as, reason="shopper_told")
    answer = await ada.call(CaseState.resolve_as, reason="nothing_to_do")
    assert "has resolved this case already" in answer.said
    await ada.call(ExceptionsState.refresh)
    assert listed.rows[0].done.endswith("The shopper knows and waits")
    assert "resolved it: The shopper knows and waits" in case.case.story[0].words


async def test_a_mail_is_drafted_refused_without_words_and_noted(tab: OpenTab, busy: None) -> None:
    opened, _listed, case = await opened_case(tab)
    await opened.call(CaseState.ask, what="mail")
    assert (case.asking, case.recipient) == ("mail", "ada@example.com")
    assert "#acme0" in case.subject
    await opened.call(CaseState.send_mail, form={"subject": "", "text": "Hello"})
    assert (case.asking, "subject" in case.errors) == ("mail", True)
    await opened.call(CaseState.send_mail, form={"subject": "Your parcel", "text": "Hello"})
    assert (case.asking, case.case.is_open) == ("", True)
    assert "wrote to the shopper" in case.case.story[0].words


async def test_who_may_only_look_changes_nothing(tab: OpenTab, busy: None) -> None:
    opened, listed, case = await opened_case(tab, role="analyst")
    assert len(listed.rows) == 3
    for handler, payload in (
        (CaseState.ask, {"what": "resolve"}),
        (CaseState.resolve_as, {"reason": "mistake"}),
        (CaseState.decide_to, {"decision": "refund"}),
        (CaseState.snooze_until, {"until": "day"}),
        (ExceptionsState.tick_all, {"on": True}),
    ):
        assert not (await opened.call(handler, **payload)).ran
    assert (case.case.is_open, listed.open_count) == (True, "3")

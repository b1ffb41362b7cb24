"""The labels on a return's page: how each stands, what staff do with it, and that nobody reaches another's."""

from __future__ import annotations

import pytest

from tests.jobs.labels.coming_back import AUSTIN, PLACES
from tests.portals.merchant.conftest import OpenTab
from tests.portals.tabs import Tab
from tests.returning import bought, returned, takes_back
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.locations.put import put_location
from wesupply_ui.domain.returns.labelled import on_label, on_return
from wesupply_ui.jobs.labels import Counter
from wesupply_ui.jobs.outbox import dispatch_due
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.one_return.label_state import ReturnLabelState
from wesupply_ui.portals.merchant.one_return.state import ReturnState


@pytest.fixture
async def unlabelled(sqlite: Database, acme: Merchant, rival: Merchant) -> list[str]:
    """Acme's return R-1001 and its rival's, both approved, neither with an account to buy labels; the labels' ids."""
    for merchant in (acme, rival):
        async with sqlite.transaction() as db:
            scope = await takes_back(db, merchant, destination="warehouse")
            place = {name: value for name, value in PLACES[0].items() if name != "external_id"}
            await put_location(db, scope, "warehouse", place, now=clock.now())
            await bought(db, scope, shipping_address=AUSTIN)
            await returned(db, scope, "approved", socks=2)
    await dispatch_due(sqlite, (on_return.on_fact,), clock.now())
    await Counter(sqlite, lambda _provider: None).serve_due()
    await dispatch_due(sqlite, (on_label.on_fact,), clock.now())
    async with sqlite.reading() as db:
        found = {each.merchant_id: each.id for each in (await db.execute(Label.__table__.select())).all()}  # type: ignore[attr-defined]
    return [found[acme.id], found[rival.id]]


async def page(tab: OpenTab, **who: str) -> Tab:
    opened = await tab("/app/returns/R-1001", number="R-1001", **who)
    await opened.call(ReturnState.load)
    return opened


async def test_staff_see_why_there_is_no_label_and_where_to_mend_it(tab: OpenTab, unlabelled: list[str]) -> None:
    opened = await page(tab)
    state = await opened.state(ReturnState)
    (row,) = state.page.labels
    assert (row.id, row.words, row.mend, row.can_retry, row.can_void) == (unlabelled[0], "Not bought", "/app/settings/labels", True, True)
    assert row.why == "No account is connected to buy labels with."
    assert (state.page.word, state.page.next_deed, state.page.lacks_label) == ("No label yet", "", False)


async def test_a_label_is_tried_again_taken_off_and_wanted_anew(tab: OpenTab, sqlite: Database, unlabelled: list[str]) -> None:
    opened = await page(tab)
    await opened.call(ReturnLabelState.retry, label_id=unlabelled[0])
    async with sqlite.reading() as db:
        assert (await db.get_one(Label, unlabelled[0])).state == "wanted"
    await opened.call(ReturnLabelState.give_back, label_id=unlabelled[0])
    await opened.call(ReturnState.refresh)
    state = await opened.state(ReturnState)
    assert ([each.words for each in state.page.labels], state.page.lacks_label) == (["Given back"], True)
    await opened.call(ReturnLabelState.want)
    await opened.call(ReturnState.refresh)
    state = await opened.state(ReturnState)
    assert [each.words for each in state.page.labels] == ["Being bought", "Given back"]


async def test_an_address_is_corrected_part_by_part(tab: OpenTab, sqlite: Database, unlabelled: list[str]) -> None:
    opened = await page(tab)
    await opened.call(ReturnLabelState.correct, label_id=unlabelled[0])
    state = await opened.state(ReturnLabelState)
    assert state.address["line1"] == "1 Main St"
    await opened.call(ReturnLabelState.save_address, form=state.address | {"city": "", "country": "Texas"})
    state = await opened.state(ReturnLabelState)
    assert "city" in state.errors and state.errors["country"].startswith("Country")
    await opened.call(ReturnLabelState.save_address, form=state.address | {"line1": "9 Oak St"})
    async with sqlite.reading() as db:
        label = await db.get_one(Label, unlabelled[0])
    assert (label.state, label.ask["sender"]["line1"], label.ask["sender"]["name"]) == ("wanted", "9 Oak St", "Ada Lovelace")


async def test_another_merchants_label_is_as_if_it_were_not_there(tab: OpenTab, sqlite: Database, unlabelled: list[str]) -> None:
    opened = await page(tab)
    for handler in (ReturnLabelState.retry, ReturnLabelState.give_back, ReturnLabelState.correct):
        await opened.call(handler, label_id=unlabelled[1])
    await opened.call(ReturnLabelState.open_file, label_id=unlabelled[1], kind="pdf")
    assert (await opened.state(ReturnLabelState)).address == {}
    async with sqlite.reading() as db:
        assert (await db.get_one(Label, unlabelled[1])).state == "failed"

"""Staff connect a carrier, try it against a real server that speaks the carrier's own language, and no secret comes back."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
from reflex_base.utils.format import json_dumps

from tests.portals.merchant.conftest import OpenTab
from tests.portals.tabs import Tab
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.portals.merchant.settings.carriers.rows import AccountCard
from wesupply_ui.portals.merchant.settings.carriers.state import CarriersState as S
from wesupply_ui.simulator.faults import Fault, FaultKind
from wesupply_ui.simulator.running import Running, running
from wesupply_ui.simulator.sign_in import CLIENT_ID, CLIENT_SECRET

RIGHT = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
WRONG = RIGHT | {"client_secret": "a-wrong-secret-indeed"}


@pytest.fixture
async def up(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    async with running() as started:
        monkeypatch.setenv("WESUPPLY_CARRIER_UPS_URL", started.base_urls["ups"])
        yield started


async def ups(page: Tab) -> AccountCard:
    return next(each for each in (await page.state(S)).cards if each.code == "ups")


async def opened(tab: OpenTab, **how: Merchant | str) -> Tab:
    page = await tab("/app/settings/carriers", **how)  # type: ignore[arg-type]
    await page.call(S.load)
    return page


async def connected(page: Tab, form: dict[str, str]) -> str:
    await page.call(S.begin, code="ups")
    await page.call(S.save, form=form)
    return (await page.call(S.test, code="ups")).said


async def test_a_wrong_secret_is_told_and_the_right_one_works(tab: OpenTab, up: Running) -> None:
    page = await opened(tab)
    assert ((await ups(page)).whose, (await ups(page)).can_check) == ("none", False)
    assert "does not accept these credentials" in await connected(page, WRONG)
    assert (await ups(page)).check_tone == "problem"
    assert "UPS: Works" in await connected(page, RIGHT)
    card = await ups(page)
    assert (card.whose, card.check_words, card.check_tone) == ("own", "Works", "done")
    assert card.set_words.startswith("Set: Today") and "by Ada Owner" in card.set_words


async def test_a_trial_tells_slow_limits_and_dead_servers_apart(tab: OpenTab, up: Running) -> None:
    page = await opened(tab)
    await connected(page, RIGHT)
    up.simulation.faults.add(Fault(FaultKind.RATE_LIMITED, "ups", count=1, retry_after=30))
    assert "asks for fewer calls" in (await page.call(S.test, code="ups")).said
    up.simulation.faults.add(Fault(FaultKind.SERVER_ERROR, "ups", count=1))
    assert "could not be reached" in (await page.call(S.test, code="ups")).said
    assert "UPS: Works" in (await page.call(S.test, code="ups")).said, "an earlier refusal is not remembered"


async def test_a_carrier_is_not_asked_again_and_again(tab: OpenTab, rival: Merchant, up: Running) -> None:
    page = await opened(tab)
    await connected(page, RIGHT)
    said = [(await page.call(S.test, code="ups")).said for _ in range(6)]
    assert ["Works" in each for each in said] == [True] * 5 + [False] and "Try it again in 1 minute" in said[-1]
    assert (await page.state(S)).testing == ""
    theirs = await opened(tab, merchant=rival)
    assert "UPS: Works" in await connected(theirs, RIGHT)


async def test_no_secret_is_in_what_the_page_is_sent_or_in_the_log(
    tab: OpenTab, up: Running, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    page = await opened(tab)
    await connected(page, WRONG)
    everything = json.loads(json_dumps(page.root.dict()))
    said = json.dumps(everything) + caplog.text + "".join(capsys.readouterr())
    assert "UPS" in said and "a-wrong-secret" not in said and "simulator-secret" not in said
    await page.call(S.show_webhook, code="ups")
    credential = (await page.state(S)).webhook_credential
    assert len(credential) > 20
    await page.call(S.close, is_open=False)
    assert credential not in json_dumps(page.root.dict())


async def test_limits_and_disconnecting(tab: OpenTab, up: Running) -> None:
    page = await opened(tab)
    await connected(page, RIGHT)
    await page.call(S.begin_limits, code="ups")
    await page.call(S.limit, form={"per_second": "fast", "per_day": "100"})
    assert "per_second" in (await page.state(S)).errors
    await page.call(S.limit, form={"per_second": "5", "per_day": "100"})
    assert (await ups(page)).limits == "5 calls a second at most · 0 of 100 calls today"
    await page.call(S.take_away, code="ups")
    assert ((await ups(page)).whose, (await ups(page)).check_words) == ("none", "Not tested yet")


async def test_a_rival_sees_nothing_of_it_and_support_may_not(tab: OpenTab, up: Running, rival: Merchant) -> None:
    await connected(await opened(tab), RIGHT)
    other = await opened(tab, merchant=rival)
    assert (await ups(other)).whose == "none"
    assert "no account" in (await other.call(S.test, code="ups")).said.lower()
    assert "no such carrier" in (await other.call(S.begin, code="../etc")).said
    helper = await tab("/app/settings/carriers", role="support")
    for handler, payload in ((S.load, {}), (S.save, {"form": RIGHT}), (S.test, {"code": "ups"}), (S.show_webhook, {"code": "ups"})):
        assert not (await helper.call(handler, **payload)).ran

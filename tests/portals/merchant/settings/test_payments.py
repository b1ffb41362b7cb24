"""Staff connect Stripe and try it against a server that speaks its language; no secret comes back; who may not changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from reflex_base.utils.format import json_dumps
from sqlmodel import select

from tests.portals.merchant.conftest import OpenTab
from tests.portals.tabs import Tab
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.ledger.refund_models import PaymentCredential
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.settings.payments.state import PaymentsState as S
from wesupply_ui.simulator.faults import Fault, FaultKind
from wesupply_ui.simulator.payments import SECRET_KEY, WEBHOOK_SECRET
from wesupply_ui.simulator.running import Running, running

RIGHT = {"secret_key": SECRET_KEY, "webhook_secret": WEBHOOK_SECRET}
WRONG = RIGHT | {"secret_key": "sk_test_anotherkeyaltogether"}


@pytest.fixture
async def up(monkeypatch: pytest.MonkeyPatch, sqlite: Database) -> AsyncIterator[Running]:
    async with running() as started:
        yield started


async def pointed(sqlite: Database, up: Running) -> None:
    """The account is spoken to at the simulator's."""
    async with sqlite.transaction() as db:
        for each in (await db.execute(select(PaymentCredential))).scalars():
            each.base_url = f"{up.url}/stripe"


async def opened(tab: OpenTab, **how: Merchant | str) -> Tab:
    page = await tab("/app/settings/payments", **how)  # type: ignore[arg-type]
    await page.call(S.load)
    return page


async def connected(page: Tab, sqlite: Database, up: Running, form: dict[str, str]) -> str:
    await page.call(S.begin)
    await page.call(S.save, form=form)
    await pointed(sqlite, up)
    return (await page.call(S.test)).said


async def test_a_wrong_key_is_told_and_the_right_one_works(tab: OpenTab, sqlite: Database, up: Running) -> None:
    page = await opened(tab)
    assert not (await page.state(S)).page.is_connected
    assert "does not accept this key" in await connected(page, sqlite, up, WRONG)
    assert "Stripe: Works" in await connected(page, sqlite, up, RIGHT)
    up.simulation.faults.add(Fault(FaultKind.SERVER_ERROR, "stripe", calls="track", count=1))
    assert "could not be reached" in (await page.call(S.test)).said
    row = (await page.state(S)).page
    assert (row.whose_words, row.check_tone) == ("Connected for tests", "attention")
    await page.call(S.take_away)
    assert not (await page.state(S)).page.is_connected


async def test_no_secret_is_in_what_the_page_is_sent_nor_in_the_log_nor_stored_as_it_is(
    tab: OpenTab, sqlite: Database, up: Running, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    page = await opened(tab)
    await page.call(S.save, form={"secret_key": SECRET_KEY, "webhook_secret": "mine"})
    assert set((await page.state(S)).errors) == {"webhook_secret"}
    await connected(page, sqlite, up, RIGHT)
    async with sqlite.reading() as db:
        sealed = (await db.execute(select(PaymentCredential))).scalar_one().sealed
        notes = (await db.execute(select(AuditEntry))).scalars().all()
    logged = capsys.readouterr()
    told = [json_dumps(page.root.dict()), sealed, repr([(each.before, each.after) for each in notes]), logged.out, logged.err, caplog.text]
    assert not [secret for secret in (SECRET_KEY, WEBHOOK_SECRET) for text in told if secret in text]
    assert {"payments.connected", "payments.checked"} <= {each.action for each in notes}


async def test_a_rival_sees_nothing_of_it_and_who_may_only_read_changes_nothing(
    tab: OpenTab, sqlite: Database, up: Running, rival: Merchant
) -> None:
    await connected(await opened(tab), sqlite, up, RIGHT)
    other = await opened(tab, merchant=rival)
    assert not (await other.state(S)).page.is_connected
    assert "No payment provider is connected" in (await other.call(S.test)).said
    helper = await tab("/app/settings/payments", role="viewer")
    for handler, payload in ((S.begin, {}), (S.save, {"form": WRONG}), (S.test, {}), (S.take_away, {})):
        assert not (await helper.call(handler, **payload)).ran
    async with sqlite.reading() as db:
        assert (await db.execute(select(PaymentCredential))).scalar_one().hint == SECRET_KEY[-4:]

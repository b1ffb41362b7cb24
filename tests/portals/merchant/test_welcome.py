"""The first steps on their page and on the overview: told anew as things get done, put aside, and only with real mail ticked."""

from __future__ import annotations

import pytest

from tests.adapters.messages.server import post_office
from tests.builders import an_order
from tests.portals.merchant.conftest import OpenTab
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.settings import settings
from wesupply_ui.portals.merchant.welcome.state import WelcomeState as S


async def test_a_preview_is_remembered_and_the_list_put_aside(tab: OpenTab, sqlite: Database, acme: Merchant) -> None:
    async with sqlite.transaction() as db:
        await an_order(db, acme)
    page = await tab("/app/welcome")
    await page.call(S.load)
    state = await page.state(S)
    assert (
        [row.key for row in state.steps if row.is_done] == ["orders", "staff"] and state.progress == "2 of 8 done" and state.is_on_overview
    )
    await page.call(S.previewed)
    assert [row.key for row in state.steps if row.is_done] == ["orders", "preview", "staff"]
    await page.call(S.dismiss, is_back=False)
    overview = await tab("/app")
    await overview.call(S.glance)
    assert not (await overview.state(S)).is_on_overview
    await page.call(S.dismiss, is_back=True)
    await overview.call(S.glance)
    assert (await overview.state(S)).is_on_overview


async def test_mail_in_a_folder_is_no_mail(tab: OpenTab) -> None:
    page = await tab("/app/welcome")
    await page.call(S.load)
    state = await page.state(S)
    assert "mails are written to a folder" in (await page.call(S.send_mail)).said
    assert "moment ago" in (await page.call(S.send_mail)).said
    assert "mail" not in [row.key for row in state.steps if row.is_done]


async def test_a_mail_that_a_server_took_ticks_its_step(tab: OpenTab, monkeypatch: pytest.MonkeyPatch) -> None:
    page = await tab("/app/welcome")
    await page.call(S.load)
    async with post_office() as office:
        monkeypatch.setenv("WESUPPLY_SMTP_URL", f"smtp://127.0.0.1:{office.port}")
        settings.cache_clear()
        try:
            assert "on its way to owner-" in (await page.call(S.send_mail)).said
        finally:
            monkeypatch.undo()
            settings.cache_clear()
        (mail,) = office.mails
    assert mail["Subject"] == "Mail from Acme Outfitters goes out" and office.recipients[0].startswith("owner-")
    assert [row.key for row in (await page.state(S)).steps if row.is_done] == ["mail", "staff"]


async def test_who_sees_no_settings_sees_no_steps(tab: OpenTab) -> None:
    helper = await tab("/app/welcome", role="support")
    for handler, payload in ((S.load, {}), (S.glance, {}), (S.send_mail, {}), (S.dismiss, {"is_back": False})):
        assert not (await helper.call(handler, **payload)).ran
    assert (await helper.call(S.previewed)).ran and not (await helper.state(S)).loaded

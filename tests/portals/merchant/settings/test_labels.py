"""Staff connect a label provider, try it against a server that speaks its language, say how labels are to be, and no key comes back."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from reflex_base.utils.format import json_dumps
from sqlmodel import select

from tests.portals.merchant.conftest import OpenTab
from tests.portals.tabs import Tab
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.labels.models import LabelAccount, LabelPreference
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.settings.labels.rows import ProviderCard
from wesupply_ui.portals.merchant.settings.labels.state import LabelSettingsState as S
from wesupply_ui.simulator.running import Running, running
from wesupply_ui.simulator.sign_in import API_KEY

LIKES = {
    "length_mm": "400", "width_mm": "300", "height_mm": "150", "packaging_grams": "250", "item_grams": "700", "carriers": "USPS, ups",
    "services": "Priority", "form": "zpl",
}  # fmt: skip


@pytest.fixture
async def up(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    async with running() as started:
        for provider, url in started.label_urls.items():
            monkeypatch.setenv(f"WESUPPLY_CARRIER_{provider.upper()}_URL", url)
        yield started


async def opened(tab: OpenTab, **how: Merchant | str) -> Tab:
    page = await tab("/app/settings/labels", **how)  # type: ignore[arg-type]
    await page.call(S.load)
    return page


async def card(page: Tab, provider: str = "easypost") -> ProviderCard:
    return next(each for each in (await page.state(S)).cards if each.provider == provider)


async def connected(page: Tab, key: str, provider: str = "easypost") -> str:
    await page.call(S.begin, provider=provider)
    await page.call(S.save, form={"api_key": key})
    return (await page.call(S.test, provider=provider)).said


async def test_a_wrong_key_is_told_and_the_right_one_works(tab: OpenTab, up: Running) -> None:
    page = await opened(tab)
    assert (await card(page)).whose == "none"
    assert "does not accept this key" in await connected(page, "a-wrong-key-indeed")
    assert "EasyPost: Works" in await connected(page, API_KEY)
    assert ((await card(page)).whose, (await card(page)).is_chosen) == ("own", True)
    await connected(page, API_KEY, "shippo")
    assert ((await card(page)).is_chosen, (await card(page, "shippo")).is_chosen) == (False, True)
    await page.call(S.use, provider="easypost")
    await page.call(S.take_away, provider="shippo")
    assert ((await card(page)).is_chosen, (await card(page, "shippo")).whose) == (True, "none")


async def test_no_key_is_in_what_the_page_is_sent_nor_in_the_log_nor_stored_as_it_is(
    tab: OpenTab, up: Running, sqlite: Database, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    page = await opened(tab)
    await connected(page, API_KEY)
    async with sqlite.reading() as db:
        sealed = (await db.execute(select(LabelAccount))).scalar_one().sealed
        notes = (await db.execute(select(AuditEntry))).scalars().all()
    sent = json_dumps((await page.state(S)).dict())
    logged = capsys.readouterr()
    for text in (sent, sealed, repr([(each.before, each.after) for each in notes]), logged.out, logged.err, caplog.text):
        assert API_KEY not in text
    assert {"label_account.connected", "label_account.checked"} <= {each.action for each in notes}


async def test_how_labels_are_to_be_is_kept_and_what_is_wrong_is_said_beside_its_field(tab: OpenTab, sqlite: Database) -> None:
    page = await opened(tab)
    await page.call(S.save_likes, form=LIKES | {"length_mm": "long", "width_mm": "", "carriers": "usps, pony", "form": "png"})
    errors = (await page.state(S)).errors
    assert set(errors) == {"length_mm", "width_mm", "carriers", "form"} and errors["width_mm"].startswith("The width")
    await page.call(S.save_likes, form=LIKES)
    state = await page.state(S)
    assert (state.errors, state.likes.length_mm, state.likes.carriers, state.likes.form) == ({}, "400", "usps, ups", "zpl")
    async with sqlite.reading() as db:
        kept = (await db.execute(select(LabelPreference))).scalar_one()
        (note,) = (await db.execute(select(AuditEntry).where(AuditEntry.action == "label_preference.changed"))).scalars()
    assert (kept.packaging_grams, kept.services, note.after["item_grams"]) == (250, ["Priority"], 700)


async def test_who_may_only_read_settings_changes_nothing(tab: OpenTab, sqlite: Database, up: Running) -> None:
    page = await opened(tab, role="viewer")
    for handler, payload in (
        (S.begin, {"provider": "easypost"}), (S.save, {"form": {"api_key": API_KEY}}), (S.test, {"provider": "easypost"}),
        (S.use, {"provider": "easypost"}), (S.take_away, {"provider": "easypost"}), (S.save_likes, {"form": LIKES}),
    ):  # fmt: skip
        assert not (await page.call(handler, **payload)).ran
    async with sqlite.reading() as db:
        assert (await db.execute(select(LabelAccount))).first() is (await db.execute(select(LabelPreference))).first() is None

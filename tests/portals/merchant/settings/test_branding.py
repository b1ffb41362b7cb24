"""Branding's page: sections save by themselves, the last save can be taken back, and only by those who may."""

from __future__ import annotations

from tests.builders import an_order
from tests.portals.merchant.conftest import OpenTab
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.settings.branding.state import BrandingState

NUMBER = "1Z12345E0205271688"


async def test_each_section_saves_its_own_fields_and_the_last_save_can_be_taken_back(
    tab: OpenTab, acme: Merchant, sqlite: Database
) -> None:
    opened = await tab("/app/settings/branding", role="manager")
    await opened.call(BrandingState.load)
    look = {"accent": "1F6F54", "font": "bookish", "logo_url": "", "website": "https://not-of-this-section.example"}
    told = await opened.call(BrandingState.save_look, form=look)
    assert "saved" in told.said and "look" in told.said
    await opened.call(BrandingState.save_words, form={"text_de_footer": "Mit Liebe verpackt"})
    state = await opened.state(BrandingState)
    assert (state.fields["accent"], state.fields["website"], state.fields["text_de_footer"]) == ("#1f6f54", "", "Mit Liebe verpackt")
    newest, oldest = state.saves
    assert ("the page texts" in newest.words, bool(newest.undo), bool(oldest.undo)) == (True, True, False)
    await opened.call(BrandingState.take_back, version_id=newest.undo)
    again = await opened.call(BrandingState.take_back, version_id=newest.undo)
    assert "meanwhile" in again.said
    async with sqlite.reading() as db:
        kept = await db.get(Merchant, acme.id)
        assert kept and kept.brand == {"accent": "#1f6f54", "font": "bookish"}


async def test_a_wrong_text_is_told_in_its_language(tab: OpenTab) -> None:
    opened = await tab("/app/settings/branding")
    await opened.call(BrandingState.load)
    await opened.call(BrandingState.save_words, form={"text_fr_footer": "{mot}", "text_en_footer": "ok"})
    state = await opened.state(BrandingState)
    assert (set(state.errors), state.shown_language) == ({"text_fr_footer"}, "fr")
    await opened.call(BrandingState.save_look, form={"accent": "red", "font": ["x"], "logo_url": "/media/none.png"})
    assert set((await opened.state(BrandingState)).errors) == {"accent", "logo_url"}


async def test_an_order_to_look_at_is_ones_own_and_only_for_those_who_may_see_orders(
    tab: OpenTab, acme: Merchant, rival: Merchant, sqlite: Database
) -> None:
    async with sqlite.transaction() as db:
        await an_order(db, rival, "#9", parcels=[NUMBER])
    opened = await tab("/app/settings/branding")
    await opened.call(BrandingState.load)
    assert (await opened.state(BrandingState)).tracking_page == ""
    async with sqlite.transaction() as db:
        await an_order(db, acme, parcels=["1Z999AA10123456784"])
    await opened.call(BrandingState.load)
    assert (await opened.state(BrandingState)).tracking_page.startswith("/t/")


async def test_who_may_not_change_branding_is_answered_with_nothing(tab: OpenTab, acme: Merchant, sqlite: Database) -> None:
    opened = await tab("/app/settings/branding", role="analyst")
    form = {"accent": "#aa0000", "preview_title": "Taken over", "text_en_footer": "x", "website": "https://x.example"}
    for handler in (BrandingState.save_look, BrandingState.save_contact, BrandingState.save_words, BrandingState.save_chat):
        assert not (await opened.call(handler, form=form)).ran
    assert not (await opened.call(BrandingState.take_back, version_id="x")).ran
    async with sqlite.reading() as db:
        kept = await db.get(Merchant, acme.id)
        assert kept and kept.brand == {}

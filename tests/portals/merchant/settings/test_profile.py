"""The profile's page: sections save by themselves, for those who may."""

from __future__ import annotations

from tests.portals.merchant.conftest import OpenTab
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.profile.state import ProfileState


async def test_a_manager_sees_the_profile_and_saves_one_section(tab: OpenTab, acme: Merchant, sqlite: Database) -> None:
    opened = await tab("/app/settings/profile", role="manager")
    await opened.call(ProfileState.load)
    state = await opened.state(ProfileState)
    assert (state.row.name, state.row.slug, state.row.address[-7:]) == ("Acme Outfitters", "acme", "/s/acme")
    assert {"US", "ES"} <= {each.value for each in state.countries}
    told = await opened.call(ProfileState.save_names, form={"name": "Acme Outdoor", "legal_name": "Acme Ltd", "legal_address": "1 Main St"})
    assert "saved" in told.said and "names" in told.said
    assert (await opened.state(PersonState)).merchant == "Acme Outdoor"
    async with sqlite.reading() as db:
        kept = await db.get(Merchant, acme.id)
        assert kept is not None and (kept.name, kept.legal_name, kept.currency) == ("Acme Outdoor", "Acme Ltd", "USD")


async def test_what_is_wrong_stands_beside_its_field(tab: OpenTab) -> None:
    opened = await tab("/app/settings/profile")
    await opened.call(ProfileState.load)
    await opened.call(ProfileState.save_region, form={"country": "US", "currency": "USD", "time_zone": "Nowhere/Land"})
    state = await opened.state(ProfileState)
    assert set(state.errors) == {"time_zone", "locale"}
    await opened.call(ProfileState.save_slug, form={"slug": "Not Good"})
    assert set((await opened.state(ProfileState)).errors) == {"slug"}


async def test_who_may_not_write_settings_is_answered_with_nothing(tab: OpenTab, acme: Merchant, sqlite: Database) -> None:
    for role in ("analyst", "support"):
        opened = await tab("/app/settings/profile", role=role)
        for handler in (ProfileState.save_names, ProfileState.save_region, ProfileState.save_slug):
            assert not (await opened.call(handler, form={"name": "Taken over", "slug": "taken-over"})).ran
    async with sqlite.reading() as db:
        kept = await db.get(Merchant, acme.id)
        assert kept is not None and (kept.name, kept.slug) == ("Acme Outfitters", "acme")

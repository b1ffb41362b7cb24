"""The domains' page: a name at once, a domain by proof, and another shop's never."""

from __future__ import annotations

import pytest

from tests import dns_server
from tests.portals.merchant.conftest import OpenTab
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.hosts.queries import verified_sites
from wesupply_ui.kernel import throttle
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.settings import settings
from wesupply_ui.portals.merchant.settings.domains.state import DomainsState


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    throttle.forget_all()


async def test_a_manager_claims_a_domain_and_proves_it(tab: OpenTab, sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = await tab("/app/settings/domains", role="manager")
    await opened.call(DomainsState.load)
    await opened.call(DomainsState.claim, form={"host": "https://Track.Acme.example/"})
    state = await opened.state(DomainsState)
    (row,) = state.rows
    assert (row.host, row.record, row.is_verified) == ("track.acme.example", "_wesupply.track.acme.example", False)
    async with dns_server.serving() as zone:
        monkeypatch.setenv("WESUPPLY_DNS_SERVER", zone.address)
        settings.cache_clear()
        assert "not there yet" in (await opened.call(DomainsState.check, domain_id=row.id)).said
        zone.records[row.record] = [row.value]
        assert "leads to the shop" in (await opened.call(DomainsState.check, domain_id=row.id)).said
    monkeypatch.undo()
    settings.cache_clear()
    state = await opened.state(DomainsState)
    assert (state.rows[0].is_verified, state.rows[0].is_primary, state.has_primary) == (True, True, True)
    await opened.call(DomainsState.use_none)
    assert not (await opened.state(DomainsState)).has_primary
    await opened.call(DomainsState.remove, domain_id=row.id)
    async with sqlite.reading() as db:
        assert await verified_sites(db) == {}


async def test_what_cannot_be_claimed_is_told_beside_the_field(tab: OpenTab) -> None:
    opened = await tab("/app/settings/domains")
    await opened.call(DomainsState.load)
    for handler, field, value in ((DomainsState.claim, "host", "127.0.0.1"), (DomainsState.take_name, "label", "www")):
        await opened.call(handler, form={field: value})
        assert set((await opened.state(DomainsState)).errors) == {field}


async def test_another_shops_domain_and_who_may_not_write_reach_nothing(tab: OpenTab, rival: Merchant, sqlite: Database) -> None:
    opened = await tab("/app/settings/domains")
    await opened.call(DomainsState.take_name, form={"label": "acme"})
    mine = (await opened.state(DomainsState)).rows[0].id
    theirs = await tab("/app/settings/domains", merchant=rival)
    await theirs.call(DomainsState.load)
    assert (await theirs.state(DomainsState)).rows == []
    reader = await tab("/app/settings/domains", role="analyst")
    for handler in (DomainsState.check, DomainsState.make_primary, DomainsState.remove):
        assert "There is no such domain" in (await theirs.call(handler, domain_id=mine)).said
        assert not (await reader.call(handler, domain_id=mine)).ran
    async with sqlite.reading() as db:
        assert set(await verified_sites(db)) == {"acme.localhost"}


async def test_sites_that_may_show_the_pages_are_kept_and_mistakes_told_beside_the_field(tab: OpenTab, rival: Merchant) -> None:
    opened = await tab("/app/settings/domains", role="manager")
    await opened.call(DomainsState.load)
    assert "1 site may" in (await opened.call(DomainsState.let_embed, form={"sites": "https://www.acme.example/"})).said
    assert (await opened.state(DomainsState)).sites == "https://www.acme.example"
    await opened.call(DomainsState.let_embed, form={"sites": "http://www.acme.example"})
    assert set((await opened.state(DomainsState)).errors) == {"sites"}
    theirs = await tab("/app/settings/domains", merchant=rival)
    await theirs.call(DomainsState.load)
    assert (await theirs.state(DomainsState)).sites == ""
    reader = await tab("/app/settings/domains", role="analyst")
    assert not (await reader.call(DomainsState.let_embed, form={"sites": ""})).ran

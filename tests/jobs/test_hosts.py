"""Proofs are looked for in a real DNS: found, waited for, lost, and not held against anybody while it does not answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import dns_server
from tests.builders import a_merchant
from wesupply_ui.adapters import dns as adapter
from wesupply_ui.adapters.dns import Dns
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.hosts.claim import claim
from wesupply_ui.domain.hosts.models import ShopDomain
from wesupply_ui.domain.hosts.proof import MOST_FAILURES, record_name, record_value
from wesupply_ui.jobs.hosts import check_due
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database

HOST = "track.acme.example"


async def _claimed(database: Database) -> ShopDomain:
    async with database.transaction() as db:
        acme = await a_merchant(db, password=None)
        return await claim(db, scope_of_system(acme.id, "test"), HOST, now=now())


async def _row(database: Database, made: ShopDomain) -> ShopDomain:
    async with database.reading() as db:
        found = await db.get(ShopDomain, made.id)
    assert found
    return found


async def test_a_proof_is_found_kept_and_lost(database: Database) -> None:
    made, at = await _claimed(database), now()
    async with dns_server.serving() as zone:
        records = Dns(zone.address)
        zone.records[record_name(HOST)] = ["v=spf1 -all", record_value("not-this-one")]
        assert await check_due(database, records, at) == 1
        assert (await _row(database, made)).verified_at is None
        assert await check_due(database, records, at) == 0, "not asked again at once"
        zone.records[record_name(HOST)].append(record_value(made.token))
        at += timedelta(minutes=11)
        assert await check_due(database, records, at) == 1
        assert (await _row(database, made)).verified_at is not None
        zone.records.clear()
        for _turn in range(MOST_FAILURES):
            assert (await _row(database, made)).verified_at is not None
            at += timedelta(days=1)
            assert await check_due(database, records, at) == 1
        row = await _row(database, made)
        assert (row.verified_at, row.is_primary, row.due_at) == (None, False, None)
        assert set(zone.asked) == {f"_wesupply.{HOST}"}


async def test_a_dns_that_is_down_takes_no_domain_away(sqlite: Database) -> None:
    made, at = await _claimed(sqlite), now()
    async with dns_server.serving() as zone:
        records = Dns(zone.address)
        zone.records[record_name(HOST)] = [record_value(made.token)]
        await check_due(sqlite, records, at)
        zone.broken = True
        for _turn in range(MOST_FAILURES + 2):
            at += timedelta(days=1)
            assert await check_due(sqlite, records, at) == 1
        assert (await _row(sqlite, made)).verified_at is not None


async def test_what_the_dns_says_is_read_within_a_time(sqlite: Database) -> None:
    async with dns_server.serving() as zone:
        zone.records["empty.example"] = []
        zone.records["two.example"] = ["one", "two"]
        records = Dns(zone.address)
        assert await records.texts("nothing.example") == ()
        assert await records.texts("empty.example") == ()
        assert sorted(await records.texts("two.example") or ()) == ["one", "two"]
        assert await records.texts("a..b") is None
        zone.broken = True
        assert await records.texts("two.example") is None
    assert adapter.SECONDS <= 5


@pytest.mark.parametrize("value", ["wesupply-domain=", "wesupply-domain=x", ""])
async def test_a_record_that_is_not_exactly_the_proof_proves_nothing(sqlite: Database, value: str) -> None:
    made = await _claimed(sqlite)
    async with dns_server.serving() as zone:
        zone.records[record_name(HOST)] = [value, record_value(made.token)[:-1], record_value(made.token) + "x", made.token]
        await check_due(sqlite, Dns(zone.address), now())
    assert (await _row(sqlite, made)).verified_at is None

"""A host leads to a shop once its owner has proven it in the DNS, and for as long as the proof stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import a_merchant
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Audience, Scope, scope_of_system
from wesupply_ui.domain.hosts.check import record_check
from wesupply_ui.domain.hosts.choose import make_primary, remove, use_none
from wesupply_ui.domain.hosts.claim import claim, holder_of, take_name
from wesupply_ui.domain.hosts.proof import GIVEN_UP_AFTER, MOST_FAILURES, after_check
from wesupply_ui.domain.hosts.queries import domains_of, shop_base, verified_sites
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Conflict, Invalid, NotAllowed, NotFound

HOST = "track.acme.example"


async def _shops(database: Database) -> tuple[Merchant, Scope, Scope]:
    async with database.transaction() as db:
        acme, rival = await a_merchant(db, password=None), await a_merchant(db, "rival", password=None)
    return acme, scope_of_system(acme.id, "test"), scope_of_system(rival.id, "test")


async def test_a_claimed_host_leads_nowhere_until_it_is_proven(database: Database) -> None:
    acme, mine, _ = await _shops(database)
    async with database.transaction() as db:
        made = await claim(db, mine, HOST, now=now())
        assert await verified_sites(db) == {} and len(made.token) >= 20
        await record_check(db, mine, made.id, found=False, now=now())
        await record_check(db, mine, made.id, found=None, now=now())
        assert await verified_sites(db) == {}
        await record_check(db, mine, made.id, found=True, now=now())
        assert [(host, site.slug) for host, site in (await verified_sites(db)).items()] == [(HOST, "acme")]
        assert await shop_base(db, acme.id) == f"http://{HOST}:8000"
        await use_none(db, mine, now=now())
        assert await shop_base(db, acme.id) == "http://localhost:8000"


async def test_a_claim_without_proof_keeps_nobody_else_out_and_the_proof_decides(database: Database) -> None:
    acme, mine, theirs = await _shops(database)
    async with database.transaction() as db:
        squatted = await claim(db, theirs, HOST, now=now())
        made = await claim(db, mine, HOST, now=now())
        assert squatted.token != made.token
        await record_check(db, mine, made.id, found=True, now=now())
        with pytest.raises(Conflict):
            await claim(db, scope_of_system((await a_merchant(db, "third", password=None)).id, "test"), HOST, now=now())
        # The domain was sold, and its new owner proves it: then it is theirs.
        await record_check(db, theirs, squatted.id, found=True, now=now())
        assert await holder_of(db, HOST) == theirs.merchant_id
        assert [each.verified_at for each in await domains_of(db, mine)] == [None]
        assert await shop_base(db, acme.id) == "http://localhost:8000"


async def test_nobody_reaches_the_domain_of_another_shop(sqlite: Database) -> None:
    _, mine, theirs = await _shops(sqlite)
    async with sqlite.transaction() as db:
        made = await claim(db, mine, HOST, now=now())
        reader = Scope(mine.merchant_id, Audience.STAFF, "person:1", frozenset({"settings.read"}))
        for deed in (
            record_check(db, theirs, made.id, found=True, now=now()),
            make_primary(db, theirs, made.id, now=now()),
            remove(db, theirs, made.id, now=now()),
        ):
            with pytest.raises(NotFound):
                await deed
        for deed in (claim(db, reader, "b.example", now=now()), remove(db, reader, made.id, now=now())):
            with pytest.raises(NotAllowed):
                await deed
        with pytest.raises(Conflict):
            await make_primary(db, mine, made.id, now=now())
        with pytest.raises(Invalid):
            await claim(db, mine, HOST.upper(), now=now())


async def test_a_name_under_the_installation_is_given_at_once_and_to_one_shop(sqlite: Database) -> None:
    acme, mine, theirs = await _shops(sqlite)
    async with sqlite.transaction() as db:
        await take_name(db, mine, "acme", now=now())
        assert await shop_base(db, acme.id) == "http://acme.localhost:8000"
        with pytest.raises(Conflict):
            await take_name(db, theirs, "ACME", now=now())
        with pytest.raises(Invalid):
            await take_name(db, theirs, "login", now=now())


async def test_a_removed_host_is_free_and_leads_nowhere(sqlite: Database) -> None:
    _, mine, theirs = await _shops(sqlite)
    async with sqlite.transaction() as db:
        made = await claim(db, mine, HOST, now=now())
        await record_check(db, mine, made.id, found=True, now=now())
        assert await remove(db, mine, made.id, now=now()) == HOST
        assert await verified_sites(db) == {}
        await claim(db, theirs, HOST, now=now())


def test_a_proof_that_went_away_is_waited_for_and_then_given_up() -> None:
    at, failures, held = now(), 0, True
    for turn in range(1, MOST_FAILURES + 1):
        standing = after_check(found=False, held=held, failures=failures, claimed_at=at, now=at)
        held, failures = standing.holds, standing.failures
        assert (standing.holds, standing.lapsed) == ((True, False) if turn < MOST_FAILURES else (False, True))
    assert after_check(found=True, held=True, failures=2, claimed_at=at, now=at).failures == 0


def test_a_proof_that_never_comes_is_looked_for_a_week() -> None:
    at = now()
    assert not after_check(found=False, held=False, failures=9, claimed_at=at, now=at + GIVEN_UP_AFTER - timedelta(hours=1)).lapsed
    assert after_check(found=False, held=False, failures=9, claimed_at=at, now=at + GIVEN_UP_AFTER).lapsed


def test_a_dns_that_does_not_answer_proves_nothing_either_way() -> None:
    for held in (True, False):
        standing = after_check(found=None, held=held, failures=3, claimed_at=now() - timedelta(days=99), now=now())
        assert (standing.holds, standing.lapsed, standing.failures) == (held, False, 3)

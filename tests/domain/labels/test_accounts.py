"""A merchant's key for a label provider is kept encrypted, is read back by nobody, and decides with whom labels are bought."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from sqlmodel import select

from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_link, scope_of_system
from wesupply_ui.domain.labels.accounts import account_for, choose, connect, disconnect, note_check, standings
from wesupply_ui.domain.labels.models import LabelAccount
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, NotAllowed, NotFound

KEY = "EZTK-a-secret-key"


def nobody(_provider: str) -> Mapping[str, str]:
    return {}


def platform(provider: str) -> Mapping[str, str]:
    return {"api_key": "ours"} if provider == "shippo" else {}


async def test_a_key_is_kept_sealed_and_used_and_told_to_nobody(database: Database, merchant: Merchant) -> None:
    scope = scope_of_system(merchant.id, "test")
    async with database.transaction() as db:
        await connect(db, scope, "easypost", {"api_key": KEY}, now=clock.now())
        assert await note_check(db, scope, "easypost", None, now=clock.now()) == "works"
    async with database.reading() as db:
        account = await account_for(db, merchant.id, platform=nobody)
        row = (await db.execute(select(LabelAccount))).scalar_one()
        entries = (await db.execute(select(AuditEntry))).scalars().all()
        told = await standings(db, scope, platform=platform)
    assert account is not None and (account.carrier, account.api_key) == ("easypost", KEY)
    assert KEY not in row.sealed and KEY not in repr(account) and KEY not in repr(told)
    assert [each.action for each in entries] == ["label_account.connected", "label_account.checked"]
    assert KEY not in repr([(each.before, each.after, each.label) for each in entries])
    assert [(each.provider, each.whose, each.is_chosen, each.outcome) for each in told] == [
        ("easypost", "own", True, "works"),
        ("shippo", "platform", False, ""),
    ]


async def test_the_last_one_connected_is_bought_with_and_the_other_stays_for_its_labels(sqlite: Database) -> None:
    acme = Merchant(slug="acme", name="Acme")
    scope = scope_of_system(acme.id, "test")
    async with sqlite.transaction() as db:
        db.add(acme)
        await db.flush()
        for provider in ("easypost", "shippo"):
            await connect(db, scope, provider, {"api_key": f"{provider}-key"}, now=clock.now())

    async def used(provider: str = "") -> str | None:
        async with sqlite.reading() as db:
            account = await account_for(db, acme.id, provider, platform=platform)
        return account.api_key if account else None

    assert (await used(), await used("easypost")) == ("shippo-key", "easypost-key")
    async with sqlite.transaction() as db:
        await choose(db, scope, "easypost", now=clock.now())
    assert await used() == "easypost-key"
    async with sqlite.transaction() as db:
        await disconnect(db, scope, "easypost", now=clock.now())
    assert (await used(), await used("easypost")) == ("shippo-key", None)
    async with sqlite.transaction() as db:
        await disconnect(db, scope, "shippo", now=clock.now())
    assert await used() == "ours"
    with pytest.raises(NotFound):
        async with sqlite.transaction() as db:
            await disconnect(db, scope, "shippo", now=clock.now())


async def test_nonsense_and_strangers_connect_nothing(sqlite: Database) -> None:
    acme, rival = Merchant(slug="acme", name="Acme"), Merchant(slug="rival", name="Rival")
    async with sqlite.transaction() as db:
        db.add_all([acme, rival])
    scope = scope_of_system(acme.id, "test")
    tries = [
        (scope, "easypost", {}, Invalid), (scope, "easypost", {"api_key": "two words"}, Invalid),
        (scope, "pigeon", {"api_key": KEY}, NotFound), (scope_of_link(acme.id, "o1"), "easypost", {"api_key": KEY}, NotAllowed),
    ]  # fmt: skip
    for who, provider, raw, refusal in tries:
        with pytest.raises(refusal):
            async with sqlite.transaction() as db:
                await connect(db, who, provider, raw, now=clock.now())
    async with sqlite.transaction() as db:
        await connect(db, scope, "easypost", {"api_key": KEY}, now=clock.now())
    async with sqlite.reading() as db:
        assert await account_for(db, rival.id, platform=nobody) is None
        assert await account_for(db, rival.id, "easypost", platform=nobody) is None


@pytest.mark.parametrize(
    ("code", "outcome"),
    [("unauthorised", "wrong_credentials"), ("unavailable", "unreachable"), ("rate_limited", "rate_limited"), ("x", "refused")],
)
async def test_a_trial_says_what_its_answer_means(sqlite: Database, code: str, outcome: str) -> None:
    acme = Merchant(slug="acme", name="Acme")
    scope = scope_of_system(acme.id, "test")
    async with sqlite.transaction() as db:
        db.add(acme)
        await db.flush()
        await connect(db, scope, "shippo", {"api_key": KEY}, now=clock.now())
        assert await note_check(db, scope, "shippo", Failure(code, "", False), now=clock.now()) == outcome
        account = (await db.execute(select(LabelAccount))).scalar_one()
        assert (account.outcome, account.passed_at) == (outcome, None)

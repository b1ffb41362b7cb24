"""A merchant's own carrier accounts: connected without a secret coming back, limited, tried, and never another merchant's."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders import a_merchant, an_order
from tests.domain.tracking.parcels import BEGIN, scope
from tests.jobs.scripted import Scripted
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Audience, Scope
from wesupply_ui.domain.tracking.carrier_accounts import account_standings
from wesupply_ui.domain.tracking.check import meaning_of, note_check
from wesupply_ui.domain.tracking.connect import connect, disconnect, own_credential, set_limits
from wesupply_ui.domain.tracking.credentials import account_for
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.domain.tracking.register import NewNumber, register_all
from wesupply_ui.domain.tracking.webhook_credential import reveal_webhook
from wesupply_ui.jobs.tracking import Lane
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, NotAllowed, NotFound

NEEDS = ("client_id", "client_secret")
OWN = {"client_id": "acme-client-4f2a", "client_secret": "hush-hush-hush"}


def _none(_carrier: str) -> dict[str, str]:
    return {}


def _platform(carrier: str) -> dict[str, str]:
    return {"client_id": "ours", "client_secret": "theirs"} if carrier == "ups" else {"url": "http://localhost:1/fedex"}


async def test_an_account_is_connected_and_its_secrets_never_come_back(database: Database, merchant: Merchant) -> None:
    me = scope(merchant)
    async with database.transaction() as db:
        await connect(db, me, "ups", OWN | {"account": "A1"}, needs=NEEDS, base_url=None, now=BEGIN)
        (standing,) = await account_standings(db, me, ["ups"], now=BEGIN, platform=_none)
        assert (standing.whose, standing.hint, standing.set_at) == ("own", "4f2a", BEGIN)
        entries = (await db.execute(select(AuditEntry))).scalars().all()
        told = repr(standing) + repr([(each.before, each.after, each.label, each.subject) for each in entries])
        assert "hush" not in told and "acme-client" not in told and [each.action for each in entries] == ["carrier.connected"]
        account = await account_for(db, merchant.id, "ups", platform=_none)
        assert account and (account.client_secret, account.account) == ("hush-hush-hush", "A1")
        await connect(db, me, "ups", {"client_id": "short", "client_secret": "x"}, needs=NEEDS, base_url=None, now=BEGIN)
        assert (await own_credential(db, me, "ups")).hint == "", "of a short id its end would be too much of it"  # type: ignore[union-attr]
        await disconnect(db, me, "ups", now=BEGIN)
        assert await account_for(db, merchant.id, "ups", platform=_none) is None
        with pytest.raises(NotFound):
            await disconnect(db, me, "ups", now=BEGIN)


async def test_every_change_of_an_account_is_in_the_log_without_its_secrets(database: Database, merchant: Merchant) -> None:
    me, other = scope(merchant), {"client_id": "other-client-77aa", "client_secret": "quiet-quiet"}
    async with database.transaction() as db:
        await connect(db, me, "ups", OWN, needs=NEEDS, base_url=None, now=BEGIN)
        await connect(db, me, "ups", other, needs=NEEDS, base_url="https://user:hush@sandbox.ups.example/x", now=BEGIN)
        await set_limits(db, me, "ups", {"per_second": "5", "per_day": ""}, now=BEGIN)
        await disconnect(db, me, "ups", now=BEGIN)
        noted = (await db.execute(select(AuditEntry).order_by(AuditEntry.seq))).scalars().all()  # type: ignore[arg-type]
    assert [(each.action, each.before, each.after) for each in noted] == [
        ("carrier.connected", {}, {"ends_in": "4f2a"}),
        ("carrier.replaced", {"ends_in": "4f2a"}, {"ends_in": "77aa", "host": "sandbox.ups.example"}),
        ("carrier.limited", {"per_second": None, "per_day": None}, {"per_second": 5.0, "per_day": None}),
        ("carrier.disconnected", {"ends_in": "77aa", "host": "sandbox.ups.example"}, {}),
    ]


async def test_what_is_missing_or_odd_is_told_by_field(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        with pytest.raises(Invalid) as wrong:
            raw = {"client_id": "two words", "client_secret": "", "account": "é"}
            await connect(db, scope(merchant), "ups", raw, needs=NEEDS, base_url=None, now=BEGIN)
        assert {each.field for each in wrong.value.problems} == {"client_id", "client_secret", "account"}
        await connect(db, scope(merchant), "ups", OWN, needs=NEEDS, base_url=None, now=BEGIN)
        with pytest.raises(Invalid) as wrong:
            await set_limits(db, scope(merchant), "ups", {"per_second": "0", "per_day": "1.5"}, now=BEGIN)
        assert {each.field for each in wrong.value.problems} == {"per_second", "per_day"}


async def test_the_platforms_account_counts_only_with_secrets(database: Database, merchant: Merchant) -> None:
    async with database.reading() as db:
        found = await account_standings(db, scope(merchant), ["ups", "fedex"], now=BEGIN, platform=_platform)
        assert [each.whose for each in found] == ["platform", "none"]
        assert await account_for(db, merchant.id, "fedex", platform=_platform) is None


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (b"{}", "works"),
        (Failure("not_found", "", True), "works"),
        (Failure("unauthorised", "", False), "wrong_credentials"),
        (Failure("unavailable", "", True), "unreachable"),
        (Failure("rate_limited", "", True), "rate_limited"),
        (Failure("refused", "", False), "refused"),
        (Failure("malformed", "", True), "odd_answer"),
    ],
)
def test_what_an_answer_says_of_the_account(answer: bytes | Failure, outcome: str) -> None:
    assert meaning_of(answer) == outcome


async def test_a_trial_is_remembered_until_the_account_is_another(database: Database, merchant: Merchant) -> None:
    me = scope(merchant)
    async with database.transaction() as db:
        await connect(db, me, "ups", OWN, needs=NEEDS, base_url=None, now=BEGIN)
        account = await account_for(db, merchant.id, "ups", platform=_none)
        assert account
        await note_check(db, me, account, "works", now=BEGIN)
        await note_check(db, me, account, "unreachable", now=BEGIN + timedelta(hours=1))
        (standing,) = await account_standings(db, me, ["ups"], now=BEGIN, platform=_none)
        assert (standing.outcome, standing.passed_at) == ("unreachable", BEGIN)
        await connect(db, me, "ups", OWN, needs=NEEDS, base_url=None, now=BEGIN)
        (standing,) = await account_standings(db, me, ["ups"], now=BEGIN, platform=_none)
        assert (standing.outcome, standing.passed_at) == ("", None)


async def test_a_day_has_as_many_calls_as_its_owner_allows(database: Database, merchant: Merchant) -> None:
    me, numbers = scope(merchant), [f"1Z{index:03}" for index in range(5)]
    async with database.transaction() as db:
        await connect(db, me, "ups", OWN, needs=NEEDS, base_url=None, now=BEGIN)
        await set_limits(db, me, "ups", {"per_second": "2,5", "per_day": "3"}, now=BEGIN)
        await register_all(db, me, [NewNumber(each, "ups") for each in numbers], now=BEGIN)
    carrier = Scripted()
    later = BEGIN + timedelta(hours=1)
    with clock.at(later):
        await Lane(database, carrier, lambda _: 1.0).run()
    assert len(carrier.calls) == 3
    async with database.reading() as db:
        parcels = (await db.execute(select(Parcel))).scalars().all()
        (standing,) = await account_standings(db, me, ["ups"], now=later, platform=_none)
    assert Counter(each.failure_code for each in parcels) == {"not_found": 3, "rate_limited": 2}
    midnight = (later + timedelta(days=1)).replace(hour=0, minute=0)
    assert all(each.next_poll_at and each.next_poll_at >= midnight for each in parcels if each.failure_code == "rate_limited")
    assert (standing.spent, standing.per_second, standing.parcels) == (3, 2.5, 5)
    assert [(each.code, each.count) for each in standing.troubles] == [("not_found", 3), ("rate_limited", 2)]
    tomorrow = later + timedelta(days=2)
    with clock.at(tomorrow):
        await Lane(database, carrier, lambda _: 1.0).run()
    assert len(carrier.calls) == 6, "the next day has its own calls"


async def test_parcels_due_and_behind_are_counted_with_the_merchants_own(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        rival = await a_merchant(db, "rival", password=None)
        await an_order(db, merchant, parcels=["1Z999AA10123456784", "1Z999AA10123456785"])
        await an_order(db, rival, parcels=["1Z999AA10123456784"])
        for each in (await db.execute(select(Parcel).where(Parcel.merchant_id == merchant.id))).scalars():
            each.next_poll_at = now() - timedelta(minutes=1 if each.number.endswith("4") else 30)
        (mine,) = await account_standings(db, scope(merchant), ["ups"], now=now(), platform=_none)
        (theirs,) = await account_standings(db, scope(rival), ["ups"], now=now(), platform=_none)
        assert (mine.parcels, mine.due, mine.behind) == (2, 2, 1) and (theirs.parcels, theirs.behind) == (1, 0)


async def test_another_merchant_and_a_role_without_the_right_reach_nothing(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        rival = scope(await a_merchant(db, "rival", password=None))
        await connect(db, scope(merchant), "ups", OWN, needs=NEEDS, base_url=None, now=BEGIN)
        assert await own_credential(db, rival, "ups") is None
        for attempt in (disconnect(db, rival, "ups", now=BEGIN), set_limits(db, rival, "ups", {}, now=BEGIN)):
            with pytest.raises(NotFound):
                await attempt
        assert await reveal_webhook(db, rival, "ups", now=BEGIN) != await reveal_webhook(db, scope(merchant), "ups", now=BEGIN)
        viewer = Scope(merchant.id, Audience.STAFF, "person:x", frozenset({"orders.read"}))
        account = await account_for(db, merchant.id, "ups", platform=_none)
        assert account
        for attempt in (
            connect(db, viewer, "ups", OWN, needs=NEEDS, base_url=None, now=BEGIN), disconnect(db, viewer, "ups", now=BEGIN),
            set_limits(db, viewer, "ups", {}, now=BEGIN), note_check(db, viewer, account, "works", now=BEGIN),
            reveal_webhook(db, viewer, "ups", now=BEGIN), account_standings(db, viewer, ["ups"], now=BEGIN),
        ):  # fmt: skip
            with pytest.raises(NotAllowed):
                await attempt

"""A code opens once; a lost phone is no locked door; who must have two factors reaches nothing without."""

from __future__ import annotations

import asyncio
import math
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from tests.builders import PASSWORD, a_merchant, a_person
from tests.domain.accounts.proving import person_of, with_codes
from wesupply_ui.domain.accounts import codes, passkeys, pins, second_step, slips
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.factors import CodeSecret, RecoveryCode
from wesupply_ui.domain.accounts.models import Merchant, Person
from wesupply_ui.domain.accounts.passkeys import Site
from wesupply_ui.domain.accounts.reconfirm import reconfirm
from wesupply_ui.domain.accounts.require_two_factor import require_two_factor, two_factor_rule
from wesupply_ui.domain.accounts.scopes import scope_of_session, signed_in
from wesupply_ui.domain.accounts.sign_in import SecondStep, change_password, sign_in
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import ConfirmNeeded, Conflict, Invalid, NotAllowed, SecondFactorNeeded, SignInNeeded

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
OWNER = "owner@acme.example"


@pytest.fixture
async def owner(database: Database) -> str:
    """The owner's session, by password alone."""
    async with database.transaction() as db:
        await a_merchant(db)
    return await _password(database)


async def _password(database: Database, email: str = OWNER, at: datetime = NOW) -> str:
    async with database.transaction() as db:
        return (await sign_in(db, email=email, password=PASSWORD, device="Firefox", now=at)).token


async def _slip(database: Database, at: datetime) -> slips.Slip:
    async with database.transaction() as db:
        with pytest.raises(SecondStep) as half:
            await sign_in(db, email=OWNER, password=PASSWORD, device="Firefox", now=at)
    return slips.unseal(second_step.SECOND_STEP, second_step.first_half(half.value, next_="/app", now=at), now=at)


async def _second(database: Database, slip: slips.Slip, code: str, at: datetime) -> str:
    async with database.transaction() as db:
        return (await second_step.finish(db, slip, code, device="Firefox", address="192.0.2.7", now=at)).token


async def test_a_password_is_half_of_it_and_each_code_opens_once(database: Database, owner: str) -> None:
    phone = await with_codes(database, owner, NOW)
    later = NOW + timedelta(minutes=5)
    token = await _second(database, await _slip(database, later), phone.at(later), later)
    person = await person_of(database, token, later)
    assert not person.lacks_factor and person.scope.origin == "192.0.2.7"
    for again in (later, later + timedelta(seconds=20), later - timedelta(seconds=30)):
        with pytest.raises(Invalid):
            await _second(database, await _slip(database, later), phone.at(again), again)
    after = later + timedelta(seconds=60)
    assert await _second(database, await _slip(database, later), phone.at(after), after)


async def test_a_slip_opens_one_session_and_only_for_a_while_and_not_after_the_password_changed(database: Database, owner: str) -> None:
    phone = await with_codes(database, owner, NOW)
    at = NOW + timedelta(minutes=5)
    slip = await _slip(database, at)
    await _second(database, slip, phone.at(at), at)
    next_ = at + timedelta(minutes=1)
    with pytest.raises(SignInNeeded):
        await _second(database, slip, phone.at(next_), next_)
    other = await _slip(database, next_)
    async with database.transaction() as db:
        await change_password(
            db, (await db.execute(select(Person))).scalar_one(), password="another good one", now=next_ + timedelta(seconds=1)
        )
    with pytest.raises(SignInNeeded):
        await _second(database, other, phone.at(next_ + timedelta(minutes=1)), next_ + timedelta(minutes=1))
    sealed = slips.seal(second_step.SECOND_STEP, now=at, person="x", way="password", next="/")
    for wrong in (None, "", sealed[:-3] + "abc", "x" * 9000):
        with pytest.raises(SignInNeeded):
            slips.unseal(second_step.SECOND_STEP, wrong, now=at)
    with pytest.raises(SignInNeeded):
        slips.unseal("another-step", sealed, now=at)
    with pytest.raises(SignInNeeded):
        slips.unseal(second_step.SECOND_STEP, sealed, now=at + slips.SLIP_LIFE)


async def test_recovery_codes_open_once_each_and_new_ones_end_the_old(database: Database, owner: str) -> None:
    await with_codes(database, owner, NOW)
    person = await person_of(database, owner, NOW)
    async with database.transaction() as db:
        first, second, *_ = await codes.make_recovery_codes(db, person.scope, person.person_id, now=NOW)
    assert await _second(database, await _slip(database, NOW), f" {first.upper()} ", NOW)
    with pytest.raises(Invalid):
        await _second(database, await _slip(database, NOW), first, NOW)
    async with database.transaction() as db:
        assert await codes.recovery_codes_left(db, person.person_id) == 9
        await codes.make_recovery_codes(db, person.scope, person.person_id, now=NOW)
    with pytest.raises(Invalid):
        await _second(database, await _slip(database, NOW), second, NOW)
    with pytest.raises(ConfirmNeeded):
        async with database.transaction() as db:
            await codes.make_recovery_codes(db, person.scope, person.person_id, now=NOW + timedelta(minutes=11))


async def test_recovery_codes_are_too_many_to_be_tried_and_one_opens_one_of_many_sign_ins_at_once(database: Database, owner: str) -> None:
    await with_codes(database, owner, NOW)
    person = await person_of(database, owner, NOW)
    async with database.transaction() as db:
        made = await codes.make_recovery_codes(db, person.scope, person.person_id, now=NOW)
        theirs = (await db.execute(select(RecoveryCode))).scalars().all()
    bare = made[0].replace("-", "")
    assert len(set(made)) == 10 and math.log2(len(codes._LETTERS)) * len(bare) > 78
    assert not any(bare in repr(each) for each in theirs)

    async def used() -> bool:
        async with database.transaction() as db:
            return await codes.use_code(db, await db.get_one(Person, person.person_id), made[0], now=NOW)

    assert sorted(await asyncio.gather(*(used() for _ in range(8)))) == [False] * 7 + [True]


async def test_a_session_from_before_the_second_factor_neither_removes_it_nor_adds_another(database: Database, owner: str) -> None:
    """Somebody who knows the password came in a moment before the phone was set up, in a browser of their own."""
    async with database.transaction() as db:
        thief = (await sign_in(db, email="owner@acme.example", password=PASSWORD, device="thief", now=NOW)).token
    assert (await person_of(database, thief, NOW)).scope.confirmed_at == NOW
    await with_codes(database, owner, NOW)
    stolen = await person_of(database, thief, NOW)
    for attempt in (
        lambda db: codes.remove_codes(db, stolen.scope, stolen.person_id, now=NOW),
        lambda db: codes.make_recovery_codes(db, stolen.scope, stolen.person_id, now=NOW),
        lambda db: passkeys.registration_options(db, stolen, Site("localhost", "http://localhost"), now=NOW),
        lambda db: pins.set_pin(db, stolen.scope, stolen.person_id, "602914", now=NOW),
    ):
        with pytest.raises(ConfirmNeeded):
            async with database.transaction() as db:
                await attempt(db)
    own = await person_of(database, owner, NOW)
    assert own.scope.confirmed_at is not None, "who set it up has proven both"


async def test_the_phones_secret_is_not_readable_in_the_database(database: Database, owner: str) -> None:
    phone = await with_codes(database, owner, NOW)
    async with database.reading() as db:
        kept = (await db.execute(select(CodeSecret))).scalar_one()
        said = [(each.action, each.before, each.after) for each in (await db.execute(select(AuditEntry))).scalars()]
    assert phone.secret not in kept.secret
    assert said == [("session.opened", {}, {"way": "password"}), ("two_factor.set_up", {}, {"kind": "codes"})]


async def test_a_wrong_first_code_turns_nothing_on(database: Database, owner: str) -> None:
    person = await person_of(database, owner, NOW)
    async with database.transaction() as db:
        await codes.start_codes(db, person, now=NOW)
    with pytest.raises(Invalid):
        async with database.transaction() as db:
            await codes.confirm_codes(db, person, "000000", now=NOW)
    assert await _password(database)


async def test_a_shop_that_asks_for_two_factors_lets_nobody_else_in(database: Database, owner: str) -> None:
    async with database.transaction() as db:
        acme = (await db.execute(select(Merchant))).scalar_one()
        await a_person(db, acme, "vera@acme.example", "analyst")
    vera = await _password(database, "vera@acme.example")
    person = await person_of(database, owner, NOW)
    with pytest.raises(Conflict):  # the owner has none: they would lock themselves out
        async with database.transaction() as db:
            await require_two_factor(db, person.scope, True, now=NOW)
    phone = await with_codes(database, owner, NOW)
    async with database.transaction() as db:
        proven = await reconfirm(db, await person_of(database, owner, NOW), phone.at(NOW + timedelta(seconds=30)), now=NOW)
    scope = (await person_of(database, proven.token, NOW)).scope
    async with database.transaction() as db:
        await require_two_factor(db, scope, True, now=NOW)
        rule = await two_factor_rule(db, scope)
    assert (rule.required, rule.staff, rule.with_factor) == (True, 2, 1)
    async with database.reading() as db:
        assert await signed_in(db, owner, now=NOW) is None, "the proof gave the session a new token"
        assert await scope_of_session(db, proven.token, now=NOW)
        assert (await person_of(database, vera, NOW)).lacks_factor
        with pytest.raises(SecondFactorNeeded):
            await scope_of_session(db, vera, now=NOW)
        viewer = (await person_of(database, vera, NOW)).scope
        with pytest.raises(NotAllowed):
            await two_factor_rule(db, viewer)

"""A shop signs up, its owner confirms; who forgot the password gets another; and whoever asks learns nothing about others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func
from sqlmodel import select

from tests.builders import PASSWORD, a_merchant, an_order
from tests.domain.accounts.mailbox import delivered, token_in
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.confirm import confirm, require_confirmed
from wesupply_ui.domain.accounts.enter import enter
from wesupply_ui.domain.accounts.forgot import ask_for_reset, reset
from wesupply_ui.domain.accounts.links import AccountLink
from wesupply_ui.domain.accounts.models import Membership, Merchant, Person
from wesupply_ui.domain.accounts.move import move
from wesupply_ui.domain.accounts.scopes import scope_of_self, scope_of_system, signed_in
from wesupply_ui.domain.accounts.sign_in import sign_in
from wesupply_ui.domain.accounts.sign_up import sign_up
from wesupply_ui.domain.accounts.suggest import country_for, currency_for, slug_for, zone_for
from wesupply_ui.domain.accounts.sweep_sign_ups import KEPT
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.notifications.prepare import prepare
from wesupply_ui.jobs.accounts import sweep_sign_ups
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, SignInNeeded, Situation
from wesupply_ui.kernel.outbox import Fact
from wesupply_ui.portals.shopper.lookup.shops import shop_called

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
FORM = {
    "shop": "Blue Kite", "slug": "blue-kite", "country": "DE", "currency": "EUR", "time_zone": "Europe/Berlin",
    "name": "Ada Lovelace", "email": "Ada@Kite.example", "password": PASSWORD,
}  # fmt: skip


async def signed_up(database: Database, **changes: Any) -> None:
    async with database.transaction() as db:
        await sign_up(db, FORM | changes, now=NOW)


async def counted(database: Database, table: Any) -> int:
    async with database.reading() as db:
        return (await db.execute(select(func.count()).select_from(table))).scalar_one()


async def test_a_shop_signs_up_confirms_by_mail_and_is_in(database: Database) -> None:
    await signed_up(database)
    async with database.reading() as db:
        merchant, person = (await db.execute(select(Merchant))).scalar_one(), (await db.execute(select(Person))).scalar_one()
    assert (merchant.slug, merchant.country, merchant.currency, merchant.time_zone) == ("blue-kite", "DE", "EUR", "Europe/Berlin")
    assert (person.email, person.name, person.email_confirmed_at) == ("ada@kite.example", "Ada Lovelace", None)
    (mail,) = (await delivered(database, NOW)).to("ada@kite.example")
    token = token_in(mail, "confirm")
    async with database.transaction() as db:
        ticket = await confirm(db, token, now=NOW)
        opened = await enter(db, ticket or "", device="Firefox", now=NOW)
        who = await signed_in(db, opened.token, now=NOW)
    assert who and (who.merchant_slug, who.role, who.email) == ("blue-kite", "owner", "ada@kite.example")
    async with database.transaction() as db:
        for again in (confirm(db, token, now=NOW), enter(db, ticket or "", device="", now=NOW)):
            with pytest.raises(NotFound):
                await again


async def test_tokens_stand_neither_in_facts_nor_in_kept_messages(database: Database) -> None:
    await signed_up(database)
    (mail,) = (await delivered(database, NOW)).mails
    token = token_in(mail, "confirm")
    async with database.reading() as db:
        facts = repr([each.data for each in (await db.execute(select(Fact))).scalars()])
        (message,) = (await db.execute(select(Message))).scalars()
        (link,) = (await db.execute(select(AccountLink))).scalars()
    assert token not in facts and "ada" not in facts
    assert message.state == "sent" and (message.html, message.text) == ("", "") and token not in repr(message.data)
    assert token not in repr(link)


async def test_a_known_address_gets_another_mail_and_nothing_is_made(database: Database) -> None:
    async with database.transaction() as db:
        await a_merchant(db)
    await signed_up(database, email="owner@acme.example")
    (mail,) = (await delivered(database, NOW)).to("owner@acme.example")
    assert mail.subject == "You have an account already" and "/login" in mail.text
    assert await counted(database, Merchant) == 1 and await counted(database, Person) == 1


async def test_whoever_signs_up_under_anothers_address_cannot_find_out_whether_it_was_known(database: Database) -> None:
    """Neither by the shop's address, which is taken afterwards, nor by signing in, nor by the shop's page, nor by taking it for a shop."""
    async with database.transaction() as db:
        rival = scope_of_system((await a_merchant(db)).id, "test")
    learned = []
    for email in ("owner@acme.example", "nobody@kite.example"):
        seen: list[str] = []
        await signed_up(database, email=email, slug=(slug := f"kite-{len(learned)}"), password="mine and mine alone")
        for attempt in (
            lambda db, slug=slug: sign_up(db, FORM | {"email": "another@kite.example", "slug": slug}, now=NOW),
            lambda db, slug=slug, email=email: sign_up(db, FORM | {"email": email, "slug": slug}, now=NOW),
            lambda db, slug=slug: move(db, rival, slug, now=NOW),
            lambda db, email=email: sign_in(db, email=email, password="mine and mine alone", device="", now=NOW),
            lambda db, slug=slug: shop_called(db, slug),
        ):
            with pytest.raises(Situation) as refused:
                async with database.transaction() as db:
                    await attempt(db)
            seen.append(f"{type(refused.value).__name__}: {refused.value}")
        learned.append(seen)
    assert learned[0] == learned[1] and [each.partition(":")[0] for each in learned[0]] == ["Conflict"] * 3 + ["NotIn", "NotFound"]
    again = NOW + KEPT
    for slug in ("kite-0", "kite-1"):  # and both addresses are free again on the same day
        await sweep_sign_ups(database, again - timedelta(seconds=1))
        with pytest.raises(Conflict):
            await signed_up(database, slug=slug, email="third@kite.example")
    await sweep_sign_ups(database, again)
    for at, slug in enumerate(("kite-0", "kite-1")):
        await signed_up(database, slug=slug, email=f"late-{at}@kite.example")


async def test_a_shop_that_nobody_confirmed_goes_with_all_that_hangs_on_it_and_others_stay(database: Database) -> None:
    async with database.transaction() as db:
        await a_merchant(db)
    await signed_up(database)
    await signed_up(database, slug="red-kite", email="red@kite.example")
    box = await delivered(database, NOW)
    async with database.transaction() as db:
        await confirm(db, token_in(box.to("red@kite.example")[0], "confirm"), now=NOW)
        # Who was invited elsewhere meanwhile stays, though never confirmed.
        acme = (await db.execute(select(Merchant).where(Merchant.slug == "acme"))).scalar_one()
        ada = (await db.execute(select(Person).where(Person.email == "ada@kite.example"))).scalar_one()
        db.add(Membership(merchant_id=acme.id, person_id=ada.id, role="support"))
    await sweep_sign_ups(database, NOW + KEPT - timedelta(minutes=1))
    assert await counted(database, Merchant) == 3
    await sweep_sign_ups(database, NOW + KEPT)
    async with database.reading() as db:
        assert set((await db.execute(select(Merchant.slug))).scalars()) == {"acme", "red-kite"}
        assert set((await db.execute(select(Person.email))).scalars()) == {"owner@acme.example", "ada@kite.example", "red@kite.example"}
    async with database.transaction() as db:
        member = (await db.execute(select(Membership).where(Membership.person_id == ada.id))).scalar_one()
        await db.delete(member)
    await signed_up(database, email="new@kite.example")
    await sweep_sign_ups(database, NOW + KEPT)
    assert await counted(database, Merchant) == 2


async def test_every_wrong_field_is_told_beside_it(database: Database) -> None:
    wrong = {
        "shop": " ", "slug": "No Slug!", "country": "XX", "currency": "€", "time_zone": "Mars", "name": "a\x00b", "email": "ada@",
        "password": "short",
    }  # fmt: skip
    with pytest.raises(Invalid) as refused:
        await signed_up(database, **wrong)
    assert {each.field for each in refused.value.problems} == set(wrong)
    with pytest.raises(Invalid):
        await signed_up(database, **dict.fromkeys(FORM))
    async with database.transaction() as db:
        await a_merchant(db, "blue-kite", password=None)
    with pytest.raises(Conflict):
        await signed_up(database)


async def test_a_closed_installation_takes_no_shops(sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    from wesupply_ui.kernel.settings import settings

    monkeypatch.setenv("WESUPPLY_SIGNUP", "closed")
    settings.cache_clear()
    try:
        with pytest.raises(NotAllowed):
            await signed_up(sqlite)
    finally:
        monkeypatch.undo()
        settings.cache_clear()


async def test_until_the_owner_confirms_no_mail_goes_out_in_the_shops_name(database: Database) -> None:
    await signed_up(database)
    async with database.transaction() as db:
        merchant = (await db.execute(select(Merchant))).scalar_one()
        person = (await db.execute(select(Person))).scalar_one()
        order = await an_order(db, merchant, parcels=["1Z999AA10123456784"])
        message = Message(merchant_id=merchant.id, order_id=order.id, kind="shipped", once_key="k", due_at=NOW)
        db.add(message)
        await db.flush()
        told = await prepare(db, message.id, now=NOW)
        assert "not confirmed" in getattr(told, "why", "")
        scope = scope_of_self(merchant.id, person.id)
        with pytest.raises(NotAllowed):
            await require_confirmed(db, scope)
        person.email_confirmed_at = NOW
        await db.flush()
        await require_confirmed(db, scope)
        assert "not confirmed" not in getattr(await prepare(db, message.id, now=NOW), "why", "")


async def asked(database: Database, email: str) -> str:
    async with database.transaction() as db:
        await ask_for_reset(db, email, now=NOW)
    mails = (await delivered(database, NOW)).to(email)
    return token_in(mails[-1], "reset")


async def test_a_forgotten_password_is_replaced_once_and_ends_every_session(database: Database) -> None:
    async with database.transaction() as db:
        merchant = await a_merchant(db)
        opened = await sign_in(db, email="owner@acme.example", password=PASSWORD, device="", now=NOW - timedelta(hours=1))
    first, token = await asked(database, "owner@acme.example"), await asked(database, "owner@acme.example")
    async with database.transaction() as db:
        with pytest.raises(Invalid):
            await reset(db, token, "short", now=NOW)
    async with database.transaction() as db:
        await reset(db, token, "eight tall towers", now=NOW)
    async with database.transaction() as db:
        assert await signed_in(db, opened.token, now=NOW) is None
        assert await sign_in(db, email="owner@acme.example", password="eight tall towers", device="", now=NOW)
        with pytest.raises(SignInNeeded):
            await sign_in(db, email="owner@acme.example", password=PASSWORD, device="", now=NOW)
        for used in (token, first):
            with pytest.raises(NotFound):
                await reset(db, used, "nine wild winds", now=NOW)
        noted = (await db.execute(select(AuditEntry.action).where(AuditEntry.merchant_id == merchant.id))).scalars().all()
    assert [each for each in noted if not each.startswith("session.")] == ["person.reset_password"]


async def test_a_link_ends_after_an_hour_and_one_of_another_kind_opens_nothing(database: Database) -> None:
    async with database.transaction() as db:
        await a_merchant(db)
    token = await asked(database, "owner@acme.example")
    async with database.transaction() as db:
        with pytest.raises(NotFound):
            await reset(db, token, "eight tall towers", now=NOW + timedelta(hours=1))
        for other in (
            confirm(db, token, now=NOW),
            enter(db, token, device="", now=NOW),
            reset(db, "x" * 9000, "eight tall towers", now=NOW),
        ):
            with pytest.raises(NotFound):
                await other


async def test_an_unknown_address_leaves_the_same_traces_but_no_mail(database: Database) -> None:
    async with database.transaction() as db:
        await ask_for_reset(db, "nobody@example.com", now=NOW)
        assert (await db.execute(select(AccountLink))).scalar_one().person_id is None
    assert (await delivered(database, NOW)).mails == []


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Müller & Söhne", "muller-and-sohne"), ("L'Été à Paris", "lete-a-paris"), ("  --x--  ", "x"), ("東京", ""), ("a" * 60, "a" * 40)],
)
def test_an_address_is_suggested_from_the_name(name: str, slug: str) -> None:
    assert slug_for(name) == slug


def test_country_money_and_zone_follow_from_the_browser() -> None:
    assert country_for("Europe/Madrid") == "ES" and country_for("", "de-AT,de;q=0.9,en;q=0.8") == "AT" and country_for("x", "en") == "US"
    assert (currency_for("ES"), currency_for("JP"), currency_for("nowhere")) == ("EUR", "JPY", "USD")
    assert zone_for("US", "America/Denver") == "America/Denver" and zone_for("DE") in ("Europe/Berlin", "Europe/Busingen")
    assert zone_for("XX", "Mars/Base") == "UTC"

"""A shop changes its profile and its address; nobody else's."""

from __future__ import annotations

import pytest
from sqlmodel import select

from tests.builders import a_merchant
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.models import FormerSlug, Merchant
from wesupply_ui.domain.accounts.move import former_slugs, move
from wesupply_ui.domain.accounts.profile import change_profile, read_profile
from wesupply_ui.domain.accounts.scopes import Audience, Scope, scope_of_system
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Conflict, Invalid, NotAllowed


async def test_only_the_fields_that_are_sent_change_and_the_log_holds_just_those(database: Database) -> None:
    async with database.transaction() as db:
        acme = await a_merchant(db, password=None)
        scope = scope_of_system(acme.id, "test")
        await change_profile(db, scope, {"name": "  Acme  & Sons ", "currency": "EUR"}, now=now())
        await change_profile(db, scope, {"currency": "EUR"}, now=now())
        entries = (await db.execute(select(AuditEntry).where(AuditEntry.merchant_id == acme.id))).scalars().all()
    assert (acme.name, acme.currency, acme.time_zone) == ("Acme & Sons", "EUR", "America/Chicago")
    assert [(each.action, each.after) for each in entries] == [("profile.changed", {"name": "Acme & Sons", "currency": "EUR"})]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("name", "x" * 81),
        ("name", "Acme\x00"),
        ("name", None),
        ("name", {"a": 1}),
        ("name", "Ac\u202eme"),
        ("country", "UK"),
        ("country", "es"),
        ("currency", "XXXX"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../../etc/passwd"),
        ("locale", "tlh"),
        ("locale", ["en"]),
        ("legal_address", "line\n" * 12 + "x"),
    ],
)
def test_each_wrong_field_is_told_beside_it(field: str, value: object) -> None:
    values, problems = read_profile({field: value})
    assert values == {}
    assert [each.field for each in problems] == [field]


async def test_one_wrong_field_keeps_all_as_they_were(sqlite: Database) -> None:
    async with sqlite.transaction() as db:
        acme = await a_merchant(db, password=None)
        with pytest.raises(Invalid):
            await change_profile(db, scope_of_system(acme.id, "test"), {"name": "Other", "country": "??"}, now=now())
    assert acme.name == "Acme Outfitters"


async def test_who_may_only_read_settings_changes_nothing(sqlite: Database) -> None:
    async with sqlite.transaction() as db:
        acme = await a_merchant(db, password=None)
        reader = Scope(acme.id, Audience.STAFF, "person:1", frozenset({"settings.read"}))
        with pytest.raises(NotAllowed):
            await change_profile(db, reader, {"name": "Other"}, now=now())
        with pytest.raises(NotAllowed):
            await move(db, reader, "other", now=now())


async def test_a_shop_that_moved_keeps_its_former_address_and_can_go_back(database: Database) -> None:
    async with database.transaction() as db:
        acme = await a_merchant(db, password=None)
        scope = scope_of_system(acme.id, "test")
        await move(db, scope, "Acme-Outdoor", now=now())
        assert (acme.slug, await former_slugs(db, acme.id)) == ("acme-outdoor", ["acme"])
        await move(db, scope, "acme", now=now())
        assert (acme.slug, await former_slugs(db, acme.id)) == ("acme", ["acme-outdoor"])


async def test_nobody_can_take_an_address_that_another_shop_has_or_had(database: Database) -> None:
    async with database.transaction() as db:
        acme, rival = await a_merchant(db, password=None), await a_merchant(db, "rival", password=None)
        await move(db, scope_of_system(acme.id, "test"), "acme-outdoor", now=now())
        for taken in ("acme", "acme-outdoor"):
            with pytest.raises(Conflict):
                await move(db, scope_of_system(rival.id, "test"), taken, now=now())
        with pytest.raises(Conflict):
            await a_merchant(db, "acme", password=None)


@pytest.mark.parametrize("slug", ["", "-acme", "acme-", "ac me", "аcme", "a" * 41, "a/../b", None])
async def test_an_address_is_made_of_small_letters_digits_and_hyphens(sqlite: Database, slug: object) -> None:
    async with sqlite.transaction() as db:
        acme = await a_merchant(db, password=None)
        with pytest.raises(Invalid) as refused:
            await move(db, scope_of_system(acme.id, "test"), slug, now=now())  # type: ignore[arg-type]
        assert [each.field for each in refused.value.problems] == ["slug"]
        assert (await db.execute(select(FormerSlug))).first() is None
        assert (await db.execute(select(Merchant.slug))).scalar_one() == "acme"

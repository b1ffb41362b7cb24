"""A brand is saved, kept as a version, taken back, and tried out by one person without anybody else seeing it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from tests.builders import a_merchant
from tests.portals.staff import end_session, signed_in_as
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_session
from wesupply_ui.domain.branding.draft import draft, drafted_brand
from wesupply_ui.domain.branding.models import BrandPicture
from wesupply_ui.domain.branding.pictures import KINDS, keep, made
from wesupply_ui.domain.branding.queries import history
from wesupply_ui.domain.branding.save import save
from wesupply_ui.domain.branding.undo import undo
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Conflict, Invalid, NotAllowed

from .test_pictures import picture


async def _person(database: Database, merchant: Merchant, role: str = "owner") -> tuple[str, Scope]:
    session = await signed_in_as(database, merchant, role)
    async with database.reading() as db:
        scope = await scope_of_session(db, session, now=now())
    assert scope
    return session, scope


async def _shops(database: Database) -> tuple[Merchant, Merchant]:
    async with database.transaction() as db:
        return await a_merchant(db, password=None), await a_merchant(db, "rival", password=None)


async def test_a_save_can_be_taken_back_once_by_who_saw_it_as_the_last(database: Database) -> None:
    acme, _ = await _shops(database)
    _, ada = await _person(database, acme)
    async with database.transaction() as db:
        await save(db, ada, {"accent": "#1f6f54"}, now=now() - timedelta(minutes=2))
        await save(db, ada, {"accent": "#aa0000", "support_phone": "+1 415 555 0142"}, now=now())
    async with database.transaction() as db:
        newest, oldest = await history(db, ada)
        assert (newest.fields, newest.who[:3]) == (("accent", "support_phone"), "Ada")
        with pytest.raises(Conflict):
            await undo(db, ada, oldest.id, now=now())
        assert (await undo(db, ada, newest.id, now=now())).brand == {"accent": "#1f6f54"}
        with pytest.raises(Conflict):
            await undo(db, ada, newest.id, now=now())
        assert (await undo(db, ada, oldest.id, now=now())).brand == {}
        told = (await db.execute(select(AuditEntry.action).order_by(AuditEntry.seq))).scalars().all()  # type: ignore[arg-type]
    assert told == ["branding.changed", "branding.changed", "branding.undone", "branding.undone"]


async def test_one_wrong_field_keeps_all_as_they_were(sqlite: Database) -> None:
    acme, _ = await _shops(sqlite)
    _, ada = await _person(sqlite, acme)
    async with sqlite.transaction() as db:
        with pytest.raises(Invalid):
            await save(db, ada, {"accent": "#aa0000", "website": "javascript:x"}, now=now())
        kept = await db.get(Merchant, acme.id)
        assert kept and kept.brand == {}


async def test_a_picture_of_another_shop_cannot_be_taken_for_ones_own(sqlite: Database) -> None:
    acme, rival = await _shops(sqlite)
    _, ada = await _person(sqlite, acme)
    _, eve = await _person(sqlite, rival)
    kind = KINDS["wide_logo_url"]
    async with sqlite.transaction() as db:
        mine = await keep(db, ada, made(picture((400, 100)), kind), kind, now=now())
        theirs = await keep(db, eve, made(picture((400, 100)), kind), kind, now=now())
        assert mine.name != theirs.name
        assert (await save(db, ada, {"wide_logo_url": f"/media/{mine.name}"}, now=now())).brand["wide_logo_size"] == [400, 100]
        for url in (f"/media/{theirs.name}", "https://evil.example/x.png", "/api/sign-out", "data:image/svg+xml,<svg>", "/media/../x"):
            with pytest.raises(Invalid):
                await save(db, ada, {"wide_logo_url": url}, now=now())
        assert (await save(db, ada, {"wide_logo_url": ""}, now=now())).brand == {}
        assert len((await db.execute(select(BrandPicture))).all()) == 2


async def test_a_draft_is_seen_by_the_person_who_made_it_and_on_their_own_shop(sqlite: Database) -> None:
    acme, rival = await _shops(sqlite)
    session, ada = await _person(sqlite, acme)
    colleague, _ = await _person(sqlite, acme, "manager")
    stranger, _ = await _person(sqlite, rival)
    async with sqlite.transaction() as db:
        former, _, _ = await draft(db, ada, {"accent": "#000001"}, now=now())
        token, problems, _ = await draft(db, ada, {"accent": "#aa0000", "website": "javascript:x"}, now=now())
        assert [each.field for each in problems] == ["website"]

    async def seen(by: str | None, token: str, shop: str, later: timedelta = timedelta()) -> object:
        async with sqlite.reading() as db:
            return await drafted_brand(db, shop, token=token, session=by, now=now() + later)

    assert await seen(session, token, acme.id) == {"accent": "#aa0000"}
    assert await seen(session, former, acme.id) is None
    assert await seen(session, token, rival.id) is None
    assert await seen(colleague, token, acme.id) is None
    assert await seen(stranger, token, acme.id) is None
    assert await seen(stranger, token, rival.id) is None
    assert await seen(None, token, acme.id) is None
    assert await seen(session, token, acme.id, timedelta(days=1, minutes=1)) is None
    await end_session(sqlite, session)
    assert await seen(session, token, acme.id) is None
    async with sqlite.reading() as db:
        kept = await db.get(Merchant, acme.id)
        assert kept and kept.brand == {}


async def test_who_may_not_write_branding_changes_nothing(sqlite: Database) -> None:
    acme, _ = await _shops(sqlite)
    _, reader = await _person(sqlite, acme, "analyst")
    async with sqlite.transaction() as db:
        for deed in (
            save(db, reader, {"accent": "#aa0000"}, now=now()),
            draft(db, reader, {}, now=now()),
            undo(db, reader, "x", now=now()),
        ):
            with pytest.raises(NotAllowed):
                await deed

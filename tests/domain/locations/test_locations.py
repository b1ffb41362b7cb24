"""Locations are made by machines and people with the same reading, searched, archived, and never another merchant's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlmodel import select

from tests.builders import a_merchant
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Audience, Scope, scope_of_system
from wesupply_ui.domain.locations.archive import archive_location
from wesupply_ui.domain.locations.put import put_location
from wesupply_ui.domain.locations.queries import count_kinds, location_by_id, search_locations
from wesupply_ui.domain.locations.standing import standing_of
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, NotAllowed, NotFound

AUSTIN = {"line1": "1 Main St", "city": "Austin", "region": "Texas", "postcode": "78701", "country": "US"}
STORE: dict[str, Any] = {
    "name": "Austin",
    "address": AUSTIN,
    "phone": "(512) 555-0101",
    "email": "Austin@Acme.example",
    "services": ["returns", "pickup"],
}


def owner(merchant: Merchant) -> Scope:
    return scope_of_system(merchant.id, "test")


async def test_what_a_person_types_is_tidied_and_checked(database: Database, merchant: Merchant) -> None:
    me = owner(merchant)
    async with database.transaction() as db:
        made, is_new, _ = await put_location(db, me, "s1", STORE, now=now(), strict=True)
        assert is_new and (made.address["region"], made.phone, made.email, made.services) == (
            "TX", "+15125550101", "austin@acme.example", ["pickup", "returns"],
        )  # fmt: skip
        assert made.time_zone == "America/Chicago"
        with pytest.raises(Invalid) as wrong:
            changes = {
                "address": {"postcode": "10001", "city": None},
                "phone": "12",
                "latitude": "91",
                "longitude": "0",
                "services": ["tea"],
            }
            await put_location(db, me, "s1", changes, now=now(), strict=True)
        assert {each.field for each in wrong.value.problems} == {"address.postcode", "address.city", "phone", "latitude", "services"}
        half = {"name": "Half", "address": {"city": "X", "country": "US"}, "hours": {"mon": "often"}}
        _, _, remarks = await put_location(db, me, "s2", half, now=now())
        assert [each.field for each in remarks] == ["hours"]


async def test_each_change_is_noted_once_with_what_changed(database: Database, merchant: Merchant) -> None:
    me = owner(merchant)
    async with database.transaction() as db:
        await put_location(db, me, "s1", STORE, now=now())
        await put_location(db, me, "s1", STORE, now=now())
        await put_location(db, me, "s1", {"contact": "Grace"}, now=now())
        noted = (await db.execute(select(AuditEntry).order_by(AuditEntry.seq))).scalars().all()
        assert [(each.action, each.after if each.seq > 1 else None) for each in noted] == [
            ("location.made", None),
            ("location.changed", {"contact": "Grace"}),
        ]


async def test_hours_holidays_and_exceptions_say_whether_it_is_open(database: Database, merchant: Merchant) -> None:
    me = owner(merchant)
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "9-18")
    async with database.transaction() as db:
        made, _, _ = await put_location(db, me, "s1", STORE | {"hours": week, "holidays": {"follow": True}}, now=now())
        thanksgiving = datetime.fromisoformat("2026-11-26T12:00:00-06:00")
        standing = standing_of(made, thanksgiving)
        assert (
            standing and not standing.is_open and standing.opens_at == datetime.fromisoformat("2026-11-30T09:00:00-06:00")
        )  # TX: Friday too
        made, _, _ = await put_location(db, me, "s1", {"exceptions": [{"date": "2026-11-26", "hours": "usual"}]}, now=now())
        assert (standing := standing_of(made, thanksgiving)) and standing.is_open
        silent, _, _ = await put_location(db, me, "s2", {"name": "Silent"}, now=now())
        assert standing_of(silent, thanksgiving) is None


async def test_locations_are_searched_and_archived(database: Database, merchant: Merchant) -> None:
    me = owner(merchant)
    async with database.transaction() as db:
        made, _, _ = await put_location(db, me, "s1", STORE, now=now())
        await put_location(db, me, "w1", {"name": "Newark", "kind": "warehouse"}, now=now())
        assert [each.name for each in await search_locations(db, me, typed="787 aus")] == ["Austin"]
        assert [each.name for each in await search_locations(db, me, kind="warehouse")] == ["Newark"]
        await archive_location(db, me, made.id, now=now())
        assert await count_kinds(db, me) == {"warehouse": 1, "archived": 1}
        assert [each.name for each in await search_locations(db, me, archived=True)] == ["Austin"]
        await archive_location(db, me, made.id, now=now(), back=True)
        assert await count_kinds(db, me) == {"warehouse": 1, "store": 1}


async def test_another_merchant_and_a_role_without_the_right_reach_nothing(database: Database, merchant: Merchant) -> None:
    me = owner(merchant)
    async with database.transaction() as db:
        them = owner(await a_merchant(db, "rival", password=None))
        made, _, _ = await put_location(db, me, "s1", STORE, now=now())
        assert await search_locations(db, them) == [] and await count_kinds(db, them) == {}
        for attempt in (location_by_id(db, them, made.id), archive_location(db, them, made.id, now=now())):
            with pytest.raises(NotFound):
                await attempt
        theirs, is_new, _ = await put_location(db, them, "s1", {"name": "Theirs"}, now=now())
        assert is_new and theirs.id != made.id and made.name == "Austin"
        viewer = Scope(merchant.id, Audience.STAFF, "person:x", frozenset({"settings.read"}))
        for attempt in (put_location(db, viewer, "s1", {"name": "X"}, now=now()), archive_location(db, viewer, made.id, now=now())):
            with pytest.raises(NotAllowed):
                await attempt

"""A store's tablet: six digits open it to who works there, and to nothing but that store; guesses wait; another shop's tablet is none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import PASSWORD, a_merchant, a_person, an_order
from wesupply_ui.domain.accounts import desk, pins
from wesupply_ui.domain.accounts.factors import StoreDevice
from wesupply_ui.domain.accounts.models import Membership, Merchant, Person
from wesupply_ui.domain.accounts.roles import permissions_of
from wesupply_ui.domain.accounts.scopes import Audience, Scope, scope_of_person, scope_of_system, signed_in
from wesupply_ui.domain.accounts.sessions import seen
from wesupply_ui.domain.accounts.switch_merchant import switch_merchant
from wesupply_ui.domain.locations import tablets
from wesupply_ui.domain.locations.put import put_location
from wesupply_ui.domain.orders.waiting_pickups import waiting_pickups
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import ConfirmNeeded, Invalid, NotAllowed, NotFound, SignInNeeded

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PIN = "593817"


class Shop:
    """A merchant with two stores, somebody at each, and a tablet at the first."""

    merchant: Merchant
    stores: tuple[str, str]
    people: tuple[Person, Person]
    tablet: StoreDevice
    token: str

    def manager(self) -> Scope:
        owner = f"person:{self.people[0].id}"
        return Scope(self.merchant.id, Audience.STAFF, owner, permissions_of("manager"), confirmed_at=NOW)


async def a_shop(database: Database, slug: str) -> Shop:
    shop = Shop()
    async with database.transaction() as db:
        shop.merchant = await a_merchant(db, slug, password=None)
        system = scope_of_system(shop.merchant.id, "test")
        places = [(await put_location(db, system, key, {"name": key, "time_zone": "UTC"}, now=NOW))[0] for key in ("north", "south")]
        await db.flush()
        shop.stores = (places[0].id, places[1].id)
        made = []
        for name, store in zip(("nora", "saul"), shop.stores, strict=True):
            person = await a_person(db, shop.merchant, f"{name}@{slug}.example", "store_associate")
            await db.flush()
            (await db.get_one(Membership, await _membership(db, person))).location_id = store
            made.append(person)
        shop.people = (made[0], made[1])
        shop.tablet, shop.token = await tablets.register_tablet(
            db, shop.manager(), location_id=shop.stores[0], name="Front", device="iPad", now=NOW
        )
    return shop


async def _membership(db: object, person: Person) -> str:
    from sqlmodel import select

    return (await db.execute(select(Membership.id).where(Membership.person_id == person.id))).scalar_one()  # type: ignore[attr-defined]


@pytest.fixture
async def acme(database: Database) -> Shop:
    shop = await a_shop(database, "acme")
    async with database.transaction() as db:
        for person in shop.people:
            await pins.set_pin(db, scope_of_person(shop.merchant.id, person.id, NOW), person.id, PIN, now=NOW)
    return shop


async def _unlock(database: Database, shop: Shop, person: Person, pin: str = PIN, at: datetime = NOW) -> str:
    async with database.transaction() as db:
        return (await desk.unlock(db, shop.tablet, person.id, pin, address="192.0.2.1", now=at)).token


@pytest.mark.parametrize(
    "pin", ["123456", "654321", "890123", "000000", "111222", "121212", "123123", "112233", "12345", "abcdef", "1234567", "", "٣٣٣٣٣٣"]
)
def test_a_pin_that_anybody_would_try_is_refused(pin: str) -> None:
    with pytest.raises(Invalid):
        pins.read_pin(pin)
    assert pins.read_pin(" 593 817 ") == PIN


async def test_a_pin_opens_the_store_and_locks_itself_when_nobody_touches_it(database: Database, acme: Shop) -> None:
    token = await _unlock(database, acme, acme.people[0])
    async with database.transaction() as db:
        person = await signed_in(db, token, now=NOW + timedelta(minutes=4))
        assert person and person.scope.location_id == acme.stores[0] and not person.lacks_factor
        await seen(db, person, now=NOW + timedelta(minutes=4))
    async with database.reading() as db:
        assert await signed_in(db, token, now=NOW + timedelta(minutes=8))
        assert await signed_in(db, token, now=NOW + timedelta(minutes=9)) is None
        with pytest.raises(ConfirmNeeded):  # the digits alone are no proof for what is about the account, once they are old
            person.scope.require_recent(NOW + timedelta(minutes=11))
    with pytest.raises(SignInNeeded):  # nor do they reach another shop
        async with database.transaction() as db:
            await switch_merchant(db, token=token, slug="acme", now=NOW)


async def test_a_wrong_pin_another_stores_person_and_another_shops_are_refused_alike(database: Database, acme: Shop) -> None:
    rival = await a_shop(database, "rival")
    async with database.transaction() as db:
        await pins.set_pin(db, scope_of_person(rival.merchant.id, rival.people[0].id, NOW), rival.people[0].id, PIN, now=NOW)
    said = set()
    for person, pin in ((acme.people[0], "593818"), (acme.people[1], PIN), (rival.people[0], PIN), (Person(id="nobody", email=""), PIN)):
        with pytest.raises(SignInNeeded) as refused:
            await _unlock(database, acme, person, pin)
        said.add(str(refused.value))
    assert len(said) == 1
    async with database.reading() as db:
        names = [each.name for each in await desk.associates_at(db, acme.tablet)]
        assert names == ["Nora"]
        assert await desk.device_of(db, "guess") is None and await desk.device_of(db, None) is None


async def test_a_removed_tablet_opens_nothing_and_whoever_works_at_it_is_out(database: Database, acme: Shop) -> None:
    rival = await a_shop(database, "rival")
    token = await _unlock(database, acme, acme.people[0])
    south = Scope(acme.merchant.id, Audience.STAFF, "person:x", permissions_of("store_manager"), acme.stores[1])
    associate = Scope(acme.merchant.id, Audience.STAFF, "person:x", permissions_of("store_associate"), acme.stores[0])
    for scope, refusal in ((rival.manager(), NotFound), (south, NotFound), (associate, NotAllowed)):
        with pytest.raises(refusal):
            async with database.transaction() as db:
                await tablets.remove_tablet(db, scope, acme.tablet.id, now=NOW)
    with pytest.raises(NotFound):
        async with database.transaction() as db:
            await tablets.register_tablet(db, rival.manager(), location_id=acme.stores[0], name="x", device="", now=NOW)
    async with database.transaction() as db:
        assert [each.name for each in await tablets.tablets_of(db, acme.manager())] == ["Front"]
        assert await tablets.tablets_of(db, south) == []
        await tablets.remove_tablet(db, acme.manager(), acme.tablet.id, now=NOW)
    async with database.reading() as db:
        assert await signed_in(db, token, now=NOW) is None and await desk.device_of(db, acme.token) is None


async def test_who_moves_to_another_store_is_out_of_this_ones_tablet(database: Database, acme: Shop) -> None:
    token = await _unlock(database, acme, acme.people[0])
    async with database.transaction() as db:
        (await db.get_one(Membership, await _membership(db, acme.people[0]))).location_id = acme.stores[1]
    async with database.reading() as db:
        assert await signed_in(db, token, now=NOW) is None


async def test_a_first_pin_needs_the_password_and_is_chosen_once(database: Database) -> None:
    shop = await a_shop(database, "acme")
    nora = shop.people[0].id

    async def choose(password: str, pin: str) -> None:
        async with database.transaction() as db:
            await desk.choose_first_pin(db, shop.tablet, nora, password, pin, address="", now=NOW)

    with pytest.raises(SignInNeeded):
        await choose("not the password", PIN)
    with pytest.raises(Invalid):
        await choose(PASSWORD, "111111")
    await choose(PASSWORD, PIN)
    with pytest.raises(SignInNeeded):
        await choose(PASSWORD, "602914")
    assert await _unlock(database, shop, shop.people[0])


async def test_the_desk_shows_what_waits_at_this_store_and_nothing_beside_it(database: Database, acme: Shop) -> None:
    rival = await a_shop(database, "rival")
    line = {"external_id": "l1", "title": "Trail boots", "quantity": 2, "unit_price": "60.00", "fulfilment": "pickup"}
    async with database.transaction() as db:
        for shop, number, changes in (
            (acme, "#1", {"location": "north"}), (acme, "#2", {"location": "south"}), (acme, "#3", {"fulfilment": "ship"}),
            (acme, "#4", {"location": "north", "collected_at": NOW.isoformat()}), (rival, "#5", {"location": "north"}),
        ):  # fmt: skip
            await an_order(db, shop.merchant, number, lines=[line | changes])
        await an_order(db, acme.merchant, "#6", lines=[line | {"location": "north"}], status="cancelled")
    scope = Scope(acme.merchant.id, Audience.STAFF, "person:x", permissions_of("store_associate"), acme.stores[0])
    async with database.reading() as db:
        store, waiting = await waiting_pickups(db, scope)
        assert store.name == "north" and [(each.number, list(each.items)) for each in waiting] == [("#1", [("Trail boots", 2)])]
        for nowhere in (None, rival.stores[0]):
            with pytest.raises(NotAllowed):
                await waiting_pickups(db, Scope(acme.merchant.id, Audience.STAFF, "person:x", permissions_of("store_associate"), nowhere))

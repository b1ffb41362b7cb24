"""The staff and roles screens: those who may see and change people do; others get nothing, whatever they send."""

from __future__ import annotations

from sqlmodel import select

from tests.portals.merchant.conftest import OpenTab
from tests.portals.staff import signed_in_as
from wesupply_ui.domain.accounts.invitations import Invitation
from wesupply_ui.domain.accounts.models import CustomRole, Membership, Merchant, Person
from wesupply_ui.domain.accounts.scopes import signed_in
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.settings.roles.state import RolesState
from wesupply_ui.portals.merchant.settings.staff.deeds import StaffDeedsState
from wesupply_ui.portals.merchant.settings.staff.state import StaffState


async def somebody(sqlite: Database, merchant: Merchant, role: str) -> tuple[str, str]:
    """A signed-in person of this role: their id and session token."""
    token = await signed_in_as(sqlite, merchant, role)
    async with sqlite.reading() as db:
        found = await signed_in(db, token, now=now())
    assert found
    return found.person_id, token


async def test_a_manager_invites_and_sees_who_waits(tab: OpenTab, acme: Merchant, sqlite: Database) -> None:
    async with sqlite.transaction() as db:
        db.add(Location(id="soho", merchant_id=acme.id, external_id="s", name="Soho"))
    opened = await tab("/app/settings/staff", role="manager")
    await opened.call(StaffState.load)
    state = await opened.state(StaffState)
    assert "owner" not in {each.value for each in state.roles} and {each.value for each in state.stores} == {"soho"}
    await opened.call(StaffState.ask, dialog="invite", person_id="")
    await opened.call(StaffDeedsState.invite, form={"email": "nobody", "role": "support"})
    assert set(state.errors) == {"email"} and state.dialog == "invite"
    told = await opened.call(StaffDeedsState.invite, form={"email": "nia@example.com", "role": "store_associate", "location": "soho"})
    assert "nia@example.com" in told.said and state.dialog == ""
    assert [(each.email, each.role, each.store, each.state) for each in state.invitations] == [
        ("nia@example.com", "Store associate", "Soho", "invited")
    ]
    await opened.call(StaffDeedsState.withdraw, invitation_id=state.invitations[0].id)
    assert state.invitations == []


async def test_a_role_is_changed_and_somebody_leaves_and_comes_back(tab: OpenTab, acme: Merchant, sqlite: Database) -> None:
    person, session = await somebody(sqlite, acme, "support")
    opened = await tab("/app/settings/staff", role="manager")
    await opened.call(StaffState.load)
    state = await opened.state(StaffState)
    await opened.call(StaffState.ask, dialog="role", person_id=person)
    assert (state.role, state.target) == ("support", person)
    await opened.call(StaffDeedsState.change_role, form={"role": "owner"})
    assert set(state.errors) == {"role"}
    await opened.call(StaffDeedsState.change_role, form={"role": "analyst"})
    assert next(each for each in state.rows if each.id == person).role == "Analyst"
    async with sqlite.reading() as db:
        assert await signed_in(db, session, now=now()) is None
    await opened.call(StaffState.ask, dialog="deactivate", person_id=person)
    await opened.call(StaffDeedsState.deactivate)
    assert not next(each for each in state.rows if each.id == person).is_active
    await opened.call(StaffDeedsState.reactivate, person_id=person)
    assert next(each for each in state.rows if each.id == person).is_active


async def test_others_get_nothing_whatever_they_send(tab: OpenTab, acme: Merchant, rival: Merchant, sqlite: Database) -> None:
    person, _session = await somebody(sqlite, rival, "support")
    async with sqlite.transaction() as db:
        theirs = CustomRole(merchant_id=rival.id, name="Night", permissions=["orders.read"])
        db.add(theirs)
    support = await tab("/app/settings/staff", role="support")
    for handler, payload in (
        (StaffState.load, {}),
        (StaffDeedsState.invite, {"form": {"email": "x@example.com", "role": "analyst"}}),
        (RolesState.load, {}),
    ):
        assert not (await support.call(handler, **payload)).ran
    manager = await tab("/app/settings/staff", role="manager")
    await manager.call(StaffState.load)
    (await manager.state(StaffState)).target = person
    for handler, payload in ((StaffDeedsState.deactivate, {}), (StaffDeedsState.change_role, {"form": {"role": "analyst"}})):
        await manager.call(handler, **payload)
    for handler, payload in ((RolesState.save, {"form": {"name": "x"}}), (StaffDeedsState.transfer, {"form": {}})):
        assert not (await manager.call(handler, **payload)).ran
    owner = await tab("/app/settings/roles")
    await owner.call(RolesState.delete, role_id=theirs.id)
    async with sqlite.reading() as db:
        kept = (await db.execute(select(Membership).where(Membership.person_id == person))).scalar_one()
        assert (kept.role, kept.is_active) == ("support", True)
        assert (await db.execute(select(CustomRole))).scalar_one().name == "Night"
        assert (await db.execute(select(Invitation))).first() is None


async def test_an_owner_makes_changes_and_deletes_a_role(tab: OpenTab) -> None:
    opened = await tab("/app/settings/roles")
    await opened.call(RolesState.load)
    state = await opened.state(RolesState)
    assert [each.name for each in state.columns][:2] == ["Owner", "Manager"]
    assert next(each for each in state.rows if each.key == "ownership.transfer").ticks[1].is_on is False
    await opened.call(RolesState.begin)
    await opened.call(RolesState.save, form={"name": "Night", "ownership.transfer": "on"})
    assert state.is_open and state.problem
    await opened.call(RolesState.save, form={"name": "Night", "orders.read": "on"})
    assert not state.is_open and [(each.name, each.about) for each in state.own] == [("Night", "1 permission · nobody")]
    await opened.call(RolesState.edit, role_id=state.own[0].id)
    assert state.chosen == ["orders.read"]
    await opened.call(RolesState.save, form={"name": "Nights", "orders.read": "on", "orders.note": "on"})
    assert state.own[0].name == "Nights" and state.columns[-1].name == "Nights"
    await opened.call(RolesState.delete, role_id=state.own[0].id)
    assert state.own == []


async def test_who_is_not_confirmed_invites_nobody(tab: OpenTab, acme: Merchant, sqlite: Database) -> None:
    opened = await tab("/app")
    async with sqlite.transaction() as db:
        for person in (await db.execute(select(Person))).scalars():
            person.email_confirmed_at = None
    await opened.call(StaffState.load)
    await opened.call(StaffDeedsState.invite, form={"email": "x@example.com", "role": "analyst"})
    assert "Confirm your mail address" in (await opened.state(StaffState)).problem

"""People are asked to work at a shop, get roles, leave and come back; nobody reaches above themselves, nor into another shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from tests.builders import PASSWORD, a_merchant, a_person
from tests.domain.accounts.mailbox import Mailbox, delivered, token_in
from wesupply_ui.domain.accounts.accept import accept_as_new, accept_signed_in, welcome
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.change_staff import change_role, deactivate, reactivate
from wesupply_ui.domain.accounts.enter import enter
from wesupply_ui.domain.accounts.invitations import Invitation
from wesupply_ui.domain.accounts.invite import MOST_MAILS, invite, invite_again, withdraw
from wesupply_ui.domain.accounts.models import Membership, Merchant, Person
from wesupply_ui.domain.accounts.own_roles import change_own_role, delete_own_role, make_role, own_roles
from wesupply_ui.domain.accounts.scopes import Scope, SignedIn, signed_in
from wesupply_ui.domain.accounts.sign_in import open_session
from wesupply_ui.domain.accounts.staff import staff_of
from wesupply_ui.domain.accounts.transfer import transfer
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, Situation, TooMany

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
NEW = {"name": "Nia New", "password": PASSWORD}


@dataclass
class Shop:
    """Acme with an owner, a manager, a supporter; Rival beside it. All signed in."""

    database: Database
    acme: Merchant
    rival: Merchant
    tokens: dict[str, str]

    async def who(self, db: AsyncSession, name: str) -> SignedIn | None:
        return await signed_in(db, self.tokens[name], now=NOW)

    async def scope(self, db: AsyncSession, name: str) -> Scope:
        found = await self.who(db, name)
        assert found
        return found.scope

    async def id_of(self, db: AsyncSession, name: str) -> str:
        email = f"{name}@{'rival' if name == 'spy' else 'acme'}.example"
        return (await db.execute(select(Person.id).where(Person.email == email))).scalar_one()


@pytest.fixture
async def shop(database: Database) -> Shop:
    async with database.transaction() as db:
        acme = await a_merchant(db)
        rival = await a_merchant(db, "rival", name="Rival Gear", password=None)
        people = {"manager": acme, "mabel": acme, "support": acme, "spy": rival}
        roles = {"mabel": "manager", "spy": "manager"}
        for name, merchant in people.items():
            await a_person(db, merchant, f"{name}@{merchant.slug}.example", roles.get(name, name))
        db.add(Location(id="soho", merchant_id=acme.id, external_id="s1", name="Soho"))
        await db.flush()
        tokens = {}
        for name, merchant in (people | {"owner": acme}).items():
            person = (await db.execute(select(Person).where(Person.email == f"{name}@{merchant.slug}.example"))).scalar_one()
            tokens[name] = open_session(db, person_id=person.id, merchant_id=merchant.id, device="", now=NOW).token
    return Shop(database, acme, rival, tokens)


async def refused(work: Any, error: type[Situation]) -> str:
    """The words with which it is refused."""
    with pytest.raises(error) as found:
        await work
    return " ".join([found.value.message, *(each.field for each in found.value.problems)])


async def invited(shop: Shop, email: str = "nia@example.com", role: str = "support", *, by: str = "manager", **more: Any) -> Mailbox:
    async with shop.database.transaction() as db:
        await invite(db, await shop.scope(db, by), {"email": email, "role": role, **more}, stores={"soho"}, now=NOW)
    return await delivered(shop.database, NOW)


async def test_an_invited_person_sets_name_and_password_and_is_in(shop: Shop) -> None:
    (mail,) = (await invited(shop, role="store_associate", location="soho")).to("nia@example.com")
    assert mail.subject == "You are invited to Acme Outfitters"
    assert "Manager asks you to work at Acme Outfitters as Store associate, in the store Soho." in mail.text
    token = token_in(mail, "invite")
    async with shop.database.transaction() as db:
        seen = await welcome(db, token, session=None, now=NOW)
        assert (seen.way, seen.merchant_name, seen.role_name, seen.invited_by) == ("new", "Acme Outfitters", "Store associate", "Manager")
        opened = await enter(db, await accept_as_new(db, token, NEW, now=NOW) or "", device="", now=NOW)
        nia = await signed_in(db, opened.token, now=NOW)
        assert nia and (nia.person_name, nia.role, nia.scope.location_id) == ("Nia New", "store_associate", "soho")
        person = await db.get(Person, nia.person_id)
        assert person and person.email_confirmed_at
        await refused(accept_as_new(db, token, NEW, now=NOW), NotFound)
        noted = (await db.execute(select(AuditEntry.action).order_by(AuditEntry.seq))).scalars().all()  # type: ignore[arg-type]
    assert noted == ["staff.invited", "staff.joined"]


async def test_a_known_person_accepts_while_signed_in_and_nobody_else_does(shop: Shop) -> None:
    (mail,) = (await invited(shop, "spy@rival.example")).to("spy@rival.example")
    token = token_in(mail, "invite")
    async with shop.database.transaction() as db:
        ways = [(await welcome(db, token, session=each, now=NOW)).way for each in (None, shop.tokens["spy"], shop.tokens["support"])]
        assert ways == ["sign_in", "signed_in", "somebody_else"]
        await refused(accept_as_new(db, token, NEW, now=NOW), NotAllowed)
        for session in (None, shop.tokens["support"]):
            await refused(accept_signed_in(db, token, session=session, now=NOW), NotAllowed)
        assert await accept_signed_in(db, token, session=shop.tokens["spy"], now=NOW) == "acme"
        await refused(accept_signed_in(db, token, session=shop.tokens["spy"], now=NOW), NotFound)


async def test_an_account_that_nobody_confirmed_falls_to_who_got_the_mail(shop: Shop) -> None:
    async with shop.database.transaction() as db:
        squatter = await a_person(db, shop.rival, "nia@example.com")
        squatter.email_confirmed_at = None
        await db.flush()
        theirs = open_session(db, person_id=squatter.id, merchant_id=shop.rival.id, device="", now=NOW - timedelta(hours=1)).token
    (mail,) = (await invited(shop)).to("nia@example.com")
    async with shop.database.transaction() as db:
        await accept_as_new(db, token_in(mail, "invite"), NEW | {"password": "eight tall towers"}, now=NOW)
        assert await signed_in(db, theirs, now=NOW) is None


async def test_an_invitation_ends_by_time_by_withdrawal_and_by_the_next_one(shop: Shop) -> None:
    first = token_in((await invited(shop)).mails[0], "invite")
    async with shop.database.transaction() as db:
        (invitation,) = (await db.execute(select(Invitation))).scalars()
        await refused(welcome(db, first, session=None, now=NOW + timedelta(days=7)), NotFound)
        assert "email" in await refused(
            invite(db, await shop.scope(db, "owner"), {"email": "Nia@example.com", "role": "support"}, stores=(), now=NOW), Conflict
        )
        await invite_again(db, await shop.scope(db, "manager"), invitation.id, now=NOW)
    second = token_in((await delivered(shop.database, NOW)).mails[0], "invite")
    async with shop.database.transaction() as db:
        await refused(welcome(db, first, session=None, now=NOW), NotFound)
        assert (await welcome(db, second, session=None, now=NOW)).email == "nia@example.com"
        scope = await shop.scope(db, "manager")
        for _again in range(MOST_MAILS - 2):
            await invite_again(db, scope, invitation.id, now=NOW)
        await refused(invite_again(db, scope, invitation.id, now=NOW), TooMany)
        await refused(withdraw(db, await shop.scope(db, "spy"), invitation.id, now=NOW), NotFound)
        await withdraw(db, scope, invitation.id, now=NOW)
        await refused(welcome(db, second, session=None, now=NOW), NotFound)
    assert (await delivered(shop.database, NOW)).mails == []  # mails that wait for a dead link are not sent


async def test_who_may_invite_whom_is_bounded_by_their_own_role(shop: Shop) -> None:
    async with shop.database.transaction() as db:
        manager, support = await shop.scope(db, "manager"), await shop.scope(db, "support")

        async def tries(scope: Scope, error: type[Situation], **raw: str) -> str:
            return await refused(invite(db, scope, {"email": "x@example.com", "role": "support"} | raw, stores={"soho"}, now=NOW), error)

        await tries(support, NotAllowed)
        assert "role" in await tries(manager, NotAllowed, role="owner")
        assert "role" in await tries(await shop.scope(db, "owner"), NotAllowed, role="owner")
        assert "role" in await tries(manager, Invalid, role="custom:nothing")
        assert "role" in await tries(manager, Invalid, role="machine")
        assert "location" in await tries(manager, Invalid, role="store_manager", location="elsewhere")
        assert "email" in await tries(manager, Invalid, email="x@y\r\nBcc: z@example.com")
        assert "email" in await tries(manager, Conflict, email="support@acme.example")
        boss = await db.get(Person, await shop.id_of(db, "manager"))
        assert boss
        boss.email_confirmed_at = None
        await db.flush()
        await tries(manager, NotAllowed)


async def test_a_changed_role_holds_at_once_is_told_and_ends_the_sessions_there(shop: Shop) -> None:
    async with shop.database.transaction() as db:
        scope, support = await shop.scope(db, "manager"), await shop.id_of(db, "support")
        await change_role(db, scope, support, {"role": "store_manager", "location": "soho"}, stores={"soho"}, now=NOW)
        assert await shop.who(db, "support") is None
        membership = (await db.execute(select(Membership).where(Membership.person_id == support))).scalar_one()
        assert (membership.role, membership.location_id) == ("store_manager", "soho")
        await change_role(db, scope, support, {"role": "analyst", "location": "soho"}, stores={"soho"}, now=NOW)
        assert (membership.role, membership.location_id) == ("analyst", None)
    mails = (await delivered(shop.database, NOW)).to("support@acme.example")
    assert [each.subject for each in mails] == ["Your role at Acme Outfitters changed"] * 2 and "now Analyst" in mails[-1].text


async def test_a_deactivated_person_is_out_at_once_and_their_invitations_with_them(shop: Shop) -> None:
    token = token_in((await invited(shop, by="mabel")).mails[0], "invite")
    async with shop.database.transaction() as db:
        scope, mabel = await shop.scope(db, "manager"), await shop.id_of(db, "mabel")
        await deactivate(db, scope, mabel, now=NOW)
        assert await shop.who(db, "mabel") is None
        await refused(welcome(db, token, session=None, now=NOW), NotFound)
        (gone,) = (await staff_of(db, scope, search="mabel")).members
        assert not gone.is_active
        await reactivate(db, scope, mabel, stores={"soho"}, now=NOW)
        assert (await staff_of(db, scope, search="mabel")).members[0].is_active
        noted = (await db.execute(select(AuditEntry.action).order_by(AuditEntry.seq))).scalars().all()  # type: ignore[arg-type]
    assert noted == ["staff.invited", "staff.deactivated", "staff.reactivated"]


@pytest.mark.parametrize(("actor", "target"), [("manager", "owner"), ("manager", "manager"), ("owner", "owner"), ("support", "mabel")])
async def test_nobody_changes_the_owner_themselves_or_who_may_do_more(shop: Shop, actor: str, target: str) -> None:
    async with shop.database.transaction() as db:
        scope, person = await shop.scope(db, actor), await shop.id_of(db, target)
        await refused(deactivate(db, scope, person, now=NOW), NotAllowed)
        await refused(change_role(db, scope, person, {"role": "analyst"}, stores=(), now=NOW), NotAllowed)


async def test_another_shops_people_are_nobody(shop: Shop) -> None:
    async with shop.database.transaction() as db:
        spy, support = await shop.scope(db, "spy"), await shop.id_of(db, "support")
        for work in (
            deactivate(db, spy, support, now=NOW),
            reactivate(db, spy, support, stores=(), now=NOW),
            change_role(db, spy, support, {"role": "analyst"}, stores=(), now=NOW),
        ):
            await refused(work, NotFound)
        found = await staff_of(db, spy)
        assert {each.email for each in found.members} == {"owner@rival.example", "spy@rival.example"} and found.total == 2
        await refused(staff_of(db, await shop.scope(db, "support")), NotAllowed)


async def test_the_owner_hands_the_shop_over_with_the_password_and_manages_it_then(shop: Shop) -> None:
    async with shop.database.transaction() as db:
        owner = await shop.who(db, "owner")
        assert owner
        heir = await shop.id_of(db, "manager")

        async def hand_over(to: str, password: str = PASSWORD, scope: Scope = owner.scope) -> Any:
            return await transfer(db, scope, to, password=password, session_id=owner.session_id, now=NOW)

        assert "password" in await refused(hand_over(heir, "wrong"), Invalid)
        await refused(hand_over(owner.person_id), NotAllowed)
        await refused(hand_over(await shop.id_of(db, "spy")), NotFound)
        await refused(hand_over(heir, scope=await shop.scope(db, "manager")), NotAllowed)
        await hand_over(heir)
        roles = {each.email.partition("@")[0]: each.role.key for each in (await staff_of(db, owner.scope)).members}
        assert (roles["owner"], roles["manager"]) == ("manager", "owner")
        await refused(hand_over(await shop.id_of(db, "mabel")), NotAllowed)  # a scope from before gives nothing away
    box = await delivered(shop.database, NOW)
    assert box.to("manager@acme.example")[0].subject == "You are the owner of Acme Outfitters"
    assert "handed Acme Outfitters over to Manager" in box.to("owner@acme.example")[0].text


async def test_without_a_password_a_fresh_sign_in_proves_the_owner(shop: Shop) -> None:
    async with shop.database.transaction() as db:
        owner = await shop.who(db, "owner")
        assert owner
        person = await db.get(Person, owner.person_id)
        assert person
        person.password_hash = None
        await db.flush()
        heir = await shop.id_of(db, "manager")
        late = NOW + timedelta(minutes=16)
        await refused(transfer(db, owner.scope, heir, password="", session_id=owner.session_id, now=late), Invalid)
        await transfer(db, owner.scope, heir, password="", session_id=owner.session_id, now=NOW)


async def test_own_roles_hold_what_their_maker_holds_and_stay_while_somebody_has_them(shop: Shop) -> None:
    async with shop.database.transaction() as db:
        owner, manager = await shop.scope(db, "owner"), await shop.scope(db, "manager")
        raw = {"name": "Night shift", "permissions": ["orders.read", "staff.read"]}
        await refused(make_role(db, manager, raw, now=NOW), NotAllowed)
        for wrong in (
            {"permissions": ["ownership.transfer"]},
            {"permissions": ["root"]},
            {"permissions": []},
            {"permissions": "orders.read"},
        ):
            assert "permissions" in await refused(make_role(db, owner, raw | wrong, now=NOW), Invalid)
        assert "name" in await refused(make_role(db, owner, raw | {"name": "manager"}, now=NOW), Invalid)
        role = await make_role(db, owner, raw, now=NOW)
        assert "name" in await refused(make_role(db, owner, raw | {"name": "night SHIFT"}, now=NOW), Invalid)
        support = await shop.id_of(db, "support")
        await change_role(db, manager, support, {"role": f"custom:{role.id}"}, stores=(), now=NOW)
        assert [(each.name, each.holders) for each in await own_roles(db, owner)] == [("Night shift", 1)]
        await refused(delete_own_role(db, owner, role.id, now=NOW), Conflict)
        await change_own_role(db, owner, role.id, {"name": "Nights", "permissions": ["orders.read", "roles.manage"]}, now=NOW)
        await refused(
            change_role(db, manager, support, {"role": "analyst"}, stores=(), now=NOW), NotAllowed
        )  # it allows more than theirs now
        await change_role(db, owner, support, {"role": "analyst"}, stores=(), now=NOW)
        rival = (await db.execute(select(Person.id).where(Person.email == "owner@rival.example"))).scalar_one()
        theirs = await signed_in(db, open_session(db, person_id=rival, merchant_id=shop.rival.id, device="", now=NOW).token, now=NOW)
        assert theirs
        await refused(delete_own_role(db, theirs.scope, role.id, now=NOW), NotFound)
        await delete_own_role(db, owner, role.id, now=NOW)
        assert await own_roles(db, owner) == []

"""What staff do about a case: each deed is told, kept in the log and undoable; nobody reaches another merchant's or does it twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from tests.builders import a_merchant, a_person, a_scan, an_order, heard
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.models import Merchant, Person
from wesupply_ui.domain.accounts.roles import permissions_of
from wesupply_ui.domain.accounts.scopes import Audience, Scope
from wesupply_ui.domain.exceptions.assign import assign, colleagues
from wesupply_ui.domain.exceptions.contact import contact_shopper, draft
from wesupply_ui.domain.exceptions.one import one
from wesupply_ui.domain.exceptions.put_back import put_back
from wesupply_ui.domain.exceptions.resolve import decide, resolve
from wesupply_ui.domain.exceptions.snooze import snooze
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.notes import notes_of
from wesupply_ui.domain.tracking.models import Case
from wesupply_ui.jobs.notifications import send_due
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, Situation
from wesupply_ui.kernel.outbox import Fact

CHICAGO = ZoneInfo("America/Chicago")
ONE = "1Z999AA10000000001"


def scope_of(merchant: Merchant, person: Person | None = None, role: str = "support") -> Scope:
    return Scope(merchant.id, Audience.STAFF, f"person:{person.id}" if person else "person:ada", permissions_of(role))


@pytest.fixture
async def ada(database: Database, merchant: Merchant) -> Person:
    """Who works exceptions at Acme."""
    async with database.transaction() as db:
        return await a_person(db, merchant, "ada@acme.example")


@pytest.fixture
async def case(database: Database, merchant: Merchant) -> Case:
    """A failed delivery, promised for the day after tomorrow."""
    async with database.transaction() as db:
        await an_order(db, merchant, parcels=[ONE])
        nobody = a_scan("Nobody home", None, ago=5, condition="attempt_failed", reason="nobody_home")
        await heard(db, ONE, a_scan("Departed", ago=30), nobody, due=now().date() + timedelta(days=2))
        return (await db.execute(select(Case))).scalar_one()


async def kept(database: Database, case: Case) -> Case:
    async with database.reading() as db:
        return (await db.execute(select(Case).where(Case.id == case.id))).scalar_one()


async def test_a_snoozed_case_comes_back_on_the_promised_day(database: Database, merchant: Merchant, ada: Person, case: Case) -> None:
    async with database.transaction() as db:
        await snooze(db, scope_of(merchant, ada), [case.id], "promised", zone=CHICAGO, now=now())
    after = await kept(database, case)
    assert after.state == "snoozed"
    assert after.snoozed_until
    assert after.snoozed_until.astimezone(CHICAGO).strftime("%H") == "08"
    assert after.snoozed_until.astimezone(CHICAGO).date() == now().date() + timedelta(days=2)
    async with database.reading() as db:
        names = set((await db.execute(select(Fact.name).where(Fact.subject == f"case:{case.id}"))).scalars())
        entry = (await db.execute(select(AuditEntry).where(AuditEntry.action == "exception.snoozed"))).scalar_one()
    assert names == {"exception.snoozed"}
    assert (entry.actor, entry.before["state"], entry.after["state"]) == (f"person:{ada.id}", "open", "snoozed")


@pytest.mark.parametrize("until", ["", "yesterday", "2020-01-01", "2999-01-01", "day; DROP TABLE"])
async def test_a_day_that_is_none_or_not_ahead_is_refused(database: Database, merchant: Merchant, case: Case, until: str) -> None:
    with pytest.raises(Invalid):
        async with database.transaction() as db:
            await snooze(db, scope_of(merchant), [case.id], until, zone=CHICAGO, now=now())
    assert (await kept(database, case)).state == "open"


async def test_a_deed_can_be_undone_until_somebody_goes_on(database: Database, merchant: Merchant, ada: Person, case: Case) -> None:
    ours = scope_of(merchant, ada)
    async with database.transaction() as db:
        resolved = await resolve(db, ours, [case.id], "carrier_handles_it", now=now())
    async with database.transaction() as db:
        assert await put_back(db, ours, resolved, now=now()) == 1
    assert ((await kept(database, case)).state, (await kept(database, case)).resolved_by) == ("open", None)
    async with database.transaction() as db:
        snoozed = await snooze(db, ours, [case.id], "day", zone=CHICAGO, now=now())
        await resolve(db, ours, [case.id], "shopper_told", now=now())
    with pytest.raises(Conflict):
        async with database.transaction() as db:
            await put_back(db, ours, snoozed, now=now())
    assert (await kept(database, case)).resolution == "shopper_told"


async def test_the_second_hears_who_was_faster(database: Database, merchant: Merchant, ada: Person, case: Case) -> None:
    async with database.transaction() as db:
        await resolve(db, scope_of(merchant, ada), [case.id], "shopper_told", now=now())
    with pytest.raises(Conflict, match="Ada has resolved this case already"):
        async with database.transaction() as db:
            await resolve(db, scope_of(merchant), [case.id], "nothing_to_do", now=now())


async def test_cases_are_given_to_staff_who_work_them_and_to_nobody_else(
    database: Database, merchant: Merchant, ada: Person, case: Case
) -> None:
    async with database.transaction() as db:
        viewer = await a_person(db, merchant, "vera@acme.example", "analyst")
        rival = await a_merchant(db, "rival", password=None)
        stranger = await a_person(db, rival, "rita@rival.example")
    async with database.reading() as db:
        assert {each.name for each in await colleagues(db, scope_of(merchant))} == {"Ada"}
    async with database.transaction() as db:
        await assign(db, scope_of(merchant), [case.id], ada.id, now=now())
    assert (await kept(database, case)).assigned_id == ada.id
    for nobody in (viewer.id, stranger.id, "x"):
        with pytest.raises(Invalid):
            async with database.transaction() as db:
                await assign(db, scope_of(merchant), [case.id], nobody, now=now())


async def test_a_refund_is_recorded_as_a_decision_of_the_order(database: Database, merchant: Merchant, ada: Person, case: Case) -> None:
    async with database.transaction() as db:
        await decide(db, scope_of(merchant, ada), case.id, "refund", now=now())
    async with database.reading() as db:
        fact = (await db.execute(select(Fact).where(Fact.name == "exception.refund_decided"))).scalar_one()
        found = await one(db, scope_of(merchant), case.id)
    assert len(fact.data["order_ids"]) == 1
    assert (found.row.state, found.row.resolution, found.names[found.row.resolved_by or ""]) == ("resolved", "refund", "Ada")


async def test_a_decision_is_read_on_the_order_and_goes_with_it(database: Database, merchant: Merchant, ada: Person, case: Case) -> None:
    scope = scope_of(merchant, ada)
    async with database.transaction() as db:
        before = await decide(db, scope, case.id, "resend", now=now())
        (order,) = (await db.execute(select(Order).execution_options(populate_existing=True))).scalars()
        (note,) = await notes_of(db, scope, order.id)
        assert (note.author_id, order.note_count) == (ada.id, 1)
        assert note.text == f"The goods in UPS parcel {ONE} are to be sent again. To be done in the shop."
    async with database.transaction() as db:
        await put_back(db, scope, [before], now=now())
        assert await notes_of(db, scope, order.id) == []
        assert (await db.execute(select(Order).execution_options(populate_existing=True))).scalar_one().note_count == 0


class Postman:
    """A mailer that keeps what it is given."""

    def __init__(self) -> None:
        self.mails: list = []

    def session(self):
        return self

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def send(self, mail):
        from wesupply_ui.domain.notifications.ports import Delivery, Outcome

        self.mails.append(mail)
        return Delivery(Outcome.SENT, "250 ok")


async def test_a_mail_to_the_shopper_is_drafted_sent_in_the_brand_and_can_be_taken_back(
    database: Database, merchant: Merchant, ada: Person, case: Case
) -> None:
    ours, postman = scope_of(merchant, ada), Postman()
    async with database.transaction() as db:
        begun = await draft(db, ours, case.id, now=now())
    assert begun.recipient == "ada@example.com"
    assert "#5001" in begun.subject
    assert begun.text
    async with database.transaction() as db:
        first = await contact_shopper(db, ours, case.id, subject="Your parcel", text="Who is at home?\n\nTell us.", now=now())
    async with database.transaction() as db:
        await put_back(db, ours, [first.before], message_id=first.message_id, now=now())
    async with database.transaction() as db:
        await contact_shopper(db, ours, case.id, subject="Your parcel <b>", text="We will try again.", now=now())
    await send_due(database, postman, now() + timedelta(minutes=1))  # type: ignore[arg-type]
    (mail,) = postman.mails
    assert (mail.recipient, mail.subject) == ("ada@example.com", "Your parcel <b>")
    assert "We will try again." in mail.text
    assert "<b>" not in mail.html.split("<body", 1)[1].split("We will try again")[0]
    async with database.reading() as db:
        states = sorted((await db.execute(select(Message.state).where(Message.kind == "written"))).scalars())
    assert states == ["sent", "skipped"]


@pytest.mark.parametrize(("subject", "text"), [("", "Hello"), ("Hello", " "), ("x" * 151, "Hello"), ("Hello", "x" * 5001)])
async def test_a_mail_without_words_or_with_too_many_is_refused(
    database: Database, merchant: Merchant, case: Case, subject: str, text: str
) -> None:
    with pytest.raises(Invalid):
        async with database.transaction() as db:
            await contact_shopper(db, scope_of(merchant), case.id, subject=subject, text=text, now=now())


Deed = Callable[[AsyncSession, Scope, str], Awaitable[object]]
DEEDS: dict[str, Deed] = {
    "snooze": lambda db, scope, case_id: snooze(db, scope, [case_id], "day", zone=CHICAGO, now=now()),
    "assign": lambda db, scope, case_id: assign(db, scope, [case_id], "", now=now()),
    "resolve": lambda db, scope, case_id: resolve(db, scope, [case_id], "shopper_told", now=now()),
    "decide": lambda db, scope, case_id: decide(db, scope, case_id, "resend", now=now()),
    "draft": lambda db, scope, case_id: draft(db, scope, case_id, now=now()),
    "write": lambda db, scope, case_id: contact_shopper(db, scope, case_id, subject="x", text="y", now=now()),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
async def test_strangers_and_other_merchants_change_nothing(database: Database, merchant: Merchant, case: Case, deed: Deed) -> None:
    async with database.transaction() as db:
        rival = await a_merchant(db, "rival", password=None)
    attacks: list[tuple[Scope, type[Situation]]] = [
        (scope_of(merchant, role="analyst"), NotAllowed),
        (scope_of(rival), NotFound),
    ]
    for scope, refusal in attacks:
        with pytest.raises(refusal):
            async with database.transaction() as db:
                await deed(db, scope, case.id)
    after = await kept(database, case)
    assert (after.state, after.version) == (case.state, case.version)

"""The letter tells the newest state of the order, on the merchant's calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import a_merchant
from tests.domain.notifications.orders import an_order, messages, parcels_of, told
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.notifications.clean import greeting_name, mail_address, one_line, web_address
from wesupply_ui.domain.notifications.compose import Skip
from wesupply_ui.domain.notifications.ports import OutgoingMail
from wesupply_ui.domain.notifications.prepare import prepare
from wesupply_ui.domain.orders.links import tracking_url
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.models import Scan
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.settings import settings

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)  # 10:00 in Chicago


async def mail_about(
    database: Database, merchant: Merchant, fact: str, *, now: datetime = NOW, order: dict | None = None, **state: object
) -> tuple[OutgoingMail | Skip | None, Order]:
    """One order's one parcel reaches `state`, the fact is told, and the mail is made at `now`."""
    async with database.transaction() as db:
        made = await an_order(db, merchant, at=NOW, **(order or {}))
        (parcel,) = await parcels_of(db, made)
        for name, value in state.items():
            setattr(parcel, name, value)
        db.add(parcel)
        await told(db, parcel, fact, at=NOW)
        (message,) = await messages(db)
    async with database.reading() as db:
        return await prepare(db, message.id, now=now), made


async def test_the_mail_tells_the_parcel_the_day_and_the_way_to_the_page(database: Database, merchant: Merchant) -> None:
    mail, order = await mail_about(database, merchant, "parcel.shipped", due_on=date(2026, 11, 24))
    assert isinstance(mail, OutgoingMail)
    assert mail.subject == "Your order #5001 is on its way"
    assert mail.recipient == "ada@example.com"
    assert mail.sender_name == "Acme Outfitters"
    assert mail.sender == settings().mail_from
    for said in ("Hello Ada,", "Arriving Tuesday, November 24", "1 × Trail boots (Size 42)", tracking_url(order)):
        assert said in mail.text
    assert "https://shop.example/boot-0.jpg" in mail.html


async def test_an_order_is_greeted_by_its_own_name_whatever_its_customer_is_called_now(database: Database, merchant: Merchant) -> None:
    mail, _ = await mail_about(database, merchant, "parcel.shipped", order={"name": "Grace Hopper"})  # the customer's row says Ada
    assert isinstance(mail, OutgoingMail)
    assert "Hello Grace Hopper," in mail.text
    assert "Ada" not in mail.text


@pytest.mark.parametrize(
    ("locale", "subject", "said"),
    [
        (
            "de-AT",
            "Ihre Bestellung #5001 ist unterwegs",
            ("Guten Tag, Ada,", "Kommt am Dienstag, 24. November", "Erwartet: Dienstag, 24. November"),
        ),
        ("es", "Su pedido #5001 está en camino", ("Llega el martes, 24 de noviembre",)),
        ("fr", "Votre commande #5001 est en route", ("Arrivée prévue mardi 24 novembre", "Votre colis")),
        ("pt-BR", "Your order #5001 is on its way", ("Hello Ada,", "Arriving Tuesday, November 24")),
    ],
)
async def test_it_is_written_in_the_orders_language(sqlite: Database, locale: str, subject: str, said: tuple[str, ...]) -> None:
    async with sqlite.transaction() as db:
        acme = await a_merchant(db)
    mail, _ = await mail_about(sqlite, acme, "parcel.shipped", order={"locale": locale}, due_on=date(2026, 11, 24))
    assert isinstance(mail, OutgoingMail)
    assert mail.subject == subject
    assert [each for each in said if each not in mail.text] == [], mail.text


async def test_it_is_told_as_it_is_when_it_is_sent(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        order = await an_order(db, merchant, at=NOW, parcels=2)
        first, second = await parcels_of(db, order)
        for parcel in (first, second):
            parcel.milestone = "out_for_delivery"
            await told(db, parcel, "parcel.out_for_delivery", at=NOW)
        (message,) = await messages(db)
        second.milestone, second.delivered_at = "delivered", NOW
        mail = await prepare(db, message.id, now=NOW)
        assert isinstance(mail, OutgoingMail)
        assert first.number in mail.text
        assert second.number not in mail.text
        first.milestone = "delivered"
        overtaken = await prepare(db, message.id, now=NOW)
    assert isinstance(overtaken, Skip)
    assert "moved on" in overtaken.why


async def test_a_delivery_is_told_by_the_doors_own_clock(database: Database, merchant: Merchant) -> None:
    mail, _ = await mail_about(
        database, merchant, "parcel.delivered", milestone="delivered", delivered_at=NOW, delivered_offset=-600, signed_by="A LOVELACE"
    )  # fmt: skip
    assert isinstance(mail, OutgoingMail)
    assert "on Friday, November 20 at 6:00 AM. Signed for by A LOVELACE." in mail.text


async def test_a_delivery_window_is_told_in_hours(database: Database, merchant: Merchant) -> None:
    mail, _ = await mail_about(
        database, merchant, "parcel.out_for_delivery", milestone="out_for_delivery", due_on=date(2026, 11, 20),
        estimated_from="2026-11-20T14:00:00-06:00", estimated_to="2026-11-20T16:30:00-06:00",
    )  # fmt: skip
    assert isinstance(mail, OutgoingMail)
    assert "between 2:00 PM and 4:30 PM" in mail.text


async def test_a_delay_names_both_days_and_the_reason(database: Database, merchant: Merchant) -> None:
    mail, _ = await mail_about(
        database, merchant, "parcel.delayed", condition="delayed", reason="weather",
        first_due_on=date(2026, 11, 21), due_on=date(2026, 11, 24),
    )  # fmt: skip
    assert isinstance(mail, OutgoingMail)
    assert "Weather holds up deliveries. UPS now expects to deliver on Tuesday, November 24 instead of Saturday, November 21." in mail.text


async def test_a_day_that_has_passed_is_not_promised_again(database: Database, merchant: Merchant) -> None:
    mail, _ = await mail_about(database, merchant, "parcel.delayed", first_due_on=date(2026, 11, 18), due_on=date(2026, 11, 18))
    assert isinstance(mail, OutgoingMail)
    assert "It was expected on Wednesday, November 18. UPS has not named a new day yet." in mail.text
    assert "Expected Wednesday" not in mail.text


async def test_a_collection_point_is_named_with_its_last_day(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        order = await an_order(db, merchant, at=NOW)
        (parcel,) = await parcels_of(db, order)
        parcel.milestone, parcel.action_until = "available_for_pickup", NOW + timedelta(days=7)
        db.add(Scan(merchant_id=merchant.id, parcel_id=parcel.id, key="k", at=NOW, seen_at=NOW, city="Austin", region="TX"))
        await told(db, parcel, "parcel.ready_for_collection", at=NOW)
        (message,) = await messages(db)
        mail = await prepare(db, message.id, now=NOW)
    assert isinstance(mail, OutgoingMail)
    assert "waiting at a UPS collection point in Austin, TX until Friday, November 27." in mail.text


async def test_the_rest_of_a_split_order_is_not_forgotten(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        order = await an_order(db, merchant, at=NOW, parcels=2)
        first, _ = await parcels_of(db, order)
        await told(db, first, "parcel.shipped", at=NOW)
        (message,) = await messages(db)
        mail = await prepare(db, message.id, now=NOW)
    assert isinstance(mail, OutgoingMail)
    assert mail.subject == "Part of your order #5001 is on its way"
    assert "Parcel 1 of 2" in mail.text
    assert "One more parcel of this order travels separately." in mail.text


@pytest.mark.parametrize("email", [None, "", "no address", "ada@example.com\r\nBcc: x@y.example"])
async def test_nobody_to_tell_is_no_failure(database: Database, merchant: Merchant, email: str | None) -> None:
    outcome, _ = await mail_about(database, merchant, "parcel.shipped", order={"email": email})
    assert outcome == Skip("The order has no mail address.")


async def test_a_merchants_own_sender_and_calendar_are_used(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        mine = await db.get(Merchant, merchant.id)
        assert mine
        mine.country, mine.time_zone = "GB", "Europe/London"
        mine.brand = {
            "accent": "#ff0000;}</style>",
            "mail_from": "hello@acme.example",
            "support_email": "help@acme.example",
            "logo_url": "/brand/l.svg",
        }
    mail, _ = await mail_about(database, merchant, "parcel.delivered", milestone="delivered", delivered_at=NOW)
    assert isinstance(mail, OutgoingMail)
    assert (mail.sender, mail.reply_to) == ("hello@acme.example", "help@acme.example")
    assert "Friday, 20 November at 16:00" in mail.text
    assert "#ff0000" not in mail.html
    assert f"{settings().base_url}/brand/l.svg" in mail.html


async def test_the_message_id_follows_from_the_message_alone(database: Database, merchant: Merchant) -> None:
    mail, _ = await mail_about(database, merchant, "parcel.shipped")
    later, _ = mail, None
    async with database.reading() as db:
        (message,) = await messages(db)
        later = await prepare(db, message.id, now=NOW + timedelta(hours=1))
    assert isinstance(mail, OutgoingMail)
    assert isinstance(later, OutgoingMail)
    assert mail.message_id == later.message_id
    assert message.id in mail.message_id


async def test_hostile_input_stays_text_all_the_way(database: Database, merchant: Merchant) -> None:
    bad = "<img src=x onerror=alert(1)>{{ 7*7 }}\u202egnp.exe"
    mail, _ = await mail_about(
        database, merchant, "parcel.shipped", order={"number": f"#1{bad}\r\nBcc: a@b", "first_name": bad, "title": bad}
    )
    assert isinstance(mail, OutgoingMail)
    assert "<img src=x" not in mail.html
    assert "\u202e" not in mail.html + mail.text + mail.subject
    assert "49" not in mail.subject
    assert "\n" not in mail.subject
    assert "Hello" not in mail.text  # that is no name to greet by


def test_tidy_lines() -> None:
    assert one_line("  a\r\nb\tc\u2028d\x00e ") == "a b c d e"
    assert one_line("x" * 300, 10) == "x" * 9 + "…"
    assert one_line("نام\u200cخانوادگی") == "نام\u200cخانوادگی"
    assert one_line(None) == ""


def test_whom_to_greet() -> None:
    assert greeting_name("Ada", "Ada Lovelace") == "Ada"
    assert greeting_name(None, "山田 太郎") == "山田 太郎"
    assert greeting_name("", "J. R. Hartley") == "J. R. Hartley"
    for odd in ("win-a-prize.example", "www.x", "https://x", "a@b", "x" * 100, "", None, "<b>"):
        assert greeting_name(odd, odd) == ""


def test_what_counts_as_an_address() -> None:
    base = "https://ws.example/"
    assert web_address("/a.svg", base) == "https://ws.example/a.svg"
    assert web_address("https://x.example/a?b=c", base) == "https://x.example/a?b=c"
    for odd in (
        "javascript:alert(1)",
        "//evil.example/a",
        "data:text/html,x",
        "https://",
        "ftp://x/y",
        "https://x.example/a b",
        "",
        None,
        "http://[x",
    ):
        assert web_address(odd, base) is None
    assert mail_address(" ada@example.com ") == "ada@example.com"
    for odd in ("ada", "a@b@c", "a b@c.d", "<a@b.c>", "a@b.c\nBcc: d", "", None):
        assert mail_address(odd) is None

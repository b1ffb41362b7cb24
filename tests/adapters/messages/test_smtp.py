"""Mail over a real SMTP conversation: what arrives, and what every way of failing means for the mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.adapters.messages.server import post_office, unused_port
from wesupply_ui.adapters.messages.address import read_address
from wesupply_ui.adapters.messages.smtp import SmtpMailer
from wesupply_ui.domain.notifications.ports import Delivery, Outcome, OutgoingMail

MAIL = OutgoingMail(
    message_id="01abc@ws.example", date=datetime(2026, 11, 20, 16, 5, tzinfo=UTC), sender="orders@shop.example", sender_name="Fern & Forgé",
    recipient="ada@example.com", subject="Your order #5001 is on its way — שלום", html="<p>Hello Ada — résumé</p>" * 200,
    text="Hello Ada — résumé\n.a line that begins with a dot\n" + "x" * 3000 + "\n", reply_to="help@shop.example",
)  # fmt: skip


async def sent(url: str, *mails: OutgoingMail, seconds: float = 5) -> list[Delivery]:
    async with SmtpMailer(url, seconds=seconds).session() as session:
        return [await session.send(mail) for mail in mails]


async def test_a_mail_arrives_as_it_was_written() -> None:
    async with post_office() as office:
        (delivery,) = await sent(f"smtp://127.0.0.1:{office.port}", MAIL)
        (mail,) = office.mails
    assert delivery == Delivery(Outcome.SENT)
    assert office.recipients == ["ada@example.com"]
    assert mail["Message-ID"] == "<01abc@ws.example>"
    assert mail["Date"].datetime == MAIL.date
    assert mail["From"].addresses[0].display_name == "Fern & Forgé"
    assert mail["Reply-To"] == "help@shop.example"
    assert mail["Subject"] == MAIL.subject
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "multipart/alternative"
    plain, html = mail.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().replace("\r\n", "\n") == MAIL.text
    assert html.get_content().strip() == MAIL.html


async def test_a_batch_goes_over_one_connection() -> None:
    async with post_office() as office:
        deliveries = await sent(f"smtp://127.0.0.1:{office.port}", *(replace(MAIL, message_id=f"{n}@x") for n in range(20)))
        assert [delivery.outcome for delivery in deliveries] == [Outcome.SENT] * 20
        assert (len(office.mails), office.connections) == (20, 1)


async def test_a_server_that_is_down_is_unreachable() -> None:
    (delivery,) = await sent(f"smtp://127.0.0.1:{unused_port()}", MAIL)
    assert delivery.outcome is Outcome.UNREACHABLE
    assert "cannot be reached" in delivery.detail


async def test_a_refused_recipient_falls_out_alone() -> None:
    answers = {"gone@example.com": "550 5.1.1 <gone@example.com> no such user", "full@example.com": "452 4.2.2 mailbox full"}
    async with post_office() as office:
        office.rcpt = answers.get
        mails = [replace(MAIL, recipient=address) for address in ("gone@example.com", "full@example.com", "ada@example.com")]
        gone, full, fine = await sent(f"smtp://127.0.0.1:{office.port}", *mails)
        assert office.connections == 1
    assert gone.outcome is Outcome.PERMANENT
    assert "no such user" in gone.detail
    assert "gone@example.com" not in gone.detail
    assert full.outcome is Outcome.TEMPORARY
    assert fine.outcome is Outcome.SENT


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [("451 try later", Outcome.TEMPORARY), ("554 looks like spam", Outcome.PERMANENT), ("421 closing", Outcome.UNREACHABLE)],
)
async def test_the_servers_word_on_the_content_counts(answer: str, outcome: Outcome) -> None:
    async with post_office() as office:
        office.data = lambda _id: answer
        (delivery,) = await sent(f"smtp://127.0.0.1:{office.port}", MAIL)
    assert delivery.outcome is outcome


async def test_a_sender_that_is_refused_loses_no_mail() -> None:
    async with post_office() as office:
        office.mail_from = lambda _address: "553 not your domain"
        (delivery,) = await sent(f"smtp://127.0.0.1:{office.port}", MAIL)
    assert delivery.outcome is Outcome.TEMPORARY


async def test_a_connection_that_drops_midway_puts_off_this_mail_only() -> None:
    async with post_office() as office:
        office.data = lambda message_id: "drop" if message_id == "<bad@x>" else None
        mails = [replace(MAIL, message_id=f"{name}@x") for name in ("one", "bad", "two")]
        outcomes = [delivery.outcome for delivery in await sent(f"smtp://127.0.0.1:{office.port}", *mails)]
        assert outcomes == [Outcome.SENT, Outcome.TEMPORARY, Outcome.SENT]
        assert [mail["Message-ID"] for mail in office.mails] == ["<one@x>", "<two@x>"]


async def test_a_connection_that_the_server_closed_meanwhile_is_made_again() -> None:
    async with post_office() as office:
        office.drop_after_taking = True
        one, two = await sent(f"smtp://127.0.0.1:{office.port}", MAIL, replace(MAIL, message_id="2@x"))
        # The first was taken, but the answer never came: only its Message-ID can tell.
        assert one.outcome is Outcome.TEMPORARY
        assert len(office.mails) == 2
        assert office.connections == 2
        assert two.outcome is Outcome.TEMPORARY


async def test_a_slow_server_is_not_waited_for_for_ever() -> None:
    async with post_office() as office:
        office.rcpt = lambda _address: "sleep"
        (delivery,) = await sent(f"smtp://127.0.0.1:{office.port}", MAIL, seconds=0.2)
    assert delivery.outcome is Outcome.TEMPORARY


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
async def test_signing_in() -> None:
    async with post_office(auth_require_tls=False, auth_required=True) as office:
        server = f"127.0.0.1:{office.port}"
        (nobody,) = await sent(f"smtp://{server}", MAIL)
        (wrong,) = await sent(f"smtp://shop:wrong@{server}", MAIL)
        (right,) = await sent(f"smtp://shop:right%20p%40ss@{server}", MAIL)
        assert set(office.sign_ins) == {b"shop:wrong", b"shop:right p@ss"}
    # A wrong password is a mistake in the settings: no mail may be given up for it.
    assert [nobody.outcome, wrong.outcome, right.outcome] == [Outcome.UNREACHABLE, Outcome.UNREACHABLE, Outcome.SENT]
    assert "wrong" not in wrong.detail


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "Hello\r\nBcc: everyone@example.com"},
        {"sender_name": "Shop\nX-Evil: 1"},
        {"recipient": "ada@example.com\r\nRCPT TO:<eve@example.com>"},
        {"recipient": "ada@example.com, eve@example.com"},
        {"recipient": "no address"},
        {"recipient": ""},
        {"message_id": "a@b>\r\nX-Evil: 1\r\n<"},
    ],
)
async def test_nothing_from_outside_becomes_a_header_or_a_command(change: dict[str, str]) -> None:
    async with post_office() as office:
        (delivery,) = await sent(f"smtp://127.0.0.1:{office.port}", replace(MAIL, **change))
        assert delivery.outcome is Outcome.PERMANENT
        assert office.mails == []


async def test_addresses_beyond_ascii() -> None:
    domain, name = replace(MAIL, recipient="ada@bücher.example"), replace(MAIL, recipient="用户@example.com", message_id="2@x")
    async with post_office() as office:
        outcomes = [delivery.outcome for delivery in await sent(f"smtp://127.0.0.1:{office.port}", domain, name)]
        assert outcomes == [Outcome.SENT, Outcome.SENT]
        assert office.recipients == ["ada@xn--bcher-kva.example", "用户@example.com"]


def test_what_an_address_says() -> None:
    plain = read_address("smtp://mail.example")
    assert (plain.host, plain.port, plain.use_tls, plain.start_tls) == ("mail.example", 25, False, None)
    secret = read_address("smtp://me%40x:p%2Fw@mail.example")
    assert (secret.username, secret.password, secret.port, secret.start_tls) == ("me@x", "p/w", 587, True)
    assert read_address("smtp://me:pw@127.0.0.1:1025").start_tls is None
    assert read_address("smtp://me:pw@mail.example?starttls=never").start_tls is False
    assert read_address("smtps://mail.example").port == 465
    assert "p/w" not in repr(secret)
    for odd in ("mail.example", "http://mail.example", "smtp://", "smtp://h?starttls=maybe"):
        with pytest.raises(ValueError, match="SMTP_URL"):
            read_address(odd)

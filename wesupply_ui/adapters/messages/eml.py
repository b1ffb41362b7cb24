"""A mail in the form of RFC 5322: headers that nobody's input can add to, a plain-text part and an HTML part."""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

import idna

from wesupply_ui.domain.notifications.ports import OutgoingMail

_SPECIAL = re.compile(r'[\s\x00-\x20\x7f()<>@,;:\\"\[\]]')


class UnusableMail(ValueError):
    """A header of this mail cannot be written: an address that is none, a line break where none may be."""


def as_message(mail: OutgoingMail) -> EmailMessage:
    """The mail with CRLF line ends, ASCII on the wire (but for an address that is not). UnusableMail when a header is not fit to be one."""
    policy = SMTPUTF8 if needs_utf8(mail) else SMTP
    message = EmailMessage(policy=policy.clone(max_line_length=200))
    try:
        message["Message-ID"] = f"<{_one_line(mail.message_id)}>"
        message["Date"] = format_datetime(mail.date)
        message["From"] = _address(mail.sender, _one_line(mail.sender_name))
        message["To"] = _address(mail.recipient)
        if mail.reply_to:
            message["Reply-To"] = _address(mail.reply_to)
        message["Subject"] = _one_line(mail.subject)
        # Out-of-office robots leave mail alone that says it comes from a machine (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text, charset="utf-8", cte="quoted-printable")
        message.add_alternative(mail.html, subtype="html", charset="utf-8", cte="quoted-printable")
    except (ValueError, IndexError, HeaderParseError) as problem:
        raise UnusableMail(str(problem)) from problem
    return message


def ascii_domain(address: str) -> str:
    """ "ada@bücher.example" → "ada@xn--bcher-kva.example". ValueError for a domain that cannot be one."""
    local, _, domain = address.rpartition("@")
    if not local or not domain:
        raise ValueError("an address without a name or a domain")
    return f"{local}@{domain if domain.isascii() else idna.encode(domain, uts46=True).decode()}"


def needs_utf8(mail: OutgoingMail) -> bool:
    """Whether an address has letters before the @ that plain SMTP cannot carry (RFC 6531)."""
    return not all(address.rpartition("@")[0].isascii() for address in (mail.sender, mail.recipient, mail.reply_to or ""))


def _address(address: str, display_name: str = "") -> Address:
    written = ascii_domain(address)
    local, _, domain = written.rpartition("@")
    if local.isascii():
        return Address(display_name, addr_spec=written)
    # The standard library reads only ASCII addresses, but writes others; so their letters are checked here.
    if _SPECIAL.search(local):
        raise ValueError("an address with a character that needs quoting")
    return Address(display_name, username=local, domain=domain)


def _one_line(text: str) -> str:
    if any(ord(char) < 32 or ord(char) == 127 for char in text):
        raise ValueError("a header holds a control character")
    return text

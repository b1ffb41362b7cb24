"""What may one field of the input hold? Readers that turn a raw value into a checked one, or say in words what to write instead."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Any

from babel.core import Locale
from email_validator import EmailNotValidError, validate_email

from wesupply_ui.kernel import money
from wesupply_ui.kernel.intake import Read, as_list, kind_of, storable
from wesupply_ui.kernel.language import _

MAX_TAGS = 250

# A plain address needs no full parse; whatever else is asked of the library, which is slower.
_PLAIN_EMAIL = re.compile(r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}")
_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_SPACED_OFFSET = re.compile(r"(?<=\d) (?=[+-]\d{2}:?\d{2}$)")
# In CLDR's list, yet no place that a parcel can go to: unions, test codes, "unknown".
_GROUPINGS = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_LATEST = datetime(2200, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=32)
def text(most: int, *, numbers: bool = False) -> Read:
    """A text of at most `most` characters, without the blanks around it. `numbers`: whole numbers are taken as their digits (ids)."""

    def read(value: Any) -> str:
        if numbers and type(value) is int:
            value = str(value)
        if not isinstance(value, str):
            raise ValueError(_("is {what}; write it as text", what=kind_of(value)))
        stripped = value.strip()
        if not stripped:
            raise ValueError(_("is blank"))
        if len(stripped) > most:
            raise ValueError(_("has {count} characters; {most} at most", count=len(stripped), most=most))
        if not storable(stripped):
            raise ValueError(_("holds a character that cannot be stored (NUL or half a surrogate pair)"))
        return stripped

    return read


@lru_cache(maxsize=32)
def choice(*options: str) -> Read:
    """One of a few words."""

    def read(value: Any) -> str:
        word = value.strip().lower() if isinstance(value, str) else None
        if word not in options:
            raise ValueError(_("is none of {choices}", choices=", ".join(options)))
        return word

    return read


@lru_cache(maxsize=32)
def flag(value: Any) -> bool:
    """True or false, said as such."""
    if not isinstance(value, bool):
        raise ValueError(_("is neither true nor false"))
    return value


def count(least: int, most: int) -> Read:
    """A whole number between two ends, both included."""

    def read(value: Any) -> int:
        if type(value) is not int:
            raise ValueError(_("is {what}; write a whole number such as {example}", what=kind_of(value), example=max(least, 1)))
        if value < least:
            raise ValueError(f"is {value}; {least} at least")
        if value > most:
            raise ValueError(f"is {value}; {most} at most")
        return value

    return read


@lru_cache(maxsize=256)
def amount(currency: str) -> Read:
    """Money in major units, as text ("12.30") or number → minor units. Never negative."""

    def read(value: Any) -> int:
        if isinstance(value, (bool, dict, list)):
            raise ValueError(_("is {what}; write an amount such as 12.30", what=kind_of(value)))
        minor = money.to_minor(value, currency)
        if minor < 0:
            raise ValueError(_("is negative; write it without a sign"))
        return minor

    return read


@lru_cache(maxsize=32)
def instant(zone: tzinfo | None = None, *, there: bool = False) -> Read:
    """An ISO 8601 instant → aware UTC, or with its own offset (`there`). `zone` is that of times without one; None refuses them."""

    def read(value: Any) -> datetime:
        if not isinstance(value, str):
            raise ValueError(_("is {what}; write it like 2026-11-20T10:15:00-05:00", what=kind_of(value)))
        try:
            parsed = datetime.fromisoformat(_SPACED_OFFSET.sub("", value.strip()))
        except ValueError as error:
            raise ValueError(_("is not a time; write it like 2026-11-20T10:15:00-05:00")) from error
        if parsed.tzinfo is None:
            if zone is None:
                raise ValueError(_("has no offset from UTC; add one as in 2026-11-20T10:15:00-05:00, or Z for UTC"))
            parsed = parsed.replace(tzinfo=zone)
        try:
            at = parsed.astimezone(UTC)
        except OverflowError as error:
            raise ValueError(_("is not a sensible time")) from error
        if not _EARLIEST <= at < _LATEST:
            raise ValueError(_("is not a sensible time: before 1990 or after 2200"))
        return parsed if there else at

    return read


def currency(value: Any) -> str:
    """An ISO 4217 code."""
    code = value.strip().upper() if isinstance(value, str) else ""
    if code not in money.currencies():
        raise ValueError(_("is not a currency; write three letters such as USD (ISO 4217)"))
    return code


@lru_cache(maxsize=1024)
def is_country(code: str) -> bool:
    """Whether this is an ISO 3166-1 alpha-2 code (CLDR's list of territories)."""
    return len(code) == 2 and code.isalpha() and code.isupper() and code not in _GROUPINGS and code in Locale("en").territories


def country(value: Any) -> str:
    """An ISO 3166-1 alpha-2 code."""
    code = value.strip().upper() if isinstance(value, str) else ""
    if not is_country(code):
        raise ValueError(_("is not a country; write two letters such as US (ISO 3166-1 alpha-2)"))
    return code


def email(value: Any) -> str:
    """A mail address, in lower case."""
    address = text(254)(value).lower()
    if len(address) <= 200 and _PLAIN_EMAIL.fullmatch(address) and len(address.partition("@")[0]) <= 64:
        return address
    try:
        return validate_email(address, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError as error:
        raise ValueError(_("is not a mail address; write it like ada@example.com")) from error


def locale(value: Any) -> str:
    """A language, with a country where it matters: "en", "pt-BR"."""
    if not isinstance(value, str) or not _LOCALE.fullmatch(value.strip()):
        raise ValueError(_("is not a language; write it like en or pt-BR"))
    return value.strip().replace("_", "-")


def web_address(value: Any) -> str:
    """An http or https address: anything else could be a script when it is shown."""
    address = text(2000)(value)
    if not re.match(r"https?://[^\s/]", address, re.IGNORECASE) or any(mark in address for mark in '"<> \t\n\r'):
        raise ValueError(_("is not a web address; write it like https://example.com/boots.jpg"))
    return address


def tags(value: Any) -> list[str]:
    """A list of short texts, each once, in order."""
    each = text(100)
    return list(dict.fromkeys(each(entry) for entry in as_list(value, MAX_TAGS) if entry != ""))

"""What the account page shows, ready-made: sessions in words, languages and time zones to choose from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import format_datetime, format_timedelta

from wesupply_ui.domain.accounts.models import StaffSession
from wesupply_ui.kernel.language import LANGUAGES, _, language

_AGENTS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
           ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"),
            ("Mac OS X", "Mac"), ("Linux", "Linux"))  # fmt: skip
_PROGRAM = re.compile(r"[\w.-]{1,40}")


@dataclass(frozen=True)
class Option:
    """An entry of a list to choose from."""

    value: str
    words: str


@dataclass(frozen=True)
class SessionRow:
    """One place where somebody is signed in."""

    id: str
    device: str
    place: str
    way: str
    seen: str
    is_this: bool


@dataclass(frozen=True)
class KeyRow:
    """A passkey, or a sign-in elsewhere."""

    id: str
    name: str
    used: str


def key_row(identity: str, name: str, made: datetime, used: datetime | None, zone: str) -> KeyRow:
    """With when it came and when it was last used."""
    since = _("since {day}", day=on(made, zone))
    return KeyRow(identity, name, _("{since}, last used {day}", since=since, day=on(used, zone)) if used else since)


def session_rows(found: Iterable[StaffSession], *, this: str, now: datetime, zone: str) -> list[SessionRow]:
    """This one first, then the last used."""
    ways = {
        "password": _("by password"),
        "oidc": _("by a linked sign-in"),
        "passkey": _("by passkey"),
        "pin": _("by PIN at a store's tablet"),
    }
    rows = [
        SessionRow(
            each.id,
            device_of(each.device),
            each.address or _("address not known"),
            ways.get(each.way, "") + (_(", two factors") if each.two_factors and each.way != "passkey" else ""),
            _("now") if each.id == this else ago(each.last_seen_at, now, zone),
            each.id == this,
        )
        for each in found
    ]
    return sorted(rows, key=lambda row: not row.is_this)


def device_of(agent: str) -> str:
    """A browser's name for itself, as people say it: "Chrome on Windows"."""
    browser = next((name for mark, name in _AGENTS if mark in agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    if browser and system:
        return _("{browser} on {system}", browser=browser, system=system)
    program = _PROGRAM.match(agent)
    return browser or system or (program[0] if program else _("Unknown device"))


def ago(at: datetime, now: datetime, zone: str) -> str:
    """Minutes and hours as a span, days as a date by the person's clock."""
    if now - at < timedelta(days=1):
        return format_timedelta(at - now, add_direction=True, locale=language(), granularity="minute")
    return format_datetime(at.astimezone(ZoneInfo(zone)), "d MMM y, HH:mm", locale=language())


def on(at: datetime | None, zone: str) -> str:
    """A day by the person's clock; empty for never."""
    return format_datetime(at.astimezone(ZoneInfo(zone)), "d MMM y", locale=language()) if at else ""


@lru_cache(maxsize=1)
def _zones() -> list[str]:
    regions = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return sorted(name for name in available_timezones() if name.startswith(regions))


def zone_options() -> list[Option]:
    """Time zones, after "as the shop has it"."""
    return [Option("", _("As the shop has it")), Option("UTC", "UTC"), *(Option(name, name.replace("_", " ")) for name in _zones())]


def language_options() -> list[Option]:
    """Languages in their own words, after "as the shop has it"."""
    return [Option("", _("As the shop has it")), *(Option(code, name) for code, name in LANGUAGES.items())]

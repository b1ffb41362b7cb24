"""Who is this shop and how does it count? Changes name, legal name, country, currency, time zone and language of a merchant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import SETTINGS_READ, SETTINGS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel import live, money, outbox
from wesupply_ui.kernel.errors import FieldProblem, Invalid, NotFound
from wesupply_ui.kernel.fields import is_country
from wesupply_ui.kernel.intake import storable
from wesupply_ui.kernel.language import LANGUAGES, _

MOST_NAME = 80
MOST_ADDRESS = 400
_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d"))
"""Persian and emoji need them; whatever else can't be seen may turn a line around."""


def look_topic(merchant_id: str) -> str:
    """The live topic that tells shoppers' open pages that the shop looks or is called otherwise."""
    return f"look:{merchant_id}"


async def merchant_of(db: AsyncSession, scope: Scope) -> Merchant:
    """The caller's merchant, for its settings."""
    scope.require(SETTINGS_READ)
    return await _merchant(db, scope)


async def change_profile(db: AsyncSession, scope: Scope, raw: Mapping[str, Any], *, now: datetime) -> Merchant:
    """Take over the fields that are given (name, legal_name, legal_address, country, currency, time_zone, locale), others stay.

    Invalid with a sentence for every field that is wrong; then nothing is changed.
    """
    scope.require(SETTINGS_WRITE)
    values, problems = read_profile(raw)
    if problems:
        raise Invalid(_("Some fields need another look."), problems=tuple(problems))
    merchant = await _merchant(db, scope)
    changed = {name: value for name, value in values.items() if getattr(merchant, name) != value}
    if not changed:
        return merchant
    before = {name: getattr(merchant, name) for name in changed}
    for name, value in changed.items():
        setattr(merchant, name, value)
    live.announce(db, look_topic(merchant.id))
    if "time_zone" in changed:
        outbox.tell(db, merchant_id=merchant.id, name="merchant.time_zone_changed", subject=f"merchant:{merchant.id}", at=now)
    await audit.note(db, scope, "profile.changed", f"merchant:{merchant.id}", at=now, label=merchant.name, before=before, after=changed)
    return merchant


def read_profile(raw: Mapping[str, Any]) -> tuple[dict[str, str], list[FieldProblem]]:
    """The given fields, checked; and what is wrong with the others. Pure."""
    values: dict[str, str] = {}
    problems: list[FieldProblem] = []
    for name, read in _READERS.items():
        if name in raw:
            try:
                values[name] = read(raw[name])
            except ValueError as error:
                problems.append(FieldProblem(name, str(error)))
    return values, problems


async def _merchant(db: AsyncSession, scope: Scope) -> Merchant:
    found = (await db.execute(select(Merchant).where(Merchant.id == scope.merchant_id))).scalar_one_or_none()
    if found is None:
        raise NotFound(_("There is no such merchant."))
    return found


def _line(value: Any, most: int) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if len(text) > most:
        raise ValueError(_("Use {most} characters at most.", most=most))
    if not storable(text) or not text.translate(_JOINERS).isprintable():
        raise ValueError(_("This holds a character that cannot be shown."))
    return text


def _name(value: Any) -> str:
    text = _line(value, MOST_NAME)
    if not text:
        raise ValueError(_("Write the name that shoppers know."))
    return text


def _lines(value: Any) -> str:
    raw = value.replace("\r\n", "\n").split("\n") if isinstance(value, str) else []
    lines = [_line(line, MOST_ADDRESS) for line in raw]
    text = "\n".join(line for line in lines if line)
    if len(text) > MOST_ADDRESS or text.count("\n") > 7:
        raise ValueError(_("Use eight lines and {most} characters at most.", most=MOST_ADDRESS))
    return text


def _country(value: Any) -> str:
    if not isinstance(value, str) or not is_country(value):
        raise ValueError(_("Choose a country."))
    return value


def _currency(value: Any) -> str:
    if not isinstance(value, str) or value not in money.currencies():
        raise ValueError(_("Choose a currency."))
    return value


def _time_zone(value: Any) -> str:
    if not isinstance(value, str) or value not in available_timezones():
        raise ValueError(_("Choose a time zone."))
    return value


def _language(value: Any) -> str:
    if not isinstance(value, str) or value not in LANGUAGES:
        raise ValueError(_("Choose a language."))
    return value


_READERS: dict[str, Callable[[Any], str]] = {
    "name": _name,
    "legal_name": lambda value: _line(value, 120),
    "legal_address": _lines,
    "country": _country,
    "currency": _currency,
    "time_zone": _time_zone,
    "locale": _language,
}

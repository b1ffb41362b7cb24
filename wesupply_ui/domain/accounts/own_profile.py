"""A person changes their own name, language and time zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.models import Person
from wesupply_ui.domain.accounts.scopes import SignedIn
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.fields import text
from wesupply_ui.kernel.language import LANGUAGES, _


async def change_own_profile(db: AsyncSession, signed: SignedIn, raw: Mapping[str, Any], *, now: datetime) -> Person:
    """Take the fields that are given. Invalid with each field's problem."""
    person = await db.get_one(Person, signed.person_id)
    name, wish, zone = raw.get("name", person.name), raw.get("language", person.language), raw.get("time_zone", person.time_zone)
    problems = []
    try:
        name = text(120)(name)
    except ValueError as error:
        problems.append(FieldProblem("name", str(error)))
    if wish not in ("", *LANGUAGES):
        problems.append(FieldProblem("language", _("is not a language that we speak")))
    if not isinstance(zone, str) or (zone and zone not in available_timezones()):
        problems.append(FieldProblem("time_zone", _("is not a time zone")))
    if problems:
        raise Invalid(_("This cannot be saved as it is."), problems=tuple(problems))
    before = {"name": person.name, "language": person.language, "time_zone": person.time_zone}
    person.name, person.language, person.time_zone = name, wish, zone
    after = {"name": name, "language": wish, "time_zone": zone}
    changed = [field for field in after if after[field] != before[field]]
    if changed:
        await audit.note(
            db,
            signed.scope,
            "person.changed",
            f"person:{person.id}",
            at=now,
            label=person.email,
            before={field: before[field] for field in changed},
            after={field: after[field] for field in changed},
        )
    return person

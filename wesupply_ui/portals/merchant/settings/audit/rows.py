"""What the audit log says, ready to be drawn: each entry a sentence, its changes field by field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.settings.audit.words import actor_words, deed_words, field_words
from wesupply_ui.portals.merchant.telling import Telling

_LONGEST = 400


@dataclass(frozen=True)
class Change:
    """One field, as it was and as it is. `has_before`: it was something before."""

    name: str
    before: str
    after: str
    has_before: bool
    has_after: bool


@dataclass(frozen=True)
class EntryRow:
    """One entry of the log."""

    id: str
    number: str
    at: str
    day: str
    who: str
    deed: str
    about: str
    origin: str
    subject: str
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class Option:
    """One entry of a choice."""

    value: str
    words: str


def entry_row(entry: AuditEntry, names: Mapping[str, str], tell: Telling) -> EntryRow:
    """From the log to the page."""
    return EntryRow(
        id=entry.id,
        number=str(entry.seq),
        at=f"{tell.local(entry.at):%H:%M:%S}",
        day=tell.weekday(tell.local(entry.at).date()),
        who=actor_words(entry.actor, names),
        deed=deed_words(entry.action),
        about=entry.label,
        origin=entry.origin,
        subject=entry.subject,
        changes=changes_of(entry.before, entry.after),
    )


def changes_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Every field of either, those that are new or gone included."""
    names = list(dict.fromkeys([*before, *after]))
    return [
        Change(field_words(name), _said(before.get(name)), _said(after.get(name)), _is(before.get(name)), _is(after.get(name)))
        for name in names
    ]


def options_of(values: list[str], words: Any) -> list[Option]:
    """Choices in the order of their words."""
    return sorted((Option(value, words(value)) for value in values), key=lambda each: each.words.lower())


def _is(value: Any) -> bool:
    return value not in (None, "", [], {})


def _said(value: Any) -> str:
    match value:
        case None | "" | [] | {}:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case str():
            text = value
        case list() if all(isinstance(each, str | int) for each in value):
            text = ", ".join(map(str, value))
        case _:
            text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"

"""How the log's keys are said: deeds as short sentences, actors by name."""

from __future__ import annotations

from collections.abc import Mapping

from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.settings.audit.deeds import DEEDS, FIELDS, NOUNS


def deed_words(action: str) -> str:
    """ "staff.role_changed" → "Staff: role changed"; a noun alone: "Staff: everything"."""
    if action in DEEDS:
        return _(DEEDS[action])
    noun, _dot, deed = action.partition(".")
    subject = _(NOUNS[noun]) if noun in NOUNS else noun.replace("_", " ").capitalize()
    return f"{subject}: {deed.replace('_', ' ')}" if deed else _("{subject}: everything", subject=subject)


def field_words(name: str) -> str:
    """ "time_zone" → "time zone"."""
    return _(FIELDS[name]) if name in FIELDS else name.replace("_", " ")


def actor_words(actor: str, names: Mapping[str, str]) -> str:
    """A person or a machine by name; somebody unknown by what they are."""
    if actor in names:
        return names[actor]
    kind = actor.partition(":")[0]
    known = {
        "person": _("Someone who left"),
        "client": _("An API client"),
        "link": _("A shopper's link"),
        "terminal": _("At the server"),
        "stranger": _("Somebody unknown"),
    }
    return known.get(kind) or actor.replace("_", " ")

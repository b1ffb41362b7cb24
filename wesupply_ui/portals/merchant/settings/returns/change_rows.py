"""How is said what changes between two policies? Each change as a line: what it is about, and how it was and is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wesupply_ui.domain.returns.changes import Change
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.settings.returns.outcome_words import aspect_words
from wesupply_ui.portals.merchant.settings.returns.sentences import World, condition_pieces, plain, sentence
from wesupply_ui.portals.merchant.settings.returns.words import ASPECTS


@dataclass(frozen=True)
class ChangeRow:
    """`sign`: added, removed, changed or moved. `before`, `after`: in words; "" where there is nothing."""

    key: str
    sign: str
    about: str
    before: str = ""
    after: str = ""


def change_rows(found: Sequence[Change], world: World) -> list[ChangeRow]:
    """All of them, in their order."""
    return [ChangeRow(f"{at}", each.change, _about(each), *_values(each, world)) for at, each in enumerate(found)]


def _about(change: Change) -> str:
    part = _(ASPECTS[change.part]) if change.part in ASPECTS else ""
    match change.of:
        case "policy":
            return _("Name of the policy")
        case "default":
            return _("Where no rule speaks: {part}", part=part)
        case "order":
            return _("Order of the rules")
        case "rule":
            return _rule(change, part)
    return _reason(change)


def _rule(change: Change, part: str) -> str:
    if not change.part:
        return _("Rule “{name}” is new", name=change.name) if change.change == "added" else _("Rule “{name}” is gone", name=change.name)
    if change.part == "active":
        return _("Rule “{name}” is on", name=change.name) if change.after else _("Rule “{name}” is off", name=change.name)
    return _("Rule “{name}”: {part}", name=change.name, part=_("when it holds") if change.part == "when" else part)


def _reason(change: Change) -> str:
    if change.change == "moved":
        return _("Order of the reasons")
    if change.change == "added" and not change.part:
        return _("Reason “{name}” is new", name=change.name)
    if change.change == "removed" and not change.part:
        return _("Reason “{name}” is gone", name=change.name)
    return _("Words of the reason “{name}”", name=change.name)


def _values(change: Change, world: World) -> tuple[str, str]:
    if change.part == "active" or (change.of == "reason" and not change.part):
        return "", ""
    return _said(change, change.before, world), _said(change, change.after, world)


def _said(change: Change, value: Any, world: World) -> str:
    if value is None:
        return ""
    if change.change == "moved":
        return ", ".join(str(each) for each in value)
    if change.of == "rule" and not change.part:
        return plain(sentence(value.get("when") or {"all": []}, value.get("then") or {}, world))
    if change.part == "when":
        return plain(condition_pieces(value, "", world)) if value != {"all": []} else _("Always")
    return aspect_words(change.part, value, world) if change.part in ASPECTS else str(value)

"""Where on the page does a fault belong? Paths of the document become places of the editor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wesupply_ui.domain.returns.editing.draft import DEFAULT, KEY
from wesupply_ui.kernel.errors import FieldProblem
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.settings.returns.words import ASPECTS

_RULE = re.compile(r"rules\[(\d+)\]\.?(.*)", re.DOTALL)
REASONS = "reasons"


@dataclass(frozen=True)
class FaultRow:
    """One thing to mend, or to look at. `opens`: the rule's key, "default" or "reasons"; `place`: the place in its editor."""

    key: str
    where: str
    words: str
    opens: str = ""
    place: str = ""
    is_remark: bool = False


def fault_rows(problems: Iterable[FieldProblem], draft: Mapping[str, Any], *, remark: bool = False) -> list[FaultRow]:
    """Each with the name of the rule that it is in."""
    return [_row(at, each, draft, remark) for at, each in enumerate(problems)]


def within(problems: Iterable[FieldProblem], place: str, draft: Mapping[str, Any]) -> dict[str, str]:
    """Faults of one rule or of the default, by their path in it: {"then.window.days": "is no whole number"}."""
    found: dict[str, str] = {}
    for each in problems:
        opens, path = _place(each.field, draft)
        if opens == place:
            found.setdefault(path, each.message)
    return found


def below(errors: Mapping[str, str], path: str) -> str:
    """The first fault at a path or anywhere below it."""
    found = (message for at, message in errors.items() if at == path or at.startswith((f"{path}.", f"{path}[")))
    return next(found, "")


def _place(path: str, draft: Mapping[str, Any]) -> tuple[str, str]:
    found = _RULE.match(path)
    if found and int(found[1]) < len(draft["rules"]):
        return draft["rules"][int(found[1])][KEY], found[2]
    if path.startswith("default"):
        return DEFAULT, path.replace("default", "then", 1)
    return (REASONS, path) if path.startswith(REASONS) else ("", path)


def _row(at: int, problem: FieldProblem, draft: Mapping[str, Any], remark: bool) -> FaultRow:
    opens, path = _place(problem.field, draft)
    names = {rule[KEY]: rule["name"] or _("A rule without a name") for rule in draft["rules"]}
    where = names.get(opens) or {DEFAULT: _("Where no rule speaks"), REASONS: _("Reasons")}.get(opens) or _("The policy")
    aspect = path.split(".")[1] if path.startswith("then.") else ""
    aspect = re.sub(r"\[.*", "", aspect)
    part = _(ASPECTS[aspect]) if aspect in ASPECTS else _("When it holds") if path.startswith("when") else ""
    words = f"{part}: {problem.message}" if part else problem.message
    return FaultRow(f"{at}-{problem.field}", where, words, opens, _to(path), remark)


def _to(path: str) -> str:
    """The document's path as the editor's: when.all[0].value → when.all.0.value; then.window.days → then.window."""
    plain = re.sub(r"\[(\d+)\]", r".\1", path)
    return ".".join(plain.split(".")[:2]) if plain.startswith("then") else plain

"""What does the list of rules show? Each rule as a sentence, how it stands, and the tree of reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wesupply_ui.domain.returns.editing.draft import KEY
from wesupply_ui.domain.returns.editing.reasons import rules_that_ask
from wesupply_ui.domain.returns.policy_drafts.check import Checked
from wesupply_ui.kernel.errors import FieldProblem
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.settings.returns.faults import within
from wesupply_ui.portals.merchant.settings.returns.sentences import Piece, World, sentence


@dataclass(frozen=True)
class RuleRow:
    """One rule. `fault`, `remark`: the first thing that is wrong with it, or odd; `place` from 0."""

    key: str
    place: int
    number: str
    name: str
    pieces: list[Piece]
    is_on: bool = True
    fault: str = ""
    remark: str = ""


@dataclass(frozen=True)
class ReasonRow:
    """A reason, or one below another. `asked`: names of rules that ask for it, as words."""

    code: str
    label: str
    under: str = ""
    asked: str = ""
    error: str = ""
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class ReasonTree:
    """A reason with those below it."""

    row: ReasonRow
    below: list[ReasonRow] = field(default_factory=list)


def rule_rows(draft: Mapping[str, Any], found: Checked, world: World) -> list[RuleRow]:
    """All of them in the order in which they are read."""
    faults, remarks = _by_rule(found.faults, draft), _by_rule(found.remarks, draft)
    return [
        RuleRow(
            key=rule[KEY],
            place=at,
            number=str(at + 1),
            name=rule["name"] or _("A rule without a name"),
            pieces=sentence(rule["when"], rule["then"], world),
            is_on=bool(rule["active"]),
            fault=faults.get(rule[KEY], ""),
            remark=remarks.get(rule[KEY], ""),
        )
        for at, rule in enumerate(draft["rules"])
    ]


def _by_rule(problems: Sequence[FieldProblem], draft: Mapping[str, Any]) -> dict[str, str]:
    keys = [rule[KEY] for rule in draft["rules"]]
    found = {}
    for key in {keys[int(each.field[6 : each.field.index("]")])] for each in problems if each.field.startswith("rules[")}:
        found[key] = next(iter(within(problems, key, draft).values()), "")
    return found


def reason_trees(draft: Mapping[str, Any], found: Checked) -> list[ReasonTree]:
    """Reasons in the order in which shoppers read them."""
    wrong = {each.field: each.message for each in found.faults}
    reasons = draft["reasons"]
    return [
        ReasonTree(
            _reason(draft, each, "", at, len(reasons), _first(wrong, f"reasons[{at}]")),
            [
                _reason(draft, sub, each["code"], place, len(each["sub"]), _first(wrong, f"reasons[{at}].sub[{place}]"))
                for place, sub in enumerate(each.get("sub") or ())
            ],
        )
        for at, each in enumerate(reasons)
    ]


def _first(wrong: Mapping[str, str], path: str) -> str:
    ends = (f"{path}.label", f"{path}.code", path)
    return next((wrong[each] for each in ends if each in wrong), "")


def _reason(draft: Mapping[str, Any], reason: Mapping[str, Any], under: str, at: int, of: int, error: str) -> ReasonRow:
    names = ", ".join(f"“{name}”" for name in rules_that_ask(draft, reason["code"], under))
    return ReasonRow(reason["code"], reason["label"], under, names, error, at == 0, at == of - 1)

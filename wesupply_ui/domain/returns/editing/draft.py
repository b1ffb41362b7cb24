"""A policy under way: the document as it would be published, its rules in the order they are read, each with a key that stays its own.

Nothing here checks what a policy means: a draft may be wrong for as long as somebody works on it. `policy_drafts.check` says where it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import Any

from wesupply_ui.domain.returns.document import MAX_RULES
from wesupply_ui.kernel.errors import Invalid, NotFound
from wesupply_ui.kernel.intake import storable
from wesupply_ui.kernel.language import _

Draft = dict[str, Any]
Rule = dict[str, Any]
KEY, NEXT = "key", "next_key"
"""Members that a draft has beside those of a policy: a rule's own name for machines, and the number of the next one."""
DEFAULT = "default"
"""The place of what holds where no rule speaks."""
MOST_TYPED = 2_000
_OF_POLICY = ("name", "reasons", "default", "rules")


class Gone(NotFound):
    """What was to be changed is not there any more."""


def begin(document: Mapping[str, Any] | None) -> Draft:
    """A draft of a document that was published or sent, or of nothing. The same document always gets the same keys."""
    found: Draft = {name: deepcopy(document[name]) for name in _OF_POLICY if document and name in document}
    found = {"name": "", "reasons": [], "default": {}, "rules": []} | found
    rules = sorted(found["rules"], key=lambda rule: rule.get("priority", 100))
    found["rules"] = [{"active": True, "when": {"all": []}, "then": {}} | rule | {KEY: f"r{at}"} for at, rule in enumerate(rules, 1)]
    return found | {NEXT: len(rules) + 1}


def policy_of(draft: Mapping[str, Any]) -> dict[str, Any]:
    """The raw document that a draft stands for."""
    rules = [{name: value for name, value in rule.items() if name != KEY} for rule in draft["rules"]]
    return {name: draft[name] for name in _OF_POLICY} | {"rules": rules}


def place_of(draft: Mapping[str, Any], key: str) -> int:
    """Where a rule stands, from 0. Gone when it does not."""
    for at, rule in enumerate(draft["rules"]):
        if rule[KEY] == key:
            return at
    raise Gone(_("This rule is not there any more."))


def rule_of(draft: Mapping[str, Any], key: str) -> Rule:
    """The rule with this key."""
    return draft["rules"][place_of(draft, key)]


def with_rule(draft: Draft, key: str, change: Callable[[Rule], Rule]) -> Draft:
    """The draft with one rule changed."""
    at = place_of(draft, key)
    rules = list(draft["rules"])
    rules[at] = change(rules[at])
    return draft | {"rules": rules}


def outcome_of(draft: Mapping[str, Any], place: str) -> dict[str, Any]:
    """What a rule decides, or what holds by default."""
    return draft["default"] if place == DEFAULT else rule_of(draft, place)["then"]


def with_outcome(draft: Draft, place: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Draft:
    """The draft with the outcome at this place changed."""
    if place == DEFAULT:
        return draft | {"default": change(draft["default"])}
    return with_rule(draft, place, lambda rule: rule | {"then": change(rule["then"])})


def in_order(draft: Draft, rules: Iterable[Rule]) -> Draft:
    """The draft with these rules, whose priorities follow their order."""
    return draft | {"rules": [rule | {"priority": at} for at, rule in enumerate(rules, 1)]}


def room_for_one_more(draft: Draft) -> None:
    """Invalid when there are as many rules as there may be."""
    if len(draft["rules"]) >= MAX_RULES:
        raise Invalid(_("A policy has {most} rules at most.", most=MAX_RULES))


def typed(value: Any, most: int = MOST_TYPED) -> str:
    """A text as somebody typed it, without what cannot be stored."""
    text = "" if value is None else str(value)[:most]
    return text if storable(text) else "".join(each for each in text if storable(each))


def typed_number(value: Any) -> Any:
    """What was typed where a number belongs: with a point for a comma; kept as it is when it is no number."""
    text = typed(value, 60).strip()
    return text.replace(",", ".") if re.fullmatch(r"\d+,\d{1,4}", text) else text


def typed_count(value: Any) -> Any:
    """What was typed where a whole number belongs; kept as it is when it is none."""
    text = typed(value, 60).strip()
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else text

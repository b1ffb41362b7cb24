"""Rules come, go, change places, are switched and named. Their priorities follow the order in which they are shown."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from wesupply_ui.domain.returns.editing.draft import (
    KEY,
    NEXT,
    Draft,
    in_order,
    place_of,
    room_for_one_more,
    rule_of,
    typed,
    with_rule,
)
from wesupply_ui.kernel.language import _


def name_policy(draft: Draft, *, name: Any) -> Draft:
    """What the policy is called."""
    return draft | {"name": typed(name, 300).strip()}


def add_rule(draft: Draft, *, name: Any = "", when: Any = None, then: Any = None) -> Draft:
    """One more rule, last: it decides what no other does, until somebody moves it up."""
    room_for_one_more(draft)
    rule = {"name": typed(name, 300) or _free_name(draft, _("New rule")), "active": True}
    new = rule | {"when": when or {"all": []}, "then": then or {}, KEY: f"r{draft[NEXT]}"}
    return in_order(draft | {NEXT: draft[NEXT] + 1}, [*draft["rules"], new])


def duplicate_rule(draft: Draft, *, rule: str) -> Draft:
    """A copy right behind the rule, switched off: two that say the same decide nothing."""
    room_for_one_more(draft)
    at = place_of(draft, rule)
    copy = deepcopy(draft["rules"][at]) | {KEY: f"r{draft[NEXT]}", "active": False}
    copy["name"] = _free_name(draft, _("Copy of {name}", name=copy["name"])[:200])
    return in_order(draft | {NEXT: draft[NEXT] + 1}, [*draft["rules"][: at + 1], copy, *draft["rules"][at + 1 :]])


def remove_rule(draft: Draft, *, rule: str) -> Draft:
    """Without this rule."""
    at = place_of(draft, rule)
    return in_order(draft, [*draft["rules"][:at], *draft["rules"][at + 1 :]])


def put_back_rule(draft: Draft, *, rule: dict[str, Any], at: int) -> Draft:
    """A rule that was removed stands where it stood; one that is there already stays as it is."""
    if any(each[KEY] == rule[KEY] for each in draft["rules"]):
        return draft
    room_for_one_more(draft)
    place = max(0, min(int(at), len(draft["rules"])))
    # The draft may have been begun anew meanwhile, and count from a lower number.
    number = int(rule[KEY][1:]) if rule[KEY][1:].isdecimal() else 0
    return in_order(draft | {NEXT: max(draft[NEXT], number + 1)}, [*draft["rules"][:place], rule, *draft["rules"][place:]])


def move_rule(draft: Draft, *, rule: str, to: int) -> Draft:
    """To this place, from 0; what lies beyond the ends is the nearest end."""
    found = rule_of(draft, rule)
    others = [each for each in draft["rules"] if each[KEY] != rule]
    place = max(0, min(int(to), len(others)))
    return in_order(draft, [*others[:place], found, *others[place:]])


def name_rule(draft: Draft, *, rule: str, name: Any) -> Draft:
    """What the rule is called: answers name the rule behind them."""
    return with_rule(draft, rule, lambda each: each | {"name": typed(name, 300).strip()})


def switch_rule(draft: Draft, *, rule: str, on: bool) -> Draft:
    """A rule that is off stays where it is and decides nothing."""
    return with_rule(draft, rule, lambda each: each | {"active": on is True})


def _free_name(draft: Draft, wanted: str) -> str:
    taken = {rule["name"] for rule in draft["rules"]}
    name, count = wanted, 2
    while name in taken:
        name, count = f"{wanted} {count}", count + 1
    return name
